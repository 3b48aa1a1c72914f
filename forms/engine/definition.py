"""What a form is: sections of fields, with the exact words of its source.

Names and meanings follow XLSForm (`type`, `name`, `label`, `hint`, `relevant`,
`choices`, `appearance`, `version`, and what ADR 27 lists); our own keys are `source`,
`secret`, `completed_by`, `completed_when`, `answered_in`, `ours`, `rules`, `part_of`,
`note`, `expects`, `conflict`, `prefill`, `send_to`, `was`, `within`, `called`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from forms.engine.answers import Answer, is_blank
from forms.engine.conditions import Condition
from forms.engine.expressions import Formula
from forms.engine.form_keys import Pairs, choice_name, condition, form_name, formula, label, pairs
from forms.engine.marks import Fault, Key, Mark, NeededIf, OneOf, Reads
from forms.engine.reader import Table

#: "latest" shows the latest of two concurrent answers; "both" shows both until a person chooses.
Conflict = Literal["latest", "both"]
#: where a section's answers live: in the form's own record, or in the record of each episode
AnsweredIn = Literal["form", "episode"]
#: what a date should be: "birth" is in the past and makes a child or a young adult
Expects = Literal["", "past", "future", "birth"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a few: its name is kept, its label is shown."""

    name: Annotated[str, Reads(choice_name)]
    label: str
    labels: Annotated[Pairs, Reads(pairs)] = ()  # language → the label in it
    keys: Annotated[Pairs, Reads(pairs)] = ()  # what a choice filter compares


@dataclass(frozen=True, slots=True)
class Group:
    """Some questions of a section, or columns of a table, that stand together under one condition."""

    name: Annotated[str, Reads(form_name)]
    label: str = ""
    relevant: Annotated[Condition | Formula | None, Reads(condition)] = None
    within: str = ""  # the name of the group around it
    labels: Annotated[Pairs, Reads(pairs)] = ()
    called: str = ""  # its name in XLSForm, where that is another
    line: Annotated[int, Mark.LINE] = 0


#: where an answer may already stand; the first three are followed by a field's name
PREFILLS = (
    "kcf:",
    "episode:",
    "profile:",
    "child:full_name",
    "child:family_name",
    "child:forenames",
    "child:age",
    "child:setting",
    "app:missing_before",
    "carer:name",
)


#: where a child of the form may live
Lives = Literal["foster", "residential", "semi_independent", "home"]


