"""An XLSForm as a file (.xlsx). Needs openpyxl, which the device does without."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forms.interchange.xlsform import Row, XlsForm

SHEETS = ("survey", "choices", "settings")
_BEGINS_A_FORMULA = ("=", "+", "-", "@")
#: The largest form of ours has 250 rows. A kilobyte can unpack to gigabytes, and a sheet say that it ends at
#: row a million.
MOST_PARTS, MOST_UNPACKED_BYTES = 500, 16_000_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 10_000, 500, 200_000


def save(sheets: XlsForm, path: Path) -> None:
    """Writes the three sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.sheets().items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        for number, row in enumerate([dict(zip(columns, columns, strict=True)), *rows], 1):
            for place, column in enumerate(columns, 1):
                if words := row.get(column, ""):
                    _write(sheet.cell(number, place), words)
    book.save(path)


def _write(cell: Any, words: str) -> None:
    """As words, whatever they begin with: "=1+1" is a label here, and no formula. The mark before it tells
    a spreadsheet so, too, when somebody edits the cell."""
    cell.value = words
    cell.data_type = "s"
    cell.quotePrefix = words.startswith(_BEGINS_A_FORMULA)


def read(path: Path) -> dict[str, list[Row]]:
    """The three sheets as rows of text. ValueError when it is no workbook with a survey, or too large to be
    one: said before it is unpacked."""
    from openpyxl import load_workbook

    try:
        _check_size(path)
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a file that is no workbook
        raise ValueError(f"{path} can't be read as an .xlsx workbook: {error}") from error
    try:
        return _read(path, book)
    finally:
        book.close()


def _check_size(path: Path) -> None:
    """What its parts say of themselves, which is all that is ever unpacked of them."""
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise ValueError("it unpacks to more than any form. Nothing was read.")


def _read(path: Path, book: Any) -> dict[str, list[Row]]:
    if "survey" not in book.sheetnames:
        raise ValueError(f"{path} has no sheet called survey.")
    found: dict[str, list[Row]] = {}
    for name in (n for n in SHEETS if n in book.sheetnames):
        rows = list(_rows(path, book[name]))
        head = rows[0] if rows else []
        found[name] = [
            {key: cell for key, cell in zip(head, row, strict=False) if key and cell} for row in rows[1:]
        ]
    return found


def _rows(path: Path, sheet: Any) -> Iterator[list[str]]:
    """Each row up to its last cell; ValueError when there are more than a form can have."""
    sheet.reset_dimensions()  # what the sheet says of its size is not believed
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells += len(row)
        if number > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
            raise ValueError(
                f"{path}, sheet {sheet.title}: more than {MOST_ROWS} rows, {MOST_COLUMNS} columns or "
                f"{MOST_CELLS} cells. Delete the empty rows and columns, and try again."
            )
        yield [_text(cell) for cell in row]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
