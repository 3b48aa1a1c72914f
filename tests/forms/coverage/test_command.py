"""`python -m forms coverage`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from forms.__main__ import main as forms
from forms.coverage import sources
from forms.coverage.command import accounts, main
from forms.coverage.table import with_table
from forms.packaged import AUTHORITIES, WITH_THE_APP, available
from tests.forms.coverage.procedures import HEAD, PROCEDURE, drafted, folder_with

ROOT = Path(__file__).resolve().parents[3]
NAME = "stoke_on_trent_2016"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """One pack, whose procedure is an invented one; all is answered."""
    shutil.copytree(Path(str(AUTHORITIES)) / NAME, tmp_path / "packs" / NAME)
    answered(tmp_path / "packs", "SOT-C1")
    return tmp_path / "packs"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "texts", PROCEDURE)


def answered(packs: Path, by: str) -> None:
    written = drafted().replace("todo = true", f'carried_by = ["{by}"]')
    (packs / NAME / "coverage.toml").write_text(written, "utf-8")


def run(packs: Path, *arguments: str) -> int:
    return main(arguments, packs)


def test_all_accounted_for_ends_with_nought(
    packs: Path, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says with what it compared, and counts."""
    assert run(packs, "--sources", str(texts)) == 0
    assert capsys.readouterr().out.split("\n")[:2] == [
        f"Compared with the texts in {texts}.",
        "Stoke-on-Trent 2016: 5 sentences: 5 carried, 0 not the carer's, 0 unaccounted for, 0 changed, "
        "0 gone, 0 name something that is not in the pack, 0 only what stands on no screen",
    ]
    assert run(packs, "--without", NAME) == 0
    assert capsys.readouterr().out.startswith("Compared with what was recorded of the texts.\n")