def _prefill(table: Table, key: str) -> str:
    where = table.text(key)
    if where and where not in PREFILLS and not where.startswith(PREFILLS[:3]):
        table.unknown(key, where, PREFILLS, key)
    return where


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `label` is the form's exact wording, punctuation included."""

    name: Annotated[str, Reads(form_name)]
    kind: Annotated[str, Key("type"), OneOf("kinds")]  # a key of forms.engine.kinds.KINDS
    label: Annotated[str, Reads(label)]
    plain: Annotated[str, NeededIf("part_of")] = (
        ""  # the question in plain words, for screens ("" = use the label)
    )
    hint: str = ""
    heading: str = ""  # a sub-heading printed before this field
    group: str = ""  # label of the group this field belongs to, e.g. care provider details
    choices: tuple[Choice, ...] = ()
    columns: Annotated[tuple["Field", ...], Key("column")] = ()  # of a repeating table
    sorted_by: str = (
        ""  # the column by which its rows are printed; "" = in the order in which they were added
    )
    relevant: Annotated[Condition | Formula | None, Reads(condition)] = None
    #: a screen asks it of a child who lives there; () = of every child. Paper prints it always
    settings: tuple[Lives, ...] = ()
    secret: bool = False  # shown only on purpose, and the look is logged
    conflict: Conflict = "latest"
    appearance: str = ""
    source: str = ""
    rules: tuple[str, ...] = ()  # protocol rule ids this answer serves
    ours: bool = False  # the app's own field, not part of the authority's form
    no_is_an_answer: bool = False  # offer a "No" button beside "Not known"
    stale_after_days: int | None = None  # when its age turns amber; None = never
    line: Annotated[int, Mark.LINE] = 0  # where it stands in its file, for messages
    note: str = ""  # verbatim words printed with the field, beside its label
    part_of: str = ""  # a further input of that field's question: no label of its own, printed with it
    answered_in: AnsweredIn | None = None  # where it differs from its section
    expects: Expects = ""  # of a date or date_time
    #: where the answer may already stand: "kcf:full_name", "episode:last_seen_at", "child:age"
    prefill: Annotated[str, Reads(_prefill)] = ""
    options_printed: bool = False  # the paper prints every choice, and one of them is ticked
    was: tuple[str, ...] = ()  # its names in earlier versions of the form: their answers are its own
    within: str = ""  # the name of the innermost group around it
    called: str = ""  # its name in XLSForm, where that is another
    guidance: str = ""  # more help, shown when somebody asks for it
    required: bool = False  # a word beside a blank; nothing is ever refused
    required_message: str = ""
    constraint: Annotated[Formula | None, Reads(formula)] = None  # "." is the answer
    constraint_message: str = ""
    calculation: Annotated[Formula | None, Reads(formula)] = None  # of a calculate
    default: str = ""  # written as an answer when the form is begun, or the row is added
    read_only: bool = False  # shown, not to be changed
    labels: Annotated[Pairs, Reads(pairs)] = ()  # language → the label in it
    hints: Annotated[Pairs, Reads(pairs)] = ()
    choice_filter: Annotated[Formula | None, Reads(formula)] = None  # which choices are offered
    repeat_count: Annotated[Formula | None, Reads(formula)] = None  # of a table: how many rows are expected

    @property
    def question(self) -> str:
        """As a screen asks it."""
        return self.plain or self.label

    def asked_in(self, lives: str, answer: Answer | None) -> bool:
        """Whether a child of this setting is asked, "" while nobody said which. What has an answer stays, so
        that it can be changed."""
        return (
            not lives or not self.settings or lives in self.settings or not is_blank(answer and answer.value)
        )


