"""A pack with a mistake is refused with its line; the app goes on with the last good version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carerapp.bootstrap import AUTHORITIES
from carerapp.protocols import Shipped
from forms.engine.errors import DefinitionErrors
from forms.packaged import Packs

MISTAKES = {
    "unknown kind": ("episode.toml", 'type = "yes_no"', 'type = "yes_or_no"'),
    "two rules of one id": ("protocol.toml", 'id = "LIV-C2"', 'id = "LIV-C1"'),
    "no source": ("duties.toml", 'source = "Section 4 (L601–603)"\n', ""),
    "a condition on nothing": ("duties.toml", "at_risk in (yes, not_known)", "at_rsk = yes"),
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
    """File, line and remedy for who looks after the packs; a word for the carer; the same rules as before."""
    kept = tmp_path / "kept"
    good = Shipped(kept, Packs(folder))
    before = good.protocol("liverpool")
    assert good.about("liverpool") == ""
    break_it(folder, mistake)
    packs = Shipped(kept, Packs(folder))
    after = packs.protocol("liverpool")
    assert after.rules.keys() == before.rules.keys()
    assert after.time_rules == before.time_rules
    assert "mistake" in packs.about("liverpool")
    assert f"{MISTAKES[mistake][0]}:" in capsys.readouterr().err


def test_the_copy_holds_what_a_device_needs(folder: Path, tmp_path: Path) -> None:
    """Every definition; not what of its source the pack carries."""
    Shipped(tmp_path / "kept", Packs(folder)).protocol("liverpool")
    there = {path.name for path in (folder / "liverpool").iterdir()}
    assert there - {path.name for path in (tmp_path / "kept" / "liverpool").iterdir()} == {"coverage.toml"}


def test_without_a_good_version_it_is_refused(folder: Path, tmp_path: Path) -> None:
    """With its file, line and fault, not that a copy is missing."""
    break_it(folder, "no source")
    with pytest.raises(DefinitionErrors, match=r"duties\.toml:\d+: .*source"):
        Shipped(tmp_path / "kept", Packs(folder)).protocol("liverpool")


def test_a_mended_pack_is_taken_again(folder: Path, tmp_path: Path) -> None:
    """And becomes the last good one."""
    kept = tmp_path / "kept"
    Shipped(kept, Packs(folder)).protocol("liverpool")
    break_it(folder, "no source")
    Shipped(kept, Packs(folder)).protocol("liverpool")
    shutil.copytree(AUTHORITIES / "liverpool", folder / "liverpool", dirs_exist_ok=True)
    mended = Shipped(kept, Packs(folder))
    mended.protocol("liverpool")
    assert mended.about("liverpool") == ""


def test_a_form_with_a_mistake_gives_way_too(folder: Path, tmp_path: Path) -> None:
    """Each form opens in its last good version; one that there never was is told at the folder of the app."""
    kept = tmp_path / "kept"
    before = Shipped(kept, Packs(folder))
    before.protocol("liverpool")
    episode = before.form("liverpool/episode@1")
    break_it(folder, "unknown kind")
    after = Shipped(kept, Packs(folder))
    assert after.form("liverpool/episode@1").sections == episode.sections
    with pytest.raises(DefinitionErrors, match=f"{folder}/liverpool/nothing.toml:1: There is no such file"):
        after.form("liverpool/nothing")


def test_a_full_disk_costs_only_the_copy(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The protocol is used all the same, and it is said once."""
    (tmp_path / "kept").write_text("no folder")
    shipped = Shipped(tmp_path / "kept", Packs(folder))
    assert shipped.protocol("liverpool").id == shipped.protocol("liverpool").id == "liverpool"
    assert capsys.readouterr().err.count("could not be kept for a bad day") == 1
