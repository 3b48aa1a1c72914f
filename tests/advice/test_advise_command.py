"""`python -m carerapp advise CASE.toml`: everything that is advised as JSON, or one clear message."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carerapp.cli import main

DOCS = Path(__file__).parents[2] / "docs"


def example(page: str = "advise.md") -> str:
    """The whole case that a page shows."""
    return (DOCS / page).read_text("utf-8").split("```toml\n")[1].split("```")[0]


def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> tuple[int, str, str]:
    """The exit code, what it said, and its complaints."""
    case = tmp_path / "case.toml"
    case.write_text(text, "utf-8")
    code = main(["advise", str(case)])
    said = capsys.readouterr()
    return code, said.out, said.err


def advised(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> dict[str, Any]:
    """The answer."""
    code, out, err = run(tmp_path, capsys, text)
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_documented_case_is_answered_as_documented(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each key of the page, each shape, and the question that would settle it."""
    found = advised(tmp_path, capsys, example())
    assert list(found) == ["danger", "verdict", "ask", "rows", "tell", "due"]
    shown = json.loads((DOCS / "advise.md").read_text("utf-8").split("```json\n")[1].split("```")[0])
    assert found["verdict"] == shown["verdict"] == "ask"
    assert found["ask"] == shown["ask"]
    for key in ("danger", "rows", "tell"):
        wanted = list(shown[key][0])
        assert list(found[key][0])[: len(wanted)] == wanted
    assert shown["rows"][0] in found["rows"]
    assert {rule["rule"] for rule in found["danger"]} >= {"HER-A1", "HER-A2"}


def test_the_due_list_is_that_of_the_command_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same entries, the same order."""
    found = advised(tmp_path, capsys, example("due.md"))
    assert main(["due", str(tmp_path / "case.toml")]) == 0
    assert found["due"] == json.loads(capsys.readouterr().out)


def test_an_unconfirmed_duty_says_what_would_settle_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Liverpool's six hours, where nobody said whether the child can be reached."""
    text = example().replace('"hertfordshire"', '"liverpool"').replace('"known"', '"unknown"')
    found = {duty["rule"]: duty for duty in advised(tmp_path, capsys, text.replace("learning", "#"))["due"]}
    assert found["LIV-T1"]["state"] == "unconfirmed"
    assert found["LIV-T1"]["ask"] == ["contactable"]


@pytest.mark.parametrize("word", ["unknown", "uncertain", "known", "found"])
def test_whereabouts_may_be_any_of_four(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """*Not for certain* is one of them."""
    found = advised(tmp_path, capsys, example().replace('"known"', f'"{word}"'))
    assert found["verdict"] in ("report", "your_decision", "no_report", "ask")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "learning_difficulties = false",
            "lerning_difficulties = false",
            "Did you mean 'learning_difficulties'",
        ),
        ("learning_difficulties = false", 'learning_difficulties = "perhaps"', "Known: no, not_known, yes"),
        ("learning_difficulties = false", "learning_difficulties = 3", "words in quotation marks"),
        ("learning_difficulties = false", "court_conditions = false", "is given twice"),
        ("learning_difficulties = false", "episodes_90 = 3", "no question of Hertfordshire asks this"),
        ('whereabouts = "known"', 'whereabouts = "knwn"', "Did you mean 'known'"),
        ("court_conditions = false", 'court_conditions = "no"', "true or false. Leave it out"),
        ("[answers]", "[anwers]", "There is no key 'anwers'"),
    ],
)
def test_what_cannot_be_understood_is_one_clear_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, says: str
) -> None:
    """Exit 2, nothing on the output, no traceback."""
    assert old in example()
    code, out, err = run(tmp_path, capsys, example().replace(old, new, 1))
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "answer", ["learning_difficulties = true", 'learning_difficulties = "yes"', 'care_leaver = "not_known"']
)
def test_answers_are_yes_no_a_word_or_not_known(
    answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the questions offer them."""
    text = example().replace("learning_difficulties = false", answer).replace('"known"', '"unknown"')
    found = advised(tmp_path, capsys, text)
    assert found["verdict"] == ("report" if "learning" in answer else "ask")
