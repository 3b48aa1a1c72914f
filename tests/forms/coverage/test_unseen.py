"""A rule that stands on no screen carries no sentence: an account that says so is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from forms.coverage.command import main
from forms.coverage.unseen import unseen
from forms.packaged import AUTHORITIES, Packs
from tests.forms.coverage.procedures import PROCEDURE, accounted, answered, drafted

NAME = "stoke_on_trent_2016"
RULE = '\n[[rule]]\nid = "ANY-1"\nsays = "Ring."\nquote = "Ring"\nsource = "1"\nreview = "2027-05-31"\n'
NOT_A_DUTY = '\n[[not_a_duty]]\nrule = "ANY-1"\nreason = "Nobody can compute it."\n'
DUTY = '\n[[duty]]\nrule = "ANY-1"\nwhat = "Ring"\nwhose = "carer"\n'
WORDING = '\n[[wording]]\nid = "any"\ntext = "Ring"\nsource = "1"\nplace = "more"\nrules = ["ANY-1"]\n'
DANGER = '\n[[danger]]\nrule = "ANY-1"\n'
LIST = '\n[[list]]\nid = "any"\ntitle = "T"\nitems = ["a"]\nsource = "1"\nplace = "more"\nrules = ["ANY-1"]\n'
MEETING = '\n[[meeting]]\nid = "any"\ncalled = "M"\nattendees = ["a"]\nsource = "1"\nrules = ["ANY-1"]\n'
STEP = 'rules = ["SOT-C3"'
ALSO = 'also = ["SOT-D3"'
QUESTION = 'rules = ["SOT-D1"'


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """One pack with a rule of its own, that nothing names."""
    shutil.copytree(Path(str(AUTHORITIES)) / NAME, tmp_path / NAME)
    add(tmp_path, "duties.toml", RULE)
    return tmp_path


def add(packs: Path, file: str, words: str) -> None:
    """At the end of one of its files."""
    with (packs / NAME / file).open("a", encoding="utf-8") as open_:
        open_.write(words)


def name(packs: Path, file: str, key: str) -> None:
    """The rule is named in this key too, where it stands first."""
    path = packs / NAME / file
    written = path.read_text("utf-8")
    assert key in written
    path.write_text(written.replace(key, f'{key}, "ANY-1"', 1), "utf-8")


def hidden(packs: Path) -> set[str]:
    return {each for each in unseen(Packs(packs).protocol(NAME)) if "ANY" in each}


def test_what_only_says_why_it_is_not_computed_shows_nothing(packs: Path) -> None:
    """Neither the rule nor the part that names it."""
    add(packs, "duties.toml", NOT_A_DUTY)
    assert hidden(packs) == {"ANY-1", "not_a_duty:ANY-1"}


@pytest.mark.parametrize("part", [WORDING, DANGER, LIST, MEETING])
def test_a_part_that_names_a_rule_shows_it(packs: Path, part: str) -> None:
    """Whatever else says that it is not computed."""
    add(packs, "duties.toml", NOT_A_DUTY)
    add(packs, "protocol.toml", part)
    assert hidden(packs) == {"not_a_duty:ANY-1"}


def test_a_duty_shows_its_rule(packs: Path) -> None:
    """Its page says why."""
    add(packs, "duties.toml", DUTY)
    assert hidden(packs) == set()


@pytest.mark.parametrize(
    ("file", "key"), [("protocol.toml", STEP), ("protocol.toml", ALSO), ("episode.toml", QUESTION)]
)
def test_a_step_a_row_and_a_question_show_the_rules_that_they_name(packs: Path, file: str, key: str) -> None:
    """The row of a table those of its `also`, too."""
    name(packs, file, key)
    assert hidden(packs) == set()


def test_a_line_with_nothing_else_is_refused() -> None:
    """At its line, with its words and the remedy; with the text and without."""
    for text in (PROCEDURE, None):
        account = accounted(answered(), text, unseen=("ANY-1",))
        assert len(account.unseen) == account.carried == 5
        assert account.unseen[0] == (
            "anyshire/coverage.toml:7: 'ANY-1' stands on no screen: “Unless the child is in danger,”. "
            "Show it, name what else carries the sentence, or say not_carers."
        )
        assert account.faults == account.wrong == account.unseen


def test_a_line_with_one_that_is_shown_is_not() -> None:
    """One is enough, wherever it stands in the line."""
    for carriers in ('["ANY-1", "step:search"]', '["step:search", "ANY-1"]'):
        written = drafted().replace("todo = true", f"carried_by = {carriers}")
        assert accounted(written, names=("ANY-1", "step:search"), unseen=("ANY-1",)).faults == ()


def test_the_command_ends_with_one(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A duty that becomes none takes its sentence's carrier away."""
    (packs / NAME / "duties.toml").write_text(
        (Path(str(AUTHORITIES)) / NAME / "duties.toml").read_text("utf-8"), "utf-8"
    )
    account = drafted().replace("todo = true", 'carried_by = ["SOT-T13"]')
    (packs / NAME / "coverage.toml").write_text(account, "utf-8")
    assert main(["--without"], packs) == 0
    duties = (packs / NAME / "duties.toml").read_text("utf-8")
    start = duties.index('[[duty]]\nrule = "SOT-T13"')
    rest = duties[start:].partition("\n\n")[2]
    none = '[[not_a_duty]]\nrule = "SOT-T13"\nreason = "The council writes."\n\n'
    (packs / NAME / "duties.toml").write_text(duties[:start] + none + rest, "utf-8")
    assert main(["--without"], packs) == 1
    assert f"{NAME}/coverage.toml:7: 'SOT-T13' stands on no screen" in capsys.readouterr().out
