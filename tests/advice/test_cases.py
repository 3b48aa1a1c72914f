"""The hand-worked cases: each with a sentence of its source and the answer that follows from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from forms.coverage.quotations import pieces, plain
from forms.coverage.recorded import source_of
from forms.coverage.sources import found as sources
from tests.advice.case_table import HandWorked, differences, read_cases

ALL = read_cases()


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file}: {case.name}")
def test_a_case_is_answered_as_it_was_worked_out(case: HandWorked) -> None:
    """What the case expects, and nothing else, is compared."""
    assert differences(case) == []


def test_the_sentences_stand_in_the_sources() -> None:
    """Word for word, where the texts of the procedures are at hand."""
    folder = sources()
    strange = [
        (case.file, case.name)
        for case in (ALL if folder else [])
        if folder and not all(plain(p) in source_of(case.file, folder) for p in pieces(case.sentence))
    ]
    assert strange == []


def test_every_authority_has_cases_and_no_two_have_one_name() -> None:
    """A file each, named as the pack, with 40 at least."""
    packs = {"hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016"}
    assert {case.file for case in ALL} >= packs
    names = Counter((case.file, case.name) for case in ALL)
    assert [name for name, times in names.items() if times > 1] == [], "two cases of one name"
    assert [pack for pack, cases in Counter(case.file for case in ALL).items() if cases < 40] == []


CASE = """[[case]]
name = "one"
sentence = "Words of the source"
source = "§1"
[case.given]
protocol = "hertfordshire"
setting = "foster"
[case.given.child]
court_conditions = false
[case.given.episode]
whereabouts = "known"
at_risk = false
unknown_since = 2026-11-22T17:05:00+00:00
[case.expect]
verdict = "no_report"
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("at_risk = false", "at_risk = true", "verdict: report, not no_report"),
        ('verdict = "no_report"', 'ask = ["at_risk"]', "ask: [], not ['at_risk']"),
        ('verdict = "no_report"', 'rows = {"HER-D1" = "ask"}', "rows: HER-D1 has state no_report, not ask"),
        ('verdict = "no_report"', 'rows = {"HER-D1" = "absent"}', "rows: HER-D1 is there"),
        ('verdict = "no_report"', 'due = {"HER-T6" = "now"}', "due: HER-T6 is not among"),
        ('verdict = "no_report"', 'tell = {"found_others" = "now"}', "has state on_return, not now"),
    ],
)
def test_a_case_that_is_answered_otherwise_says_how(tmp_path: Path, old: str, new: str, told: str) -> None:
    """One line for each difference."""
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    assert differences(read_cases(tmp_path)[0]) == []
    path.write_text(CASE.replace(old, new), "utf-8")
    assert any(told in line for line in differences(read_cases(tmp_path)[0]))


def test_a_danger_that_is_not_there_is_a_difference(tmp_path: Path) -> None:
    """Each that is expected must be among them."""
    (tmp_path / "one.toml").write_text(CASE, "utf-8")
    case = replace(read_cases(tmp_path)[0], expect={"danger": ["HER-A1", "HER-X"]})
    assert [line.split(" among")[0] for line in differences(case)] == ["danger: HER-X is not"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('verdict = "no_report"', 'verdikt = "no_report"'),
        ('sentence = "Words of the source"\n', ""),
        ('sentence = "Words of the source"', 'sentence = "should be […]"'),
        ('sentence = "Words of the source"', 'sentence = "[…] […] […] […]"'),
        ('sentence = "Words of the source"', "sentence = 5"),
        ('source = "§1"', 'source = " "'),
        ('name = "one"', 'name = ""'),
        ('protocol = "hertfordshire"', 'protocol = ["hertfordshire"]'),
        ('verdict = "no_report"', 'verdict = ["no_report"]'),
        ('verdict = "no_report"', 'due = {"HER-T6" = {ask = false}}'),
        ('verdict = "no_report"', 'verdict = "no_report"\nexactly = "no"'),
        ('verdict = "no_report"', 'verdict = = "no_report"'),
        ("[[case]]", "[case]"),
        ("[case.expect]", "[[case.expect]]"),
        ('verdict = "no_report"', 'rows = ["HER-D1"]'),
        ('verdict = "no_report"', 'rows = {"HER-D1" = 5}'),
        ('verdict = "no_report"', 'ask = "at_risk"'),
        ('verdict = "no_report"', 'due = {"HER-T7" = "absent"}'),
        ('verdict = "no_report"', "exactly = true"),
        ('verdict = "no_report"', 'verdict = "noreport"'),
        ('verdict = "no_report"', 'ask = ["at_rsk"]'),
        ('verdict = "no_report"', "asks_any = []"),
        ('verdict = "no_report"', "danger = []"),
        ('verdict = "no_report"', 'danger = ["HER-D1"]'),
        ('verdict = "no_report"', "due = {}"),
        ('verdict = "no_report"', 'rows = {"HER-D99" = "absent"}'),
        ('verdict = "no_report"', 'rows = {"HER-D1" = {}}'),
        ('verdict = "no_report"', 'rows = {"HER-D1" = {stat = "no_report"}}'),
        ('verdict = "no_report"', 'rows = {"HER-D1" = "now"}'),
        ('verdict = "no_report"', 'tell = {"socialworker" = "absent"}'),
        ('verdict = "no_report"', 'tell = {"social_worker" = "nw"}'),
        ('verdict = "no_report"', 'due = {"HER-T999" = "absent"}'),
        ('verdict = "no_report"', 'due = {"HER-A1" = "absent"}'),
        ('verdict = "no_report"', 'due = {"LIV-T1" = "absent"}'),
        ('verdict = "no_report"', 'due = {"HER-T1" = {state = "absent"}}'),
        ('verdict = "no_report"', 'due = {"HER-T1" = {ask = ["at_rsk"]}}'),
    ],
)
def test_a_case_that_compares_nothing_is_refused(tmp_path: Path, old: str, new: str) -> None:
    """No expectation is lost to a slip of the pen."""
    (tmp_path / "one.toml").write_text(CASE.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=r"one\.toml"):
        read_cases(tmp_path)
