"""A workbook on its way in: its cells, what is said of them, its languages, and what to leave out. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from forms.interchange.cells import Book, Cell, Node
from forms.interchange.expressions import in_words, translated
from forms.interchange.names import Names, Place, name_of, row_of
from forms.interchange.refusals import Known, Notes, of_column
from forms.interchange.xpath_reader import ExpressionError

#: what our own columns begin with
OURS = "carer_"
#: the headers that come once for each language
SPOKEN = (("label",), ("hint",), ("guidance_hint",), ("bind", "jr:constraintMsg"), ("bind", "jr:requiredMsg"))
UNNAMED = "default"
_VEIL = "\\u0024{"


@dataclass(slots=True)
class Coming:
    """The book, and what has been found out about it so far."""

    book: Book
    without: frozenset[str] = frozenset()
    edited: frozenset[tuple[str, int, str]] = frozenset()  # sheet, row and header that another tool changed
    notes: Notes = field(default_factory=Notes)
    names: Names = field(default_factory=Names)
    several: set[str] = field(default_factory=set)  # XLSForm names of questions with several answers
    asked_when: list[tuple[Cell, str, Place]] = field(
        default_factory=list
    )  # each condition, in our words, and where
    primary: str = UNNAMED
    languages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        found: dict[str, None] = {}
        for cells in self.book.cells.by_row.values():
            for key in cells:
                for spoken in SPOKEN:
                    if key[: len(spoken)] == spoken:
                        found.setdefault(key[len(spoken)] if len(key) > len(spoken) else UNNAMED)
        said = str(self.book.tree.get("default_language", UNNAMED))
        english = next((language for language in found if language.lower().startswith("english")), "")
        self.primary = (
            said if said in found else UNNAMED if UNNAMED in found else english or next(iter(found), UNNAMED)
        )
        self.languages = [language for language in found if language not in (self.primary, UNNAMED)]

    def cell(self, sheet: str, row: int, *tokens: str) -> Cell | None:
        """The cell under this header, which has found its place with that; None where it is blank."""
        found = self.book.cells.take(sheet, row, *tokens)
        return found[0] if found else None

    def text(self, sheet: str, row: int, *tokens: str) -> str:
        """Its words; "" where it is blank."""
        found = self.cell(sheet, row, *tokens)
        return found.text if found else ""

    def words(self, sheet: str, row: int, *tokens: str) -> tuple[str, dict[str, str]]:
        """The words in the form's first language, and in each other."""
        first, others = "", {}
        for key, cell in self.book.cells.row(sheet, row).items():
            if key[: len(tokens)] == tokens and len(key) <= len(tokens) + 1:
                self.book.cells.taken.add(cell)
                language = key[len(tokens)] if len(key) > len(tokens) else self.primary
                if language in (self.primary, UNNAMED):
                    first = first if first and len(key) == len(tokens) else cell.text
                else:
                    others[language] = cell.text
        return first, others

    def own(self, sheet: str, row: int, keys: Collection[str]) -> dict[str, Any]:
        """What our own columns say of a row, without what another tool has changed."""
        found: dict[str, Any] = {}
        for key in keys:
            cell = self.cell(sheet, row, f"{OURS}{key}")
            if cell is None:
                continue
            try:
                found[key] = json.loads(cell.text)
            except ValueError:
                self.notes.refuse(cell, f"{cell.text[:40]!r} is not what this app writes there", _OURS_ONLY)
        return found

    def own_text(self, row: int, key: str) -> str:
        """Words that a column of ours has as they are, where answers in them are veiled from pyxform."""
        return self.text("survey", row, f"{OURS}{key}").replace(_VEIL, "${")

    def is_own(self, sheet: str, row: int) -> bool:
        """Whether this app wrote the row."""
        return any(key[0].startswith(OURS) for key in self.book.cells.row(sheet, row))

    def is_helper(self, row: int) -> bool:
        """Whether this app wrote the row of the survey for other tools only, in a workbook of its own."""
        here = bool(row) and (f"{OURS}helper",) in self.book.cells.row("survey", row)
        return here and self.is_own("settings", 2)

    def our_name(self, node: Node) -> str:
        """What the question is called in the form that this app wrote out; "" where nobody says."""
        at = row_of(node)
        if not at or not self.is_own("survey", at) or self.was_edited("survey", at, "name"):
            return ""
        given = self.text("survey", at, f"{OURS}name")
        if node["type"] == "group" and not given:
            return name_of(str(node["name"]).removeprefix("section_"))
        return given

    def was_edited(self, sheet: str, row: int, *headers: str) -> bool:
        """Whether another tool changed any of these cells since."""
        return any((sheet, row, header) in self.edited for header in headers)

    def expression(self, cell: Cell, place: Place, name: str, bare: Collection[str] = ()) -> str:
        """What a cell asks, in our words; "" where it can't come in, which is then said."""
        try:
            return translated(
                _straight(cell.text),
                lambda asked, total: self.names.asked(asked, place, total),
                self.several,
                bare,
            )
        except ExpressionError as error:
            self.refuse(cell, f"'{_short(cell.text)}': {error}", name)
            return ""

    def answers_in(self, words: str, cell: Cell | None, place: Place, name: str) -> str:
        """Words with the answers that they show, by our names."""
        try:
            return in_words(words, lambda asked, total: self.names.asked(asked, place, total))
        except ExpressionError as error:
            if cell is not None:
                self.refuse(cell, f"'{_short(words)}': {error}", name)
            return words

    def refuse(self, cell: Cell, what: str, name: str, known: Known | None = None, thing: str = "") -> None:
        """This cell can't come in; or was to be left out, and is."""
        key = next(k for k, one in self.book.cells.row(cell.sheet, cell.row).items() if one is cell)
        self.book.cells.taken.add(cell)
        if self.without & {cell.header, key[0], key[-1], thing, name} - {""}:
            self.notes.left_out.append(f"{cell.where}: {_short(cell.text)}")
        else:
            self.notes.refuse(cell, what, known or of_column(key), name, thing)


_OURS_ONLY = Known("leaves it alone", "Export the form anew, or delete the column")


def _straight(words: str) -> str:
    """With the quotation marks that a word processor bent put straight, as pyxform does."""
    from pyxform.parsing.sheet_headers import clean_text_values

    return str(clean_text_values(words, strip_whitespace=True))


def _short(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= 70 else f"{one[:69]}…"
