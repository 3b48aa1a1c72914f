"""What is due once a child is found or back, and whose rules they are; to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from carerapp.domain.absence import Absence
from carerapp.domain.duties import DutyState, duties
from carerapp.domain.under import reaching
from forms.packaged import load_protocol
from tests.domain.due_in import ALL_KNOWN, ELAPSED, PRESSING, SECOND, START, before, due

# ------------------------------------------------------------------------------ the return
RETURN = {
    "liverpool": "LIV-T10",
    "hertfordshire": "HER-T8",
    "portsmouth": "POR-T18",
    "staffordshire_stoke": "STS-T12",
}


@pytest.mark.parametrize("pack", RETURN)
def test_the_return_interview_is_due_within_72_hours(pack: str) -> None:
    """From the return, not from the report; done stays on the list. Of an episode that was reported."""
    back = START + timedelta(hours=8)
    rule = RETURN[pack]
    assert rule not in due(pack, timedelta(hours=7))
    for after, state in (
        (timedelta(hours=72) - SECOND, DutyState.UPCOMING),
        (timedelta(hours=72), DutyState.OVERDUE),
    ):
        found = due(pack, back - START + after, returned_at=back, reported_at=START)[rule]
        assert (found.state, found.due) == (state, back + timedelta(hours=72))
    met = due(
        pack,
        timedelta(days=9),
        returned_at=back,
        reported_at=START,
        return_interview_at=back + timedelta(hours=9),
    )
    assert met[rule].state is DutyState.DONE


def test_the_placement_chases_a_missed_interview_in_portsmouth() -> None:
    """Upcoming until the 72 hours are over; then the carer's own. Only of an episode that was reported."""
    back = START + timedelta(hours=8)
    reported: dict[str, Any] = {"reported_at": START, "returned_at": back}
    for after, state in (
        (timedelta(hours=72) - SECOND, DutyState.UPCOMING),
        (timedelta(hours=72), DutyState.NOW),
    ):
        found = due("portsmouth", back - START + after, **reported)["POR-T19"]
        assert (found.state, found.whose) == (state, "carer")
    held = back + timedelta(hours=9)
    for facts in (
        {**reported, "return_interview_at": held},
        {**reported, "setting": "home"},
        {"returned_at": back},
    ):
        assert "POR-T19" not in due("portsmouth", timedelta(days=9), **facts)


def test_hertfordshires_criteria_decide_whether_an_interview_is_due() -> None:
    """A child at home, once, a few hours, unhurt, none of the rest: no criterion. Any one is enough."""
    none = {"mental_health_issues": "no", "risk_of_exploitation": "no", "risky_contact": "no"}
    home: dict[str, Any] = {"setting": "home", "looked_after": False, "more": none}
    back = START + timedelta(hours=8)
    assert "HER-T8" not in due("hertfordshire", timedelta(hours=9), returned_at=back, **home)
    assert "HER-T8" in due(
        "hertfordshire", timedelta(hours=9), returned_at=back, harmed_or_crime=True, **home
    )
    assert "HER-T8" in due(
        "hertfordshire", timedelta(hours=9), returned_at=back, history=[before(500)], **home
    )
    for hours, over in ((24, False), (24.01, True)):
        later = START + timedelta(hours=hours)
        assert ("HER-T8" in due("hertfordshire", timedelta(days=2), returned_at=later, **home)) is over


@pytest.mark.parametrize(
    ("time", "rule"), [("09:00", "POR-T20"), ("20:59", "POR-T20"), ("21:00", "POR-T21"), ("08:59", "POR-T21")]
)
def test_who_brings_them_back_depends_on_the_time_of_day(time: str, rule: str) -> None:
    """Portsmouth §6.7: by the clock in the United Kingdom, in summer too."""
    hour, minute = map(int, time.split(":"))
    moment = datetime(2026, 7, 2, hour - 1, minute, tzinfo=UTC)
    found = due("portsmouth", timedelta(), start=moment, whereabouts="known")
    assert {"POR-T20", "POR-T21"} & set(found) == {rule}
    assert not {"POR-T20", "POR-T21"} & set(due("portsmouth", timedelta(), start=moment))


@pytest.mark.parametrize("pack", RETURN)
def test_found_and_not_yet_back(pack: str) -> None:
    """Nobody is missing any more: the return's duties are there, those of the missing time are not."""
    found = due(pack, timedelta(days=4), whereabouts="found", reported_at=START)
    assert found[RETURN[pack]].due is None
    assert not [d for d in found.values() if d.rule in ELAPSED]
    assert ("POR-T20" in found or "POR-T21" in found) is (pack == "portsmouth")
    home = due("portsmouth", timedelta(days=4), whereabouts="found", returned_at=START + timedelta(days=3))
    assert not {"POR-T20", "POR-T21"} & set(home)


def test_the_next_working_day_after_a_report_out_of_hours() -> None:
    """Portsmouth §6.3.6: until the hours are confirmed any report may be one; in hours there is no duty."""
    office = {"office_starts": "08:30", "office_ends": "17:00"}
    found = due("portsmouth", timedelta(hours=1), reported_at=START)["POR-T3"]
    assert (found.state, found.due) == (DutyState.UPCOMING, datetime(2026, 11, 23, tzinfo=UTC))
    monday = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    found = due("portsmouth", timedelta(hours=1), reported_at=START, confirmed=office)["POR-T3"]
    assert (found.state, found.due) == (DutyState.UPCOMING, monday)
    assert due("portsmouth", monday - START, reported_at=START, confirmed=office)["POR-T3"].state in PRESSING
    later = monday + timedelta(hours=2)
    assert "POR-T3" not in due("portsmouth", timedelta(days=1), reported_at=later, confirmed=office)


# ------------------------------------------------------------------------------ whose rules
def test_which_protocols_reach_a_child_placed_elsewhere() -> None:
    """The host's always; Staffordshire (§19.1) and Liverpool keep their own too."""
    host = load_protocol("portsmouth")
    assert [p.id for p in reaching(host, load_protocol("staffordshire_stoke"))] == [
        "portsmouth",
        "staffordshire_stoke",
    ]
    assert [p.id for p in reaching(host, load_protocol("liverpool"))] == ["portsmouth", "liverpool"]
    assert [p.id for p in reaching(host, host)] == [p.id for p in reaching(host, None)] == ["portsmouth"]


@pytest.mark.parametrize(
    ("pack", "rule"),
    [("liverpool", "LIV-T20"), ("staffordshire_stoke", "STS-T17"), ("stoke_on_trent_2016", "SOT-T13")],
)
def test_nine_times_by_a_child_of_another_council(pack: str, rule: str) -> None:
    """The host council writes to the placing one; never for its own child."""
    history = [before(n + 1) for n in range(8)]
    assert rule in due(pack, timedelta(hours=1), history=history, reported_at=START, placed_here=True)
    assert rule not in due(pack, timedelta(hours=1), history=history, reported_at=START)


def test_the_most_urgent_comes_first() -> None:
    """Late, now, not to be said, coming, done."""
    absence = Absence(START, **(ALL_KNOWN | {"reported_at": START, "at_risk": True}))
    found = duties(absence, [before(5)], load_protocol("liverpool"), START + timedelta(days=10))
    order = [list(DutyState).index(d.state) for d in found]
    assert order == sorted(order)
    assert len({d.rule for d in found}) == len(found)
