"""A pack with a mistake is refused with its line; the app goes on with the last good version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carerapp.bootstrap import AUTHORITIES
from carerapp.packs import Packs
from forms.engine.errors import DefinitionErrors

MISTAKES = {
    "unknown kind": ("episode.toml", 'type = "yes_no"', 'type = "yes_or_no"'),
    "two rules of one id": ("protocol.toml", 'id = "LIV-C2"', 'id = "LIV-C1"'),
    "no source": ("duties.toml", 'source = "Section 4 (L601–603)"\n', ""),
    "a condition on nothing": ("duties.toml", "at_risk = yes", "at_rsk = yes"),
    "not TOML": ("protocol.toml", "[[rule]]", "[[rule"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(AUTHORITIES / "liverpool", tmp_path / "new" / "liverpool")
    return tmp_path / "new"


def break_it(folder: Path, mistake: str) -> None:
    file, old, new = MISTAKES[mistake]
    path = folder / "liverpool" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_last_good_version_is_used(
    folder: Path, tmp_path: Path, mistake: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line and remedy for whoever looks after the packs; a word for the carer; the same rules as before."""
    kept = tmp_path / "kept"
    good = Packs(folder, kept)
    before = good.protocol("liverpool")
    assert good.note("liverpool") == ""
    break_it(folder, mistake)
    packs = Packs(folder, kept)
    after = packs.protocol("liverpool")
    assert after.rules.keys() == before.rules.keys()
    assert after.time_rules == before.time_rules
    assert "mistake" in packs.note("liverpool")
    assert f"{MISTAKES[mistake][0]}:" in capsys.readouterr().err


def test_without_a_good_version_it_is_refused(folder: Path, tmp_path: Path) -> None:
    """With the file, the line and what is missing there."""
    break_it(folder, "no source")
    with pytest.raises(DefinitionErrors, match=r"duties\.toml:\d+: .*source"):
        Packs(folder, tmp_path / "kept").protocol("liverpool")


def test_a_mended_pack_is_taken_again(folder: Path, tmp_path: Path) -> None:
    """And becomes the last good one."""
    kept = tmp_path / "kept"
    Packs(folder, kept).protocol("liverpool")
    break_it(folder, "no source")
    Packs(folder, kept).protocol("liverpool")
    shutil.copytree(AUTHORITIES / "liverpool", folder / "liverpool", dirs_exist_ok=True)
    mended = Packs(folder, kept)
    mended.protocol("liverpool")
    assert mended.note("liverpool") == ""
