"""`python -m forms check`: what it prints, and how it ends."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from forms.__main__ import main
from forms.packaged import load_form_file, load_protocol

PACK = Path(str(files("forms"))) / "authorities" / "hertfordshire"


def test_every_rule_is_printed_with_its_id_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    """Merged ones too, with the rule that answers for them."""
    assert main(["check"]) == 0
    printed = capsys.readouterr().out
    for rule in load_protocol().rules.values():
        assert re.search(rf"^  {rule.id} {re.escape(rule.source)}( →|:)", printed, re.M), rule.id
    assert "HER-C2 §3.1 → one answer with HER-K8" in printed
    assert "HER-C1 §3.1 → one answer with HER-K3 and HER-K5" in printed


def test_it_says_what_is_outdated_missing_and_unconfirmed(capsys: pytest.CaptureFixture[str]) -> None:
    """For the person who keeps the pack up to date."""
    main(["check"])
    printed = capsys.readouterr().out
    assert "outdated: Missing Persons Unit <mpu@herts.pnn.police.uk>" in printed
    assert "ask your authority: Safeguarding Out of Hours Service" in printed
    assert "to be confirmed: overnight_starts (§3.9)" in printed
    for form in (
        "common/episode@1",
        "common/profile@1",
        "hertfordshire/episode@1",
        "hertfordshire/key_contacts@1",
    ):
        assert f"form {form}" in printed


def test_a_review_that_is_due_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """From the day after; it stops nothing: an old rule is better on a bad episode than none."""
    assert main(["check"], today=date(2027, 5, 31)) == 0
    assert "must now check" not in capsys.readouterr().out
    assert main(["check"], today=date(2027, 6, 1)) == 0
    printed = capsys.readouterr().out
    assert "a person must now check against the source: HER-A1, " in printed
    assert (
        "form hertfordshire/key_contacts@1: 6 sections, 71 fields, review by 2027-05-31; a person" in printed
    )


def test_a_bad_pack_ends_with_one(tmp_path: Path) -> None:
    """As a command of its own: file, line, fault and remedy, and the number 1."""
    folder = tmp_path / "hertfordshire"
    shutil.copytree(PACK, folder)
    text = (folder / "protocol.toml").read_text("utf-8").replace('source = "§3.1"\n', "", 1)
    (folder / "protocol.toml").write_text(text, "utf-8")
    line = text[: text.index('[[rule]]\nid = "HER-C1"')].count("\n") + 1
    run = subprocess.run(
        [sys.executable, "-m", "forms", "check", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1
    expected = f"{folder}/protocol.toml:{line}: The rule 'HER-C1' has no 'source'. Add source = \"words\"."
    assert expected in run.stdout.split("\n")
    assert "1 to put right." in run.stdout
    assert run.stderr == ""


def test_places_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of packs, a pack, a protocol or a form; what is not there is said."""
    assert main(["check", str(PACK.parent)]) == 0
    assert "HER-C1" in capsys.readouterr().out
    assert main(["check", str(PACK / "key_contacts.toml")]) == 0
    assert "HER-C1" not in capsys.readouterr().out
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "There is no such file" in capsys.readouterr().out


def test_a_form_that_no_protocol_names_is_checked_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Earlier versions and forms to come must open as well."""
    folder = tmp_path / "hertfordshire"
    shutil.copytree(PACK, folder)
    (folder / "another.toml").write_text('id = "hertfordshire/another"\n', "utf-8")
    assert main(["check", str(folder)]) == 1
    assert "another.toml:1: This file has no 'version'" in capsys.readouterr().out


def test_one_form_of_a_pack_is_held_against_the_packs_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it is filled in from, too."""
    folder = tmp_path / "hertfordshire"
    shutil.copytree(PACK, folder)
    form = folder / "cse_reporting_form.toml"
    form.write_text(form.read_text("utf-8").replace('"kcf:address"', '"kcf:adress"', 1), "utf-8")
    assert main(["check", str(form)]) == 1
    assert "Did you mean 'kcf:address'?" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "remedy"),
    [
        ("cse_reporting_form.toml", '"kcf:address"', '"kcf:adress"', "Did you mean 'kcf:address'?"),
        ("cse_reporting_form.toml", '"kcf:school"', '"profile:relgion"', "Did you mean 'profile:religion'?"),
        ("cse_reporting_form.toml", '"kcf:school"', '"episode:zz"', "Name a question of that form."),
        ("key_contacts.toml", 'type = "email"\n', 'type = "email"\nprefill = "kcf:zz"\n', "Name a question"),
    ],
)
def test_an_answer_that_stands_nowhere_is_no_prefill(
    file: str, old: str, new: str, remedy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told once, at its line: of the pack's other forms too, which nothing else compares with it."""
    folder = tmp_path / "hertfordshire"
    shutil.copytree(PACK, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    (folder / file).write_text(text, "utf-8")
    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr().out
    wrong = new.split("prefill = ")[-1].strip().strip('"')
    line = text[: text.index(wrong)].count("\n") + 1
    where = f"{folder}/{file}:{line}: "
    assert [each for each in told.split("\n") if each.startswith(where) and f"'{wrong}'" in each]
    assert remedy in told
    assert "1 to put right." in told


@pytest.mark.parametrize("arguments", [[], ["help"], ["--check"]])
def test_anything_else_shows_how_to_use_it(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """And ends with 2."""
    assert main(arguments) == 2
    assert "python -m forms check" in capsys.readouterr().err


def test_a_question_that_is_gone_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside an earlier version that is kept; one that says its earlier name is not gone."""
    text = (PACK / "cse_reporting_form.toml").read_text("utf-8")
    form = load_form_file(PACK / "cse_reporting_form.toml", PACK)
    first, second = [field.name for field in form.fields()][:2]
    (tmp_path / "a_form@1.toml").write_text(text, "utf-8")
    newer = text.replace("\nversion = 1\n", "\nversion = 2\n")
    newer = newer.replace(f'name = "{first}"\n', 'name = "anew"\n')
    newer = newer.replace(f'name = "{second}"\n', f'name = "other"\nwas = ["{second}"]\n')
    (tmp_path / "a_form.toml").write_text(newer, "utf-8")
    assert main(["check", str(tmp_path / "a_form.toml")]) == 0
    printed = capsys.readouterr().out
    assert f"version 1 asked {first}: not asked now" in printed
    assert second not in printed
