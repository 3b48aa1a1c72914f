"""A workbook → a definition of ours, whole or not at all: what can't come in is named, all of it in one
go."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from forms.engine.definition import Form
from forms.engine.errors import DefinitionError
from forms.engine.expressions import parse_formula
from forms.engine.form_reader import read_form
from forms.engine.reader import Source
from forms.interchange.cells import Book, Cells
from forms.interchange.choices_in import Lists
from forms.interchange.coming import Coming
from forms.interchange.leftovers import account
from forms.interchange.names import name_of
from forms.interchange.own_export import differences, is_own, where
from forms.interchange.reachable import never_holds, strange_words
from forms.interchange.reading import read
from forms.interchange.refusals import Known, Notes, Refusal
from forms.interchange.rows_in import Rows
from forms.interchange.toml_writer import Part, written
from forms.interchange.tree_in import Tree
from forms.interchange.xlsform import FORM_KEYS

_EMPTY = Known("shows an empty form", "Write a question")
_NEVER = Known("never asks it", "Put the condition right, or take the row out")
_SOME = 12  # as many choices as are named in a message


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an import came to. `form` is None where something was refused; nothing may be written then."""

    text: str
    form: Form | None
    notes: Notes


class Refused(ValueError):
    """What can't come in, a line each. Nothing was written."""

    def __init__(self, path: Path, refused: Collection[Refusal]) -> None:
        lines = "\n".join(f"  {one}" for one in refused)
        super().__init__(
            f"{path}: {len(refused)} cells can't come in as they are. Nothing was written.\n{lines}\n"
            "Put them right in the workbook, or leave things out on purpose: --without NAME,TYPE,COLUMN"
        )
        self.refused = tuple(refused)


def bring_in(path: Path, review: str, without: Collection[str] = ()) -> Incoming:
    """The workbook as a definition, which a person checks by `review`, an ISO day. `without`: what
    is left out, by name, type, column or sheet. NotRead, TooLarge, OSError where it can't be read at all."""
    return brought_in(read(path), review, frozenset(without))


def brought_in(book: Book, review: str, without: frozenset[str] = frozenset()) -> Incoming:
    """The same of a workbook that was read."""
    came = _once(book, review, without, frozenset())
    if came.form is None or not is_own(book):
        return came
    if changed := differences(book, came.form):
        came = _once(book, review, without, frozenset((one.sheet, one.row, one.header) for one in changed))
        left = differences(book, came.form) if came.form else []
        came.notes.refused.extend(one.refusal(where(book, one)) for one in left)
    return came if not came.notes.refused else replace(came, form=None)


def _once(
    book: Book, review: str, without: frozenset[str], edited: frozenset[tuple[str, int, str]]
) -> Incoming:
    coming = Coming(replace(book, cells=Cells(book.cells.by_row)), without, edited)
    lists = Lists(coming)
    rows = Rows(coming, lists)
    tree = Tree(coming, lists, rows)
    tree.read()
    top = Part("", _head(coming, review), parts=[*tree.groups, *tree.sections])
    lists.unasked(rows.asked)
    account(coming)
    if not tree.sections and not coming.notes.refused:
        coming.notes.refused.append(Refusal("survey", "it asks nothing", _EMPTY))
    if coming.notes.left_out:
        top.values["left_out"] = coming.notes.left_out
    text, lines = written(top, [f"Left out on purpose (--without): {one}" for one in coming.notes.left_out])
    if coming.notes.refused:
        return Incoming(text, None, coming.notes)
    source = Source("form", text)
    form = read_form(source)
    for error in source.errors:
        coming.notes.refused.append(_told(error, lines, coming))
    if not source.errors:
        _try_conditions(coming, form)
    return Incoming(text, None if coming.notes.refused else form, coming.notes)


def _try_conditions(coming: Coming, form: Form) -> None:
    """Refuses each that can never hold, or asks for a choice that is none."""
    for cell, words, place in coming.asked_when:
        fields = {one.name: one for one in form.fields()}
        for table in place:
            fields |= {column.name: column for column in fields[table].columns}
        formula = parse_formula(words)
        strange = list(strange_words(formula, fields))
        for name, word, names in strange:
            some = ", ".join(names[:_SOME]) + (" …" if len(names) > _SOME else "")
            coming.notes.refuse(cell, f"'{word}' is none of the choices of '{name}'", _none_of(some), name)
        if not strange and never_holds(formula, fields):
            coming.notes.refuse(cell, f"'{' '.join(cell.text.split())}' can never hold", _NEVER)


def _none_of(names: str) -> Known:
    return Known("finds it different from every answer", f"Write one of: {names}")


def _told(error: DefinitionError, lines: dict[int, tuple[str, int]], coming: Coming) -> Refusal:
    """What our own check finds wrong, at the row that it came from."""
    sheet, row = lines.get(error.line, ("settings", 2))
    cells = coming.book.cells.row(sheet, row)
    name = cells[("name",)].text if ("name",) in cells else ""
    known = Known("takes it", error.remedy)
    return Refusal(
        f"{sheet} row {row} ({name})" if name else f"{sheet} row {row}", error.message, known, "", name
    )


def _head(coming: Coming, review: str) -> dict[str, Any]:
    """What stands at the top of the definition."""
    settings = coming.book.tree
    own = coming.own("settings", 2, FORM_KEYS) if coming.is_own("settings", 2) else {}
    title = coming.text("settings", 2, "title") or coming.book.name
    version = coming.text("settings", 2, "version")
    id = coming.text("settings", 2, "id_string")
    said = ", ".join(
        words for words in (f"form_id {id}" if id else "", f"version {version}" if version else "") if words
    )
    return (
        {
            "id": own.pop("id", "") or name_of(id or title),
            "version": int(re.sub(r"\D", "", version)[:15] or 1) or 1,
            "title": title,
            "authority": own.pop("authority", "") or "An authority",
            "source": own.pop("source", "") or (f"XLSForm: {said}" if said else "XLSForm"),
            "review": own.pop("review", "") or review,
            "languages": coming.languages,
            **own,
        }
        if settings
        else {}
    )
