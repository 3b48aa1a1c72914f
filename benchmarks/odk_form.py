"""Our form as an XLSForm, and as the XForm that pyxform makes of it: `python -m benchmarks.odk_form FOLDER`.

So that a peer can show the same questions: labels, hints, notes, headings, groups, choices and conditions.
What XLSForm has no word for is left out: "not known" beside every question, a second of two concurrent answers
shown beside the first, a secret that is shown only on purpose, when an answer grows old.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pyxform.xls2xform import convert

from forms.engine.conditions import Tree
from forms.engine.definition import Choice, Field, Form, Section
from forms.engine.kinds.yes_no_comments import OUTCOMES
from forms.engine.load import load_protocol

Row = dict[str, str]
#: Field kind → XLSForm type, and appearance. The kinds that need more than one row are in `_rows`.
TYPES = {
    "text": ("text", ""),
    "long_text": ("text", "multiline"),
    "email": ("text", ""),
    "phones": ("text", ""),
    "signature": ("text", ""),
    "number": ("integer", ""),
    "date": ("date", ""),
    "time": ("time", ""),
    "date_time": ("dateTime", ""),
    "photo": ("image", ""),
    "yes_no": ("select_one yes_no", ""),
    "yes_no_comments": ("select_one outcome", ""),
    "choice": ("select_one {}", ""),
    "several": ("select_multiple {}", ""),
}
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))


@dataclass(slots=True)
class XlsForm:
    """The three sheets, and how much of the form is in them."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: Row = field(default_factory=dict)
    questions: int = 0
    columns: int = 0
    left_out: list[str] = field(default_factory=list)

    def xml(self) -> str:
        sheets: dict[str, Any] = {
            "survey": self.survey,
            "choices": self.choices,
            "settings": [self.settings],
        }
        made = convert(xlsform=sheets, validate=False, form_name=self.settings["form_id"])
        return str(made.xform)

    @property
    def counts(self) -> str:
        """In words, for a report."""
        asked = self.questions + len(self.left_out)
        return f"{self.questions} of {asked} questions and {self.columns} columns of tables"


def xlsform(form: Form) -> XlsForm:
    """Every section, one group each."""
    sheets = XlsForm(settings={"form_title": form.title, "form_id": form.id.replace("/", "_"),
                               "version": str(form.version)})  # fmt: skip
    for name, options in (
        ("yes_no", YES_NO),
        ("outcome", tuple(Choice(*pair) for pair in OUTCOMES.items())),
    ):
        sheets.choices += _options(name, options)
    sheets.survey += _notes("notice", form.notices)
    for section in form.sections:
        sheets.survey += _section(section, sheets)
    sheets.survey += _notes("closing_notice", form.closing_notices)
    return sheets


def only(form: Form, *sections: str) -> Form:
    """The form with these sections alone, for one screen beside one screen."""
    return replace(form, notices=(), closing_notices=(), sections=tuple(form.section(s) for s in sections))


def _section(section: Section, sheets: XlsForm) -> Iterator[Row]:
    yield {
        "type": "begin group",
        "name": f"section_{section.name}",
        "label": section.label or section.short,
    }
    yield from _notes(f"{section.name}_note", section.note.strip().splitlines())
    group = ""
    for asked in section.fields:
        if asked.group != group and group:
            yield {"type": "end group"}
        if asked.group != group and asked.group:
            yield {"type": "begin group", "name": f"group_{asked.name}", "label": asked.group}
        group = asked.group
        if asked.heading:
            yield from _notes(f"{asked.name}_heading", [asked.heading])
        rows = list(_rows(asked, sheets))
        if rows:
            sheets.questions += 1
        else:
            sheets.left_out.append(asked.name)
        yield from rows
    if group:
        yield {"type": "end group"}
    yield {"type": "end group"}


def _rows(asked: Field, sheets: XlsForm) -> Iterator[Row]:
    """The rows of one question; none when XLSForm has no such kind."""
    hint = " ".join(words for words in (asked.plain if asked.label else "", asked.hint, asked.note) if words)
    row = {"name": asked.name, "label": asked.label or asked.plain, "hint": hint}
    if asked.relevant:
        row["relevant"] = _xpath(asked.relevant.tree)
    if asked.kind == "table":
        yield {"type": "begin repeat", **row}
        for column in asked.columns:
            sheets.columns += 1
            yield from _rows(replace(column, name=f"{asked.name}_{column.name}"), sheets)
        yield {"type": "end repeat"}
        return
    if asked.kind not in TYPES:
        return
    kind, appearance = TYPES[asked.kind]
    yield {"type": kind.format(asked.name), **row, "appearance": asked.appearance or appearance}
    if asked.choices:
        sheets.choices += _options(asked.name, asked.choices)
    if asked.kind in ("choice", "several"):
        yield {"type": "text", "name": f"{asked.name}_other", "label": "Something else?"}
    if asked.kind == "yes_no_comments":
        yield {"type": "text", "name": f"{asked.name}_comments", "label": "Comments"}


def _notes(name: str, texts: tuple[str, ...] | list[str]) -> Iterator[Row]:
    for number, text in enumerate(texts, 1):
        yield {"type": "note", "name": f"{name}_{number}", "label": text}


def _options(name: str, options: tuple[Choice, ...]) -> list[Row]:
    return [{"list_name": name, "name": option.name, "label": option.label} for option in options]


def _xpath(tree: Tree) -> str:
    """One of our conditions as XLSForm writes it."""
    match tree:
        case ("or" | "and" as joined, tuple() as a, tuple() as b):
            return f"({_xpath(a)} {joined} {_xpath(b)})"
        case ("not", tuple() as a):
            return f"not({_xpath(a)})"
        case ("answered", str() as name):
            return f"${{{name}}} != ''"
        case ("in", str() as name, tuple() as words):
            return "(" + " or ".join(f"selected(${{{name}}}, '{word}')" for word in words) + ")"
    raise ValueError(f"XLSForm cannot say {tree!r}")


def write(folder: Path) -> XlsForm:
    """`whole.xml` and `section_1.xml`, made now; the sheets of the whole form."""
    form = load_protocol("hertfordshire").key_contacts
    whole = xlsform(form)
    (folder / "whole.xml").write_text(whole.xml(), encoding="utf-8")
    first = xlsform(only(form, form.sections[0].name))
    (folder / "section_1.xml").write_text(first.xml(), encoding="utf-8")
    return whole


if __name__ == "__main__":
    print(write(Path(sys.argv[1])).counts)
