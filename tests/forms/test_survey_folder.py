"""`python -m forms survey-folder`: which workbooks of a folder come in, and what keeps the others out."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.__main__ import main
from forms.interchange import survey_folder
from tests.forms.workbooks import made

WHO = {"type": "text", "name": "who", "label": "Who?"}


def test_each_workbook_is_tried_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four ways in which it can end, the share of what pyxform takes, the most frequent reason first."""
    made(tmp_path / "a_whole.xlsx", [WHO])
    for name in ("b", "c"):
        made(tmp_path / f"{name}_sound.xlsx", [WHO, {"type": "audio", "name": "a", "label": "A"}])
    made(tmp_path / "d_twice.xlsx", [WHO, WHO])
    (tmp_path / "remarks.txt").write_text("Not a workbook", "utf-8")
    assert main(["survey-folder", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert [line.split("  ")[0] for line in printed.splitlines()[:4]] == [
        "faithful",
        "refused",
        "refused",
        "pyxform refuses",
    ]
    assert "faithful: 1  refused: 2  pyxform refuses: 1  traceback: 0" in printed
    assert "33 % of what pyxform takes" in printed
    assert "    2     2  audio: nothing here asks …" in printed
    assert not list(tmp_path.glob("*.toml"))


def test_a_traceback_is_counted_and_the_rest_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be a fault of ours; the table says so."""
    made(tmp_path / "a.xlsx", [WHO])

    def stops(path: Path, review: str) -> None:
        raise KeyError("label")

    monkeypatch.setattr(survey_folder, "bring_in", stops)
    assert main(["survey-folder", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "traceback: 1" in printed
    assert "KeyError: 'label'" in printed
