"""An XLSForm as a file (.xlsx). Needs openpyxl, which the device does without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forms.interchange.xlsform import Row, XlsForm

SHEETS = ("survey", "choices", "settings")
_BEGINS_A_FORMULA = ("=", "+", "-", "@")


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
    """The three sheets as rows of text. ValueError when it is no workbook with a survey."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a file that is no workbook
        raise ValueError(f"{path} can't be read as an .xlsx workbook: {error}") from error
    if "survey" not in book.sheetnames:
        raise ValueError(f"{path} has no sheet called survey.")
    found: dict[str, list[Row]] = {}
    for name in (n for n in SHEETS if n in book.sheetnames):
        rows = [[_text(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
        head = rows[0] if rows else []
        found[name] = [
            {key: cell for key, cell in zip(head, row, strict=False) if key and cell} for row in rows[1:]
        ]
    return found


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