def test_a_changed_source_ends_with_one(packs: Path, texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The fault is printed below the counts; without the text nobody can know."""
    folder_with(texts, PROCEDURE.replace("must ring", "may ring"))
    assert run(packs, "--sources", str(texts)) == 1
    assert "the words have changed: “If nobody knows" in capsys.readouterr().out
    assert run(packs, "--without") == 0


def test_a_changed_list_ends_with_one_without_the_text(packs: Path) -> None:
    """A line taken out by hand."""
    file = packs / NAME / "coverage.toml"
    lines = file.read_text("utf-8").split("\n")
    file.write_text("\n".join([*lines[:6], *lines[7:]]), "utf-8")
    assert run(packs, "--without") == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        (
            "duties.toml",
            "criminal justice system, they should be",
            "criminal justice system, they be",
            "rule SOT-",
        ),
        ("protocol.toml", 'label = "', 'label = "Not ', "step "),
    ],
)
def test_a_should_that_is_taken_out_of_a_quotation_ends_with_one(
    packs: Path, texts: Path, name: str, old: str, new: str, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the text and without: the pack no longer quotes what was found in its source."""
    file = packs / NAME / name
    written = file.read_text("utf-8")
    assert old in written
    file.write_text(written.replace(old, new, 1), "utf-8")
    for way in (["--without"], ["--sources", str(texts)]):
        assert run(packs, *way) == 1
        told = [line for line in capsys.readouterr().out.split("\n") if "not those recorded" in line]
        assert len(told) == 1
        assert re.search(rf"{NAME}/{name}:[1-9]\d*: {where}", told[0])


def test_what_is_not_in_the_pack_ends_with_one(packs: Path, texts: Path) -> None:
    """With the text and without."""
    answered(packs, "LIV-C1")
    assert run(packs, "--without") == 1
    assert run(packs, "--sources", str(texts)) == 1


def test_what_nobody_has_looked_at_ends_with_one_unless_it_passes(
    packs: Path, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a warning then, which hides no other fault."""
    file = packs / NAME / "coverage.toml"
    file.write_text(drafted(), "utf-8")
    assert run(packs, "--without") == 1
    assert capsys.readouterr().err == ""
    assert run(packs, "--without", "--todo-passes") == 0
    assert "Warning: nobody has looked yet at 5 sentences" in capsys.readouterr().err
    folder_with(texts, PROCEDURE + "Carers must ring the office.\n")
    assert run(packs, "--sources", str(texts), "--todo-passes") == 1


def test_it_writes_what_is_still_to_be_answered(packs: Path, texts: Path) -> None:
    """What was answered stays; the counts are of what was written."""
    folder_with(texts, PROCEDURE + "Carers must ring the office.\n")
    assert run(packs, "--sources", str(texts), "--draft", NAME) == 1
    written = (packs / NAME / "coverage.toml").read_text("utf-8")
    assert written.count("SOT-C1") == 5
    assert written.count("todo = true") == 1
    (packs / NAME / "coverage.toml").write_text(HEAD, "utf-8")
    assert run(packs, "--sources", str(texts), "--draft", "--todo-passes") == 0


def test_it_writes_the_counts_into_a_page(packs: Path, tmp_path: Path) -> None:
    """Between its two marks; a page without them is left as it is."""
    page = tmp_path / "page.md"
    page.write_text("# Counts\n<!-- counts -->\nold\n<!-- end of counts -->\nEnd\n", "utf-8")
    assert run(packs, "--without", "--table", str(page)) == 0
    assert "\n| Stoke-on-Trent 2016 | 5 | 5 | 0 | 0 |\n<!-- end of counts -->\nEnd\n" in page.read_text(
        "utf-8"
    )
    page.write_text("# Counts\n", "utf-8")
    assert run(packs, "--without", "--table", str(page)) == 1
    assert page.read_text("utf-8") == "# Counts\n"


@pytest.mark.parametrize("text", ["", PROCEDURE + "Othershire", None])
def test_texts_that_are_not_there_are_told(
    packs: Path, texts: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder, this procedure in it, or more than one of it: never a quiet comparison with less."""
    if text is None:
        shutil.rmtree(texts)
        assert run(packs, "--sources", str(texts)) == 2
    else:
        (texts / ("001.txt" if not text else "002.txt")).write_text(text, "utf-8")
        assert run(packs, "--sources", str(texts)) == 1
    assert str(texts) in capsys.readouterr().err


def test_it_finds_the_texts_where_the_variable_says(
    packs: Path, texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before it looks beside the checkout."""
    monkeypatch.setenv("CARERAPP_SOURCES", str(texts))
    assert run(packs) == 0
    assert f"Compared with the texts in {texts}." in capsys.readouterr().out
    monkeypatch.setenv("CARERAPP_SOURCES", str(texts / "none"))
    assert run(packs) == 2


def test_it_finds_the_texts_beside_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In `../shared/sources`, seen from the project's folder, and only when it is there."""
    monkeypatch.delenv("CARERAPP_SOURCES", raising=False)
    monkeypatch.setattr(sources, "__file__", str(tmp_path / "project" / "forms" / "coverage" / "sources.py"))
    assert sources.found() is None
    (tmp_path / "shared" / "sources").mkdir(parents=True)
    assert sources.found() == tmp_path / "shared" / "sources"


def test_it_is_a_command_of_forms(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m forms coverage`; what is not understood ends with 2."""
    result = subprocess.run(
        [sys.executable, "-m", "forms", "coverage", "--nothing"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, "python -m forms coverage" in result.stderr) == (2, True)
    assert forms(["coverage", "--without", "--todo-passes", NAME]) == 0
    assert "Stoke-on-Trent 2016: " in capsys.readouterr().out


def test_the_five_packs_are_what_their_sources_say(capsys: pytest.CaptureFixture[str]) -> None:
    """With the texts where they are at hand: nothing changed, gone, lost or named that the pack has not."""
    assert main(["--todo-passes"]) == 0, capsys.readouterr().out
    assert main(["--todo-passes", "--without"]) == 0, capsys.readouterr().out


def test_the_counts_in_the_documentation_are_todays() -> None:
    """`python -m forms coverage --table docs/coverage.md` writes them."""
    page = (ROOT / "docs" / "coverage.md").read_text("utf-8")
    found = accounts(WITH_THE_APP, [each.id for each in available()], None)
    assert len(found) == 5
    assert with_table(page, found) == page
