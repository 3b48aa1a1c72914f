"""Earlier episodes of which nobody said how long they lasted, or whether they were reported."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.advice.drawn_cases import Path, advised, case_of_14, without
from tests.advice.situations import START

HISTORY = {"started": START - timedelta(days=20), "ended": START - timedelta(days=17), "reported": True}


@pytest.mark.parametrize(
    ("left_out", "state", "asks"),
    [
        ([], "now", ()),
        ([("history", 0, "ended")], "unconfirmed", ("history.ended",)),
        ([("history", 0, "reported")], "now", ()),
        ([("history", 0, "ended"), ("history", 0, "reported")], "unconfirmed", ("history.ended",)),
    ],
)
def test_how_long_it_lasted_leaves_hours_open(
    left_out: list[Path], state: str, asks: tuple[str, ...]
) -> None:
    """Stoke-on-Trent 2016, 72 hours in 90 days, reported or not: a meeting. This time it was three days."""
    case = case_of_14("stoke_on_trent_2016", history=[HISTORY])
    case["episode"]["reported_at"] = START
    found = {duty.rule: duty for duty in advised(without(case, left_out)).due}
    assert (found["SOT-T10"].state, found["SOT-T10"].ask) == (state, asks)


@pytest.mark.parametrize(
    ("left_out", "states"),
    [
        ([], {"LIV-T12": None, "LIV-T13": "upcoming"}),
        (["ended"], {"LIV-T12": None, "LIV-T13": "upcoming"}),
        (["reported"], {"LIV-T12": "unconfirmed", "LIV-T13": "unconfirmed"}),
    ],
)
def test_whether_it_was_reported_leaves_counts_open(
    left_out: list[str], states: dict[str, str | None]
) -> None:
    """Liverpool, the third report in 90 days, and the second: how long they lasted does not matter to it."""
    case = case_of_14("liverpool", history=[{**HISTORY}, {**HISTORY}])
    case["episode"]["reported_at"] = START
    found = {d.rule: d for d in advised(without(case, [("history", 0, key) for key in left_out])).due}
    assert {rule: found[rule].state if rule in found else None for rule in states} == states
    asks = {ask for rule in states if rule in found for ask in found[rule].ask}
    assert asks == ({"history.reported"} if "reported" in left_out else set())
