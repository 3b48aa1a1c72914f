"""`python -m carerapp due CASE.toml`: duties as JSON, or one clear message."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from carerapp.cli import main
from tests.support.case_commands import Case, shown

EXAMPLE = shown("due.md")


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Case:
    """A case file."""
    return Case(tmp_path, capsys)


def duties(case: Case, text: str) -> dict[str, dict[str, Any]]:
    """The answer's rows, by rule."""
    rows = case.answer("due", text)
    assert all(list(row)[:6] == ["rule", "what", "due", "state", "whose", "source"] for row in rows)
    assert all(row["state"] == "unconfirmed" for row in rows if "ask" in row)
    return {row["rule"]: row for row in rows}


def test_the_documented_case_is_answered(case: Case) -> None:
    """Liverpool's and the placing authority's duties together, each with its own source."""
    found = duties(case, EXAMPLE)
    interview = found["LIV-T10"]
    assert interview["due"] == "2026-11-26T01:00:00+00:00"
    assert interview["state"] == "done"
    assert interview["source"].startswith("Liverpool, ")
    assert found["HER-T8"]["source"].startswith("Hertfordshire, ")
    assert found["LIV-T9"]["whose"] == "carer"
    assert "LIV-T1" not in found


def test_it_runs_as_a_command(tmp_path: Path) -> None:
    """Nothing but JSON on the output; the exit code says that it was understood."""
    case = tmp_path / "case.toml"
    case.write_text(EXAMPLE, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "carerapp", "due", str(case)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('protocol = "liverpool"', 'protocol = "liverpol"', "Did you mean 'liverpool'"),
        ('placing = "hertfordshire"', 'placing = "kent"', "no protocol 'kent'"),
        ('setting = "foster"', 'setting = "fostr"', "Did you mean 'foster'"),
        ("looked_after = true", "looked_aftr = true", "child.looked_aftr"),
        ("looked_after = true", 'looked_after = "yes"', "true or false"),
        ("date_of_birth = 2012-03-04", 'date_of_birth = "long ago"', "should be a day"),
        ("now = 2026-11-24T09:00:00+00:00", "now = 2026-11-24T09:00:00", "offset"),
        ("now = 2026-11-24T09:00:00+00:00", "now = 2026-11-24T08:00:00+00:00", "is after now"),
        (
            "returned_at = 2026-11-23T01:00:00+00:00",
            "returned_at = 2026-11-22T01:00:00+00:00",
            "before episode.unknown_since",
        ),
        (
            "return_interview_at = 2026-11-24T08:30:00+00:00",
            "return_interview_at = 2026-11-22T18:00:00+00:00",
            "before the return",
        ),
        ("started = 2026-10-01T18:00:00+01:00", "started = 2026-12-01T18:00:00+00:00", "after now"),
        ("ended = 2026-10-02T07:00:00+01:00", "ended = 2026-09-02T07:00:00+01:00", "before it started"),
        ('overnight_starts = "23:00"', 'overnight_starts = "late"', "time of day"),
        ('overnight_starts = "23:00"', 'overnight = "23:00"', "settings.overnight"),
        ("[episode]", "[epsode]", "There is no key 'epsode'"),
        ("[child]", "[child", "not TOML"),
    ],
)
def test_what_cannot_be_understood_is_one_clear_message(case: Case, old: str, new: str, says: str) -> None:
    """Exit 2, nothing on the output, no traceback."""
    assert old in EXAMPLE
    said = case.refused("due", EXAMPLE.replace(old, new, 1))
    assert says in said


UNKNOWN = 'whereabouts = "unknown"\n'


@pytest.mark.parametrize(
    ("episode", "under", "asked"),
    [
        ("", '[episode]\nwhereabouts = "unknown"', '[answers]\nwhereabouts = "unknown"'),
        (UNKNOWN, "[child]\nunaccompanied_asylum_seeker = true", '[answers]\nasylum_seeker = "yes"'),
    ],
)
def test_a_fact_that_a_form_asks_too_is_one_fact(case: Case, episode: str, under: str, asked: str) -> None:
    """Where the child is, and whether they came alone to seek asylum: in either place it is the same."""
    top = 'protocol = "staffordshire_stoke"\nsetting = "foster"\nnow = 2026-11-24T09:00:00Z\n'
    away = f"[episode]\nunknown_since = 2026-11-22T17:05:00Z\n{episode}"
    found = duties(case, f"{top}{away}{asked}\n")
    assert found != duties(case, f"{top}{away}")
    if under.startswith("[episode]"):
        away, under = away + under.partition("\n")[2], ""
    assert duties(case, f"{top}{away}\n{under}\n") == found


def test_a_birth_date_among_the_answers_is_told_its_place(case: Case) -> None:
    """It is a day of [child]; read as a word it would be no age."""
    said = case.refused("due", EXAMPLE.replace("[answers]", '[answers]\ndate_of_birth = "2018-03-04"', 1))
    assert "answers.date_of_birth" in said
    assert "[child]" in said


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says so; exit 2."""
    assert main(["due", str(tmp_path / "none.toml")]) == 2
    assert "can't be read" in capsys.readouterr().err
