"""A form that this app wrote out, and another tool may have changed since: written out again it must be the
same.

What differs is read anew from XLSForm's own columns; what still differs then can't come back, and is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from forms.engine.definition import Form
from forms.interchange.cells import Book, Cell, Tokens
from forms.interchange.coming import OURS
from forms.interchange.refusals import Known, Refusal
from forms.interchange.rows_in import TRUE
from forms.interchange.xlsform import xlsform
from forms.interchange.xpath_reader import ExpressionError, read_expression

Row = Mapping[str, str]
_EXPRESSIONS = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count")
_FLAGS = ("required", "readonly")
_CHANGED = Known(
    "asks by what stands here now", "Put back what was there, or change it in the definition (.toml)"
)
_ADDED = Known("reads it", "Take the row out, or add it to the definition (.toml)")
_GONE = Known("does without it", "Put the row back, or take it out of the definition (.toml)")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a workbook says something else than its form written out. `was` is what the form says there."""

    sheet: str
    row: int
    header: str
    now: str
    was: str
    known: Known = _CHANGED

    def refusal(self, where: str) -> Refusal:
        """In words."""
        if self.known is _CHANGED:
            what = f"'{_short(self.now)}' was '{_short(self.was)}', and this change can't come back"
        else:
            done = "added" if self.known is _ADDED else "taken out"
            what = f"the row '{_short(self.now or self.was)}' was {done}"
        return Refusal(where, what, self.known, "", "")


def is_own(book: Book) -> bool:
    """Whether this app wrote the workbook."""
    return any(key[0].startswith(OURS) for key in book.cells.row("settings", 2))


def differences(book: Book, form: Form) -> list[Difference]:
    """Each cell of ours that another tool changed, each row of ours that it took out or copied."""
    written = xlsform(form).sheets()
    renamed = {old.rpartition(".")[2]: new.rpartition(".")[2] for old, new in form.renamed().items()}
    found: list[Difference] = []
    for sheet, ours in written.items():
        theirs = [
            (row, _said(cells)) for (one, row), cells in book.cells.by_row.items() if one == sheet and cells
        ]
        if sheet == "choices":
            lists = {row.get("list_name", "") for row in ours}
            theirs = [(row, said) for row, said in theirs if _list(said) in lists]
        found += _compared(sheet, theirs, [{k: _clean(v) for k, v in row.items()} for row in ours], renamed)
    return found


def _said(cells: Mapping[Tokens, Cell]) -> Row:
    return {cell.header: cell.text for cell in cells.values()}


def _compared(
    sheet: str, theirs: Sequence[tuple[int, Row]], ours: Sequence[Row], renamed: Mapping[str, str]
) -> Iterator[Difference]:
    """Rows are the same that are called the same, in the same order; one that has another name now, by
    that."""
    was = [_called(sheet, row) for row in ours]
    now = [
        name if name in was else renamed.get(name, name)
        for name in (_called(sheet, row) for _, row in theirs)
    ]
    for what, a, b, c, d in SequenceMatcher(None, now, was, autojunk=False).get_opcodes():
        if what == "equal":
            for (number, said), own in zip(theirs[a:b], ours[c:d], strict=True):
                if sheet != "survey" or any(key.startswith(OURS) for key in said):
                    yield from _cells(sheet, number, said, own)
            continue
        for number, said in theirs[a:b]:
            if sheet == "choices" or any(key.startswith(OURS) for key in said):
                yield Difference(sheet, number, "name", _called(sheet, said), "", _ADDED)
        at = theirs[a][0] if a < len(theirs) else theirs[-1][0] if theirs else 1
        for own in ours[c:d]:
            if own.get("type", "") not in ("end group", "end repeat"):
                yield Difference(sheet, at, "name", "", _called(sheet, own), _GONE)


def _cells(sheet: str, number: int, said: Row, own: Row) -> Iterator[Difference]:
    for header in dict.fromkeys((*said, *own)):
        now, was = said.get(header, ""), own.get(header, "")
        if not header.startswith(OURS) and not _same(header, now, was):
            yield Difference(sheet, number, header, now, was)


def _same(header: str, now: str, was: str) -> bool:
    """Whether both say the same: of an expression, whatever its brackets and spaces are."""
    if now == was or header not in _EXPRESSIONS or not (now and was):
        return now == was or (header in _FLAGS and {now.lower(), was.lower()} <= set(TRUE))
    try:
        return read_expression(now) == read_expression(was)
    except ExpressionError:
        return False


def _called(sheet: str, row: Row) -> str:
    if sheet == "settings":
        return "settings"
    if sheet == "choices":
        return f"{_list(row)} {row.get('name', '')}"
    return row.get(f"{OURS}name") or row.get("name") or row.get("type", "")


def _list(row: Row) -> str:
    return row.get("list_name") or row.get("list name") or ""


def _clean(words: str) -> str:
    """As pyxform reads a cell."""
    return words.strip().replace("\u00a0", " ")


def where(book: Book, one: Difference) -> str:
    """The cell of a difference, for a person."""
    cells = book.cells.row(one.sheet, one.row).values()
    cell = next((cell for cell in cells if cell.header == one.header), None)
    if cell is not None:
        return cell.where
    heads = {
        c.header: c.column
        for cells in book.cells.by_row.values()
        for c in cells.values()
        if c.sheet == one.sheet
    }
    return f"{one.sheet} {heads.get(one.header) or 'row '}{one.row} ({one.header})"


def _short(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= 50 else f"{one[:49]}…"
