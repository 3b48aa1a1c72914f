"""Forms in the ODK, Kobo and Enketo world, and back."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from forms.__main__ import main
from forms.interchange import workbook
from forms.interchange.xlsform import xlsform
from forms.packaged import load_form, load_form_file
from forms.protocol.pack import NO_FORMS
from tests.forms.workbooks import bare

AUTHORITIES = Path(str(files("forms"))) / "authorities"
FORMS = sorted(
    f"{p.parent.name}/{p.stem}"
    for p in AUTHORITIES.glob("*/*.toml")
    if p.name not in (*NO_FORMS, "episode.toml") and "@" not in p.stem
)


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


def test_a_file_that_is_no_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said in words, with 1 at the end; no traceback."""
    path = tmp_path / "no.xlsx"
    path.write_text("no")
    assert main(["import", str(path)]) == 1
    assert "can't be read" in capsys.readouterr().err
