"""A form as the three sheets of an XLSForm. Pure: names and rows, no files.

Labels, hints, notes, groups, repeats, choices and conditions are XLSForm's own. What it
has no word for stands in columns of ours (`carer_…`), which other tools leave alone, so
that the form comes back whole (`forms.interchange.back`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace

from forms.engine.conditions import Tree
from forms.engine.definition import Choice, Field, Form, Reference, Section
from forms.engine.kinds import KINDS

Row = dict[str, str]
OURS = "carer_"  # what our own columns begin with
_PLAIN = ("name", "label", "hint", "columns", "choices", "relevant", "line", "appearance")
#: Keys of a field, a section and a form that XLSForm has no word for.
FIELD_KEYS = tuple(f.name for f in fields(Field) if f.name not in _PLAIN)
SECTION_KEYS = (
    "short",
    "source",
    "note",
    "completed_by",
    "completed_when",
    "answered_in",
    "closing",
    "pages",
)
FORM_KEYS = (
    "id",
    "authority",
    "source",
    "review",
    "notices",
    "closing_notices",
    "references",
    "completed_by",
    "send_to",
    "send_note",
    "about",
)


@dataclass(slots=True)
class XlsForm:
    """The three sheets, and how much of the form is in them."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: Row = field(default_factory=dict)
    questions: int = 0
    columns: int = 0

    @property
    def counts(self) -> str:
        """In words, for a report."""
        return f"{self.questions} questions and {self.columns} columns of tables"

    def sheets(self) -> dict[str, list[Row]]:
        """By the names that XLSForm gives them."""
        return {"survey": self.survey, "choices": self.choices, "settings": [self.settings]}


def xlsform(form: Form) -> XlsForm:
    """Every section, one group each."""
    settings = {"form_title": form.title, "form_id": form.id.replace("/", "_"), "version": str(form.version)}
    sheets = XlsForm(settings=settings | _own(form, FORM_KEYS))
    for shared in (kind.xlsform for kind in KINDS.values() if kind.xlsform.choices):
        list_name = shared.type.partition(" ")[2]
        sheets.choices += _options(list_name, [Choice(*pair) for pair in shared.choices])
    sheets.survey += _notes("notice", form.notices)
    for section in form.sections:
        sheets.survey += _section(section, sheets)
    sheets.survey += _notes("closing_notice", form.closing_notices)
    sheets.survey += _notes("reference", [_in_words(reference) for reference in form.references])
    return sheets


def _in_words(reference: Reference) -> str:
    return "\n".join([reference.title, *(" – ".join(row) for row in reference.rows)])


def _section(section: Section, sheets: XlsForm) -> Iterator[Row]:
    label = section.label or section.short
    yield {"type": "begin group", "name": f"section_{section.name}", "label": label} | _own(
        section, SECTION_KEYS
    )
    yield from _notes(f"{section.name}_note", section.note.strip().splitlines())
    group = ""
    for asked in section.fields:
        if asked.group != group and group:
            yield {"type": "end group"}
        if asked.group != group and asked.group:
            yield {"type": "begin group", "name": f"group_{asked.name}", "label": asked.group} | HELPER
        group = asked.group
        if asked.heading:
            yield from _notes(f"{asked.name}_heading", [asked.heading])
        sheets.questions += 1
        yield from _rows(asked, sheets)
    if group:
        yield {"type": "end group"}
    yield {"type": "end group"}


HELPER = {f"{OURS}helper": "yes"}  # a row that only other tools need


def shown_hint(asked: Field) -> str:
    """What helps to answer it, in the one place that XLSForm has for it."""
    return " ".join(words for words in (asked.plain if asked.label else "", asked.hint, asked.note) if words)


def _rows(asked: Field, sheets: XlsForm, within: str = "") -> Iterator[Row]:
    """The rows of one question."""
    name = f"{within}_{asked.name}" if within else asked.name
    row = {"name": name, "label": asked.label or asked.plain, "hint": shown_hint(asked)}
    row |= _own(asked, FIELD_KEYS) | {f"{OURS}hint": asked.hint, f"{OURS}name": asked.name}
    if not asked.label:
        row[f"{OURS}unlabelled"] = "yes"
    if asked.relevant:
        row["relevant"] = xpath(asked.relevant.tree)
        row[f"{OURS}relevant"] = asked.relevant.text
    asks = KINDS[asked.kind].xlsform
    if asked.columns:
        yield {"type": asks.type, **row}
        for column in asked.columns:
            sheets.columns += 1
            yield from _rows(column, sheets, name)
        yield {"type": "end repeat"}
        return
    yield {"type": asks.type.format(name), **row, "appearance": asked.appearance or asks.appearance}
    if asked.choices:
        sheets.choices += _options(name, asked.choices)
    if asks.beside:
        beside, label = asks.beside
        yield {"type": "text", "name": f"{name}_{beside}", "label": label} | HELPER


def _own(thing: object, keys: tuple[str, ...]) -> Row:
    """What XLSForm has no word for, as JSON; what says nothing is left out."""
    values = {key: getattr(thing, key) for key in keys}
    return {
        f"{OURS}{k}": json.dumps(v, ensure_ascii=False, default=asdict)
        for k, v in values.items()
        if v not in ("", (), None, False)
    }


def _notes(name: str, texts: tuple[str, ...] | list[str]) -> Iterator[Row]:
    for number, text in enumerate(texts, 1):
        yield {"type": "note", "name": f"{name}_{number}", "label": text} | HELPER


def _options(name: str, options: Sequence[Choice]) -> list[Row]:
    return [{"list_name": name, "name": option.name, "label": option.label} for option in options]


def xpath(tree: Tree) -> str:
    """One of our conditions as XLSForm writes it."""
    match tree:
        case ("or" | "and" as joined, tuple() as a, tuple() as b):
            return f"({xpath(a)} {joined} {xpath(b)})"
        case ("not", tuple() as a):
            return f"not({xpath(a)})"
        case ("answered", str() as name):
            return f"${{{name}}} != ''"
        case ("in", str() as name, tuple() as words):
            return "(" + " or ".join(f"selected(${{{name}}}, '{word}')" for word in words) + ")"
        case ("than", str() as sign, str() as name, float() as number):
            return f"${{{name}}} {sign} {number:g}"
    raise ValueError(f"XLSForm cannot say {tree!r}")


def only(form: Form, *sections: str) -> Form:
    """The form with these sections alone, for one screen beside one screen."""
    return replace(
        form, notices=(), closing_notices=(), references=(), sections=tuple(form.section(s) for s in sections)
    )
