"""`python -m forms add`: a form becomes part of a pack, or nothing is changed."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from forms.__main__ import main
from forms.packaged import Packs
from tests.forms.workbooks import made

AUTHORITIES = Path(str(files("forms"))) / "authorities"
SURVEY = [
    {"type": "text", "name": "who", "label": "Who?"},
    {"type": "integer", "name": "age", "label": "How old?", "relevant": "${who} != ''"},
]


@pytest.fixture(params=["hertfordshire", "liverpool", "stoke_on_trent_2016"])
def pack(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a pack: with a list of forms on one line, on several, and without one."""
    folder = tmp_path / "packs" / str(request.param)
    shutil.copytree(AUTHORITIES / folder.name, folder)
    return folder


def test_a_form_of_another_tool_becomes_one_of_the_pack(pack: Path, tmp_path: Path) -> None:
    """It has the pack's name before its own, stands in its list, and is read with it; `forms check`
    passes."""
    workbook = made(tmp_path / "visit.xlsx", SURVEY, settings=[{"form_title": "Visit", "form_id": "visit-1"}])
    before = Packs(pack.parent).protocol(pack.name).forms
    assert main(["add", str(workbook), str(pack)]) == 0
    packs = Packs(pack.parent)
    assert packs.protocol(pack.name).forms == (*before, f"{pack.name}/visit_1")
    assert [f.name for f in packs.form(f"{pack.name}/visit_1").fields()] == ["who", "age"]
    assert main(["check", str(pack)]) == 0


def test_a_definition_is_added_under_the_name_it_is_given(pack: Path, tmp_path: Path) -> None:
    """A name that is taken changes nothing."""
    workbook = made(tmp_path / "visit.xlsx", SURVEY)
    assert main(["import", str(workbook)]) == 0
    assert main(["add", str(workbook.with_suffix(".toml")), str(pack), "--name", "home visit"]) == 0
    added = {p.name: p.read_bytes() for p in pack.iterdir()}
    assert "home_visit.toml" in added
    assert main(["add", str(workbook.with_suffix(".toml")), str(pack), "--name", "home visit"]) == 1
    assert {p.name: p.read_bytes() for p in pack.iterdir()} == added


def test_what_cannot_come_in_changes_nothing(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its cells are named."""
    before = {p.name: p.read_bytes() for p in pack.iterdir()}
    workbook = made(tmp_path / "visit.xlsx", [*SURVEY, {"type": "audio", "name": "a", "label": "A"}])
    assert main(["add", str(workbook), str(pack)]) == 1
    assert "survey A4 (type)" in capsys.readouterr().err
    assert {p.name: p.read_bytes() for p in pack.iterdir()} == before
    assert main(["add", str(workbook), str(tmp_path)]) == 1
    assert "protocol.toml" in capsys.readouterr().err


def test_a_pack_that_would_not_be_whole_is_not_changed(pack: Path, tmp_path: Path) -> None:
    """Whatever is wrong with it."""
    protocol = pack / "protocol.toml"
    protocol.write_text(protocol.read_text("utf-8").replace("review = ", "revew = ", 1), "utf-8")
    before = {p.name: p.read_bytes() for p in pack.iterdir()}
    assert main(["add", str(made(tmp_path / "visit.xlsx", SURVEY)), str(pack)]) == 1
    assert {p.name: p.read_bytes() for p in pack.iterdir()} == before