@dataclass(frozen=True, slots=True)
class Page:
    """Some questions of a long section, about one subject: a screen asks them together."""

    title: str  # the subject, in plain words
    fields: tuple[str, ...]  # names of the section's questions; they are asked in its own order


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading of the form."""

    name: Annotated[str, Reads(form_name)]
    #: exact heading; the closing fields of a paper form stand under none
    label: Annotated[str, NeededIf("closing", given=False)]
    short: str  # a few plain words for lists
    fields: Annotated[tuple[Field, ...], Key("field")]
    source: str = ""
    note: str = ""  # verbatim instruction printed with the section
    completed_by: str = ""
    completed_when: str = ""
    answered_in: AnsweredIn = "form"
    closing: bool = False  # the form's closing fields, after the numbered sections
    pages: tuple[Page, ...] = ()  # how a screen asks it; () = as `forms.engine.pages` says
    relevant: Annotated[Condition | Formula | None, Reads(condition)] = None
    labels: Annotated[Pairs, Reads(pairs)] = ()  # language → the heading in it
    called: str = ""  # its name in XLSForm, where that is another

    def faults(self) -> Iterator[Fault]:
        """Each question that has a label of its own is asked on one page; what is part of it goes with it."""
        named = [name for page in self.pages for name in page.fields]
        asked = [f.name for f in self.fields if not f.part_of] if self.pages else []
        for name in dict.fromkeys(named):
            if name not in asked:
                told = f"has a page with '{name}', which is no question of it, or part of another"
                yield Fault("pages", told, "Name the section's own questions.")
            elif named.count(name) > 1:
                yield Fault("pages", f"asks '{name}' on two pages", "Name it once.")
        for name in asked:
            if name not in named:
                yield Fault("pages", f"asks '{name}' on no page", "Name it on one of the pages.")


def _rows(table: Table, key: str) -> tuple[tuple[str, ...], ...]:
    value = table.get(key, list, '[["words", "words"]]', True) or []
    if not all(isinstance(row, list) and row and all(isinstance(v, str) for v in row) for row in value):
        table.wrong(key, f"'{key}' should hold rows of words only", 'Write [["words", "words"], …].')
        return ()
    return tuple(tuple(row) for row in value)


@dataclass(frozen=True, slots=True)
class Reference:
    """A table that the form prints after its questions, for whoever answers: codes and what they mean."""

    title: Annotated[str, Mark.NEEDED]
    columns: Annotated[tuple[str, ...], Mark.NEEDED]
    rows: Annotated[tuple[tuple[str, ...], ...], Reads(_rows)]

    def faults(self) -> Iterator[Fault]:
        """A row has a cell for each column."""
        for row in self.rows:
            if len(row) != len(self.columns):
                told = f"has a row of {len(row)}, '{row[0]}', and {len(self.columns)} columns"
                yield Fault("rows", told, "Give each row a cell for each column.")


def _version(table: Table, key: str) -> int:
    version = table.whole(key, need=True)
    if version is not None and version < 1:
        table.wrong(key, "A version is 1 or more", "Count versions from 1.")
    return version or 1


@dataclass(frozen=True, slots=True)
class Form:
    """A definition, frozen: records pin `ref` when they are opened."""

    id: str  # "hertfordshire/key_contacts"
    version: Annotated[int, Reads(_version)]
    title: str
    authority: str
    sections: Annotated[tuple[Section, ...], Key("section"), Mark.NEEDED]
    source: Annotated[str, Mark.NEEDED] = ""
    review: Annotated[str, Mark.DAY, Mark.NEEDED] = ""  # by when a person must check it against its source
    notices: tuple[str, ...] = ()  # verbatim statements printed on the form, in order
    path: Annotated[str, Mark.GIVEN] = ""
    closing_notices: tuple[str, ...] = ()  # verbatim statements printed after the closing fields
    references: tuple[Reference, ...] = ()  # tables of codes, printed last
    completed_by: str = "carer"  # who fills it in; a form of others is here to be read
    send_to: tuple[str, ...] = ()  # ids of the contacts of its protocol to which it goes
    send_note: str = ""  # what the source says about sending it, verbatim
    about: str = ""  # when a carer meets it, in plain words
    groups: Annotated[tuple[Group, ...], Key("group")] = ()
    left_out: tuple[str, ...] = ()  # what was left out on purpose when it was brought in from an XLSForm
    languages: tuple[str, ...] = ()  # besides English, as XLSForm writes them: "Polski (pl)"

    @property
    def ref(self) -> str:
        """Id and version, as records keep it: "hertfordshire/key_contacts@1"."""
        return f"{self.id}@{self.version}"

    def fields(self) -> Iterator[Field]:
        """Every question, in the form's order; a table's columns stand in it."""
        for section in self.sections:
            yield from section.fields

    def field(self, name: str) -> Field:
        """The field called `name`, or a column as `table.column`, however deep. KeyError when absent."""
        head, _, rest = name.partition(".")
        found = next((field for field in self.fields() if field.name == head), None)
        for part in rest.split(".") if rest else ():
            found = next((column for column in found.columns if column.name == part), None) if found else None
        if found is None:
            raise KeyError(name)
        return found

    def renamed(self) -> Mapping[str, str]:
        """The earlier names of its questions → today's; of a column as `table.column`, of today's table."""
        names = {old: field.name for field in self.fields() for old in field.was}
        columns = ((f"{f.name}.{old}", c.name) for f in self.fields() for c in f.columns for old in c.was)
        return {**names, **dict(columns)}

    def section(self, name: str) -> Section:
        """The section called `name`. StopIteration when there is none."""
        return next(s for s in self.sections if s.name == name)

    def section_of(self, field: str) -> Section:
        """The section that holds this question. StopIteration when none does."""
        return next(s for s in self.sections if any(f.name == field for f in s.fields))

    def answered_in(self, field: str) -> AnsweredIn:
        """Whose record holds this answer: the form's own, or each episode's."""
        return self.field(field).answered_in or self.section_of(field).answered_in

    def parts_of(self, field: str) -> tuple[Field, ...]:
        """The further inputs that belong to one printed question."""
        return tuple(f for f in self.fields() if f.part_of == field)
