"""What a form is: sections of fields, with the exact words of its source.

Names and meanings follow XLSForm (`type`, `name`, `label`, `hint`, `relevant`,
`choices`, `appearance`, `version`); our own keys are `source`, `secret`,
`completed_by`, `completed_when`, `answered_in`, `ours`, `rules`, `part_of`,
`note`, `expects`, `conflict`, `prefill`, `send_to`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from forms.engine.conditions import Condition

#: "latest" shows the latest of two concurrent answers; "both" shows both until a person chooses.
Conflict = Literal["latest", "both"]
#: where a section's answers live: in the form's own record, or in the record of each episode
AnsweredIn = Literal["form", "episode"]
#: what a date should be: "birth" is in the past and makes a child or a young adult
Expects = Literal["", "past", "future", "birth"]


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `label` is the form's exact wording, punctuation included."""

    name: str
    kind: str  # a key of forms.engine.kinds.KINDS
    label: str
    plain: str = ""  # the question in plain words, for screens ("" = use the label)
    hint: str = ""
    heading: str = ""  # a sub-heading printed before this field
    group: str = ""  # label of the group this field belongs to, e.g. care provider details
    choices: tuple[Choice, ...] = ()
    columns: tuple[Field, ...] = ()  # of a repeating table
    relevant: Condition | None = None
    secret: bool = False  # shown only on purpose, and the look is logged
    conflict: Conflict = "latest"
    appearance: str = ""
    source: str = ""
    rules: tuple[str, ...] = ()  # protocol rule ids this answer serves
    ours: bool = False  # the app's own field, not part of the authority's form
    no_is_an_answer: bool = False  # offer a "No" button beside "Not known"
    stale_after_days: int | None = None  # when its age turns amber; None = never
    line: int = 0  # where it stands in its file, for messages
    note: str = ""  # verbatim words printed with the field, beside its label
    part_of: str = ""  # a further input of that field's question: no label of its own, printed with it
    answered_in: AnsweredIn | None = None  # where it differs from its section
    expects: Expects = ""  # of a date or date_time
    prefill: str = (
        ""  # where the answer may already stand: "kcf:full_name", "episode:last_seen_at", "child:age"
    )

    @property
    def question(self) -> str:
        return self.plain or self.label


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    label: str  # exact heading
    short: str  # a few plain words for lists
    fields: tuple[Field, ...]
    source: str = ""
    note: str = ""  # verbatim instruction printed with the section
    completed_by: str = ""
    completed_when: str = ""
    answered_in: AnsweredIn = "form"
    closing: bool = False  # the form's closing fields, after the numbered sections


@dataclass(frozen=True, slots=True)
class Form:
    """A definition, frozen: records pin `ref` when they are opened."""

    id: str  # "hertfordshire/key_contacts"
    version: int
    title: str
    authority: str
    sections: tuple[Section, ...]
    source: str = ""
    review: str = ""  # ISO date by which a person must check it against its source
    notices: tuple[str, ...] = ()  # verbatim statements printed on the form, in order
    path: str = ""
    closing_notices: tuple[str, ...] = ()  # verbatim statements printed after the closing fields
    completed_by: str = "carer"  # who fills it in; a form of others is here to be read
    send_to: tuple[str, ...] = ()  # ids of the contacts of its protocol to which it goes
    send_note: str = ""  # what the source says about sending it, verbatim
    about: str = ""  # when a carer meets it, in plain words

    @property
    def ref(self) -> str:
        return f"{self.id}@{self.version}"

    def fields(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields

    def field(self, name: str) -> Field:
        """The field called `name`, or a column as `table.column`. KeyError when absent."""
        head, _, column = name.partition(".")
        for field in self.fields():
            if field.name == head:
                if not column:
                    return field
                return next(c for c in field.columns if c.name == column)
        raise KeyError(name)

    def section(self, name: str) -> Section:
        return next(s for s in self.sections if s.name == name)

    def section_of(self, field: str) -> Section:
        return next(s for s in self.sections if any(f.name == field for f in s.fields))

    def answered_in(self, field: str) -> AnsweredIn:
        """Whose record holds this answer: the form's own, or each episode's."""
        return self.field(field).answered_in or self.section_of(field).answered_in

    def parts_of(self, field: str) -> tuple[Field, ...]:
        """The further inputs that belong to one printed question."""
        return tuple(f for f in self.fields() if f.part_of == field)
