"""An XLSForm as a file (.xlsx). Needs openpyxl, which the device does without."""

from __future__ import annotations

from pathlib import Path

from forms.interchange.xlsform import Row, XlsForm

SHEETS = ("survey", "choices", "settings")


def save(sheets: XlsForm, path: Path) -> None:
    """Writes the three sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.sheets().items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column, "") for column in columns])
    book.save(path)


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
