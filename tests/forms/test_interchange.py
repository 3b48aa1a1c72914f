"""Forms in the ODK, Kobo and Enketo world, and back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from forms.__main__ import main
from forms.engine.definition import Field, Form
from forms.interchange import workbook
from forms.interchange.xlsform import xlsform
from forms.packaged import load_form, load_form_file
from forms.protocol.pack import NO_FORMS

AUTHORITIES = Path(str(files("forms"))) / "authorities"
FORMS = sorted(
    f"{p.parent.name}/{p.stem}"
    for p in AUTHORITIES.glob("*/*.toml")
    if p.name not in (*NO_FORMS, "episode.toml") and "@" not in p.stem
)


def bare(form: Form) -> Form:
    """Without where each line stood in its file."""

    def field(f: Field) -> Field:
        return replace(f, line=0, columns=tuple(field(c) for c in f.columns))

    sections = tuple(replace(s, fields=tuple(field(f) for f in s.fields)) for s in form.sections)
    return replace(form, path="", sections=sections)


@pytest.mark.parametrize("id", FORMS)
def test_a_form_goes_out_and_comes_back_whole(id: str, tmp_path: Path) -> None:
    """Every key of every field: labels, conditions, choices, what is secret, what is ours."""
    sheet, back = tmp_path / "form.xlsx", tmp_path / "form.toml"
    assert main(["export", id, "--format", "xlsform", "--out", str(sheet)]) == 0
    assert main(["import", str(sheet), "--out", str(back)]) == 0
    assert bare(load_form_file(back, tmp_path)) == bare(load_form(id))


@pytest.mark.parametrize("id", FORMS)
def test_pyxform_takes_it(id: str, tmp_path: Path) -> None:
    """The file itself, as an ODK server would: every question has its control."""
    sheet = tmp_path / "form.xlsx"
    form = load_form(id)
    workbook.save(xlsform(form), sheet)
    xform = str(convert(xlsform=sheet, validate=False).xform)
    for field in form.fields():
        assert f"/{field.name}" in xform, field.name


def edited(tmp_path: Path, **changes: str) -> Path:
    """A small form as another tool would have made or changed it."""
    sheets = {
        "survey": [
            {"type": "text", "name": "who", "label": "Who?"},
            {"type": "select_one yn", "name": "seen", "label": "Seen?", "relevant": "${who} != ''"},
            {"type": "begin_repeat", "name": "calls", "label": "Calls"},
            {"type": "integer", "name": "minutes", "label": "Minutes"} | changes,
            {"type": "end_repeat", "name": ""},
        ],
        "choices": [{"list_name": "yn", "name": n, "label": n.title()} for n in ("yes", "no")],
        "settings": [{"form_title": "Another tool's form", "form_id": "another"}],
    }
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        columns = list(dict.fromkeys(k for row in rows for k in row))
        page.append(columns)
        for row in rows:
            page.append([row.get(c, "") for c in columns])
    path = tmp_path / "another.xlsx"
    book.save(path)
    return path


def test_a_form_of_another_tool_becomes_one_of_ours(tmp_path: Path) -> None:
    """Questions, choices, a repeat and a condition, without any key of ours."""
    out = tmp_path / "another.toml"
    assert main(["import", str(edited(tmp_path)), "--out", str(out)]) == 0
    form = load_form_file(out, tmp_path)
    assert [(f.name, f.kind) for f in form.fields()] == [
        ("who", "text"),
        ("seen", "choice"),
        ("calls", "table"),
    ]
    assert form.field("seen").relevant is not None
    assert not form.field("seen").relevant.holds({})  # type: ignore[union-attr]
    assert [c.name for c in form.field("seen").choices] == ["yes", "no"]
    assert form.field("calls.minutes").kind == "integer"


def test_a_changed_label_comes_back_changed(tmp_path: Path) -> None:
    """What an authority edits in its own tool is what the app asks."""
    sheet, out = tmp_path / "form.xlsx", tmp_path / "form.toml"
    sheets = xlsform(load_form("hertfordshire/key_contacts"))
    row = next(r for r in sheets.survey if r.get("name") == "height")
    row["label"], row["hint"] = "How tall?", "In centimetres."
    workbook.save(sheets, sheet)
    assert main(["import", str(sheet), "--out", str(out)]) == 0
    field = load_form_file(out, tmp_path).field("height")
    assert (field.label, field.hint) == ("How tall?", "In centimetres.")


@pytest.mark.parametrize(
    "label", ["=1+1", '=HYPERLINK("https://example.org")', "+44 7700", "-", "@A1", "#N/A"]
)
def test_a_label_is_never_a_formula(tmp_path: Path, label: str) -> None:
    """Whatever it begins with: it is written as words, marked so, and comes back as it was."""
    from openpyxl import load_workbook

    sheet, out = tmp_path / "form.xlsx", tmp_path / "form.toml"
    sheets = xlsform(load_form("hertfordshire/key_contacts"))
    next(r for r in sheets.survey if r.get("name") == "height")["label"] = label
    workbook.save(sheets, sheet)
    (cell,) = [c for row in load_workbook(sheet)["survey"].iter_rows() for c in row if c.value == label]
    assert cell.data_type == "s"
    assert cell.quotePrefix == (label[0] in "=+-@")
    assert label in str(convert(xlsform=sheet, validate=False).xform).replace("&quot;", '"')
    assert main(["import", str(sheet), "--out", str(out)]) == 0
    assert load_form_file(out, tmp_path).field("height").label == label


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"type": "geopoint"}, "row 5: this app has no question of type"),
        ({"relevant": "${who} + 1"}, "row 5: the condition"),
    ],
)
def test_what_cannot_be_brought_over_is_named_with_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, str], says: str
) -> None:
    """A question or a condition that we have no word for: which row, and 1 at the end."""
    assert main(["import", str(edited(tmp_path, **changes))]) == 1
    assert says in capsys.readouterr().err


def test_a_file_that_is_no_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said in words, with 1 at the end; no traceback."""
    path = tmp_path / "no.xlsx"
    path.write_text("no")
    assert main(["import", str(path)]) == 1
    assert "can't be read" in capsys.readouterr().err


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


@pytest.mark.parametrize(
    "rows",
    [
        CELL.format(row=1, at="A1") + CELL.format(row=1_048_576, at="A1048576"),
        CELL.format(row=1, at="XFD1"),
        "".join(CELL.format(row=row, at=f"SE{row}") for row in range(1, 500)),
    ],
    ids=["a last row far below", "a column far right", "many cells"],
)
def test_a_sheet_larger_than_any_form_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str
) -> None:
    """Refused where it stops being a form, with what to do."""
    path = packed(tmp_path / "large.xlsx", rows)
    assert main(["import", str(path)]) == 1
    assert "sheet survey: more than" in capsys.readouterr().err


def test_a_dimension_that_lies_costs_nothing(tmp_path: Path) -> None:
    """One cell, in a sheet that says it has sixteen thousand million."""
    path = packed(tmp_path / "small.xlsx", CELL.format(row=1, at="A1") + CELL.format(row=3, at="B3"))
    assert workbook.read(path)["survey"] == [{}, {}]


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
