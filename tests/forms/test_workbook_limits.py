"""What a workbook may cost: looked at before anything reads it, and no more than what it holds."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from types import FrameType

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from forms.__main__ import main
from forms.interchange import limits, workbook
from forms.interchange.reading import read
from forms.interchange.xlsform import xlsform
from forms.packaged import load_form
from tests.forms.workbooks import brought, made


def packed(path: Path, rows: str, **more: bytes) -> Path:
    """A workbook whose survey has these rows, written as somebody would who wishes us ill."""
    workbook.save(xlsform(load_form("hertfordshire/key_contacts")), path)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    said = '<dimension ref="A1:XFD1048576"/>'
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{ns}">{said}<sheetData>{rows}</sheetData></worksheet>'
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in (parts | more).items():
            book.writestr(name, data)
    return path


CELL = '<row r="{row}"><c r="{at}" t="inlineStr"><is><t>type</t></is></c></row>'


def test_a_sheet_with_more_cells_than_any_form_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted before anything else reads it: those that hold something."""
    path = made(tmp_path / "a.xlsx", [{"type": "text", "name": f"n{n}", "label": "N"} for n in range(20)])
    monkeypatch.setattr(limits, "MOST_CELLS", 63)  # three headers, three cells a row
    read(path)
    monkeypatch.setattr(limits, "MOST_CELLS", 62)
    assert main(["import", str(path)]) == 1
    assert "holds more than 62 cells. Nothing was read." in capsys.readouterr().err


def test_a_file_larger_than_any_form_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is."""
    path = tmp_path / "a.csv"
    path.write_text('"survey"\n,"type","name","label"\n,"text","a","A"\n', "utf-8")
    monkeypatch.setattr(limits, "MOST_BYTES", path.stat().st_size)
    read(path)
    monkeypatch.setattr(limits, "MOST_BYTES", path.stat().st_size - 1)
    assert main(["import", str(path)]) == 1
    assert "Nothing was read." in capsys.readouterr().err


def calls_to_read(path: Path) -> int:
    """How many functions are called, in Python and in C: the work of reading it, the same on any machine."""
    count = 0

    def note(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    read(path)  # what is imported once
    sys.setprofile(note)
    try:
        read(path)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("last", ["XFD1048576", "A1048576", "C200000"])
def test_a_cell_that_is_only_formatted_costs_nothing(tmp_path: Path, last: str) -> None:
    """Wherever it stands: the same work as without it, to a tenth."""
    rows = [{"type": "text", "name": f"n{n}", "label": "N"} for n in range(40)]
    plain, formatted = made(tmp_path / "a.xlsx", rows), made(tmp_path / "b.xlsx", rows)
    book = load_workbook(formatted)
    book["survey"][last].font = Font(bold=True)
    book.save(formatted)
    assert calls_to_read(formatted) < 1.1 * calls_to_read(plain)


def test_a_dimension_that_lies_costs_nothing(tmp_path: Path) -> None:
    """A sheet that says it has sixteen thousand million cells, and has one, is no form."""
    path = packed(tmp_path / "small.xlsx", CELL.format(row=1, at="A1") + CELL.format(row=3, at="B3"))
    came = brought(path)
    assert came.code == 1
    assert "survey: it asks nothing" in came.said


def test_what_no_tool_reads_is_told(tmp_path: Path) -> None:
    """A column without a header, a row far below the others, a sheet of another name."""
    path = made(tmp_path / "a.xlsx", [{"type": "text", "name": "a", "label": "A"}], notes=[{"x": "y"}])
    book = load_workbook(path)
    book["survey"]["F2"] = "A remark"
    book["survey"]["A90"] = "text"
    book.save(path)
    came = brought(path)
    assert came.code == 0
    for told in ("survey, column F: it has no header", "survey, from row 90 on", "the sheet notes"):
        assert told in came.said


def test_a_csv_is_a_workbook_too(tmp_path: Path) -> None:
    """As pyxform takes it, with the cell by its row and header."""
    path = tmp_path / "a.csv"
    path.write_text(
        '"survey"\n,"type","name","label","trigger"\n,"text","a","A",\n,"text","b","B","${a}"\n', "utf-8"
    )
    came = brought(path)
    assert came.code == 1
    assert "survey row 3 (trigger): '${a}' has no place here" in came.said


@pytest.mark.parametrize(
    "more", [{"xl/bomb.xml": bytes(17_000_000)}, {f"xl/{n}.xml": b"" for n in range(501)}]
)
def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: dict[str, bytes]
) -> None:
    """By what its parts say of themselves, before any is unpacked."""
    path = packed(tmp_path / "bomb.xlsx", CELL.format(row=1, at="A1"), **more)
    assert path.stat().st_size < 200_000
    assert main(["import", str(path)]) == 1
    assert "unpacks to more than any form" in capsys.readouterr().err
