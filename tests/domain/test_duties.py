"""What is due, to the second: the moments at which the protocols' rules change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from carerapp.domain.absence import Earlier
from carerapp.domain.duties import DutyState
from forms.packaged import load_protocol
from tests.domain.due_in import ALL_KNOWN, ELAPSED, NIGHT, PRESSING, SECOND, START, before, due

# ------------------------------------------------------------------------------ elapsed time
#: rule: pack, when it is due, further facts


@pytest.mark.parametrize("rule", ELAPSED)
@pytest.mark.parametrize(
    "start", [START, datetime(2026, 3, 28, 20, tzinfo=UTC)], ids=["winter", "clock change"]
)
def test_a_length_is_reached_to_the_second(rule: str, start: datetime) -> None:
    """Upcoming one second before, reached at the moment itself; elapsed hours, whatever the clocks do."""
    pack, length, facts = ELAPSED[rule]
    if "reported_at" in facts:
        facts = {**facts, "reported_at": start}
    early = due(pack, length - SECOND, start=start, **facts)[rule]
    assert early.state is DutyState.UPCOMING
    assert early.due == start + length
    assert due(pack, length, start=start, **facts)[rule].state in PRESSING
    back = due(pack, length * 2, start=start, **facts, returned_at=start + length * 1.5)
    assert rule not in back


def test_more_than_a_length_is_not_reached_at_its_own_moment() -> None:
    """Portsmouth's 48 hours without risk (Appendix 3) and 24 hours to a meeting (§9.3): a second more."""
    calm = {"justifiable_concern": "no", "place_not_established": "no", "report_at_once": "no"}
    more = {**ALL_KNOWN["more"], **calm}
    cases: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("POR-T1", 48, {"more": more}),
        ("POR-T6", 24, {"reported_at": START}),
    )
    for rule, hours, facts in cases:
        length = timedelta(hours=hours)
        assert due("portsmouth", length, **facts)[rule].state is DutyState.UPCOMING
        assert due("portsmouth", length + SECOND, **facts)[rule].state is DutyState.NOW


def test_six_hours_hold_only_while_nobody_knows_and_nobody_can_reach_them() -> None:
    """Liverpool's maximum ends with the report, with contact and with a known place."""
    for facts in ({"contactable": True}, {"whereabouts": "known"}, {"reported_at": START}):
        assert "LIV-T1" not in due("liverpool", timedelta(hours=7), **facts)
    assert due("liverpool", timedelta(hours=7))["LIV-T1"].carers_own
    for pack in ("hertfordshire", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016"):
        assert not [d for d in due(pack, timedelta(hours=1)).values() if d.due == START + timedelta(hours=6)]


@pytest.mark.parametrize(
    "pack", ["hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016"]
)
def test_a_duty_says_the_words_of_its_own_rule(pack: str) -> None:
    """What, whose, why, and the sentence and paragraph that it rests on."""
    protocol = load_protocol(pack)
    rules = {rule.rule: rule for rule in protocol.time_rules}
    found = due(pack, timedelta(hours=1), reported_at=START) | due(pack, timedelta(days=4))
    assert any(rule.why for rule in rules.values())
    assert found
    for name, duty in found.items():
        rule, text = rules[name], protocol.rules[name]
        assert (duty.what, duty.whose, duty.why) == (rule.what, rule.whose, rule.why)
        assert (duty.quote, duty.source, duty.authority) == (text.quote, text.source, protocol.short)


# ------------------------------------------------------------------------------ overnight
@pytest.mark.parametrize(("pack", "rule"), [("liverpool", "LIV-T2"), ("hertfordshire", "HER-T2")])
def test_overnight_is_for_the_authority_to_say(pack: str, rule: str) -> None:
    """Without its hours nobody can say; with them it is due at their start; the carer's word goes first."""
    assert due(pack, timedelta(hours=20))[rule].state is DutyState.UNCONFIRMED
    episode = START.replace(hour=23, minute=0)
    evening = due(pack, episode - START - SECOND, confirmed=NIGHT)[rule]
    assert (evening.state, evening.due) == (DutyState.UPCOMING, episode)
    assert due(pack, episode - START, confirmed=NIGHT)[rule].state in PRESSING
    assert due(pack, timedelta(minutes=1), confirmed=NIGHT, out_overnight=True)[rule].state in PRESSING
    assert due(pack, timedelta(minutes=1), out_overnight=True)[rule].state in PRESSING
    assert rule not in due(pack, timedelta(hours=9), confirmed=NIGHT, reported_at=START)


def test_overnight_never_shortens_the_six_hours() -> None:
    """Two rules, two moments: the earlier one does not take the place of the other."""
    late = START.replace(hour=22)
    found = due("liverpool", timedelta(hours=2), start=late, confirmed=NIGHT)
    assert found["LIV-T1"].due == late + timedelta(hours=6)
    assert found["LIV-T2"].due == late.replace(hour=23, minute=0)


# ------------------------------------------------------------------------------ age
@pytest.mark.parametrize(
    ("born", "listed"),
    [
        (date(2013, 11, 23), True),  # 13 tomorrow
        (date(2013, 11, 22), False),  # 13 today
        (date(2013, 11, 21), False),
        (date(2014, 2, 28), True),
    ],
)
def test_twelve_or_under_ends_with_the_thirteenth_birthday(born: date, listed: bool) -> None:
    """Staffordshire: the age at the moment since which nobody knows where they are."""
    assert ("STS-T1" in due("staffordshire_stoke", timedelta(), born=born)) is listed
    assert ("STS-T1" in due("staffordshire_stoke", timedelta(days=3), born=born)) is listed
    assert "STS-T1" not in due("staffordshire_stoke", timedelta(), born=born, looked_after=False)
    assert "STS-T1" not in due("liverpool", timedelta(), born=born)


def test_a_birthday_begins_at_midnight_on_the_clock_in_the_united_kingdom() -> None:
    """In summer an hour before midnight in UTC; a child of 29 February is 13 on 1 March."""
    summer = datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC)
    born = date(2013, 7, 2)
    assert "STS-T1" in due("staffordshire_stoke", timedelta(), start=summer, born=born)
    assert "STS-T1" not in due("staffordshire_stoke", timedelta(), start=summer + SECOND, born=born)
    leap = date(2012, 2, 29)
    assert "STS-T1" in due(
        "staffordshire_stoke", timedelta(), start=datetime(2025, 2, 28, 12, tzinfo=UTC), born=leap
    )
    assert "STS-T1" not in due(
        "staffordshire_stoke", timedelta(), start=datetime(2025, 3, 1, 12, tzinfo=UTC), born=leap
    )


# ------------------------------------------------------------------------------ counters
COUNTERS = [
    ("liverpool", ("LIV-T13", "LIV-T14", "LIV-T15"), True),
    ("staffordshire_stoke", ("STS-T14", "STS-T15", "STS-T16"), False),
    ("stoke_on_trent_2016", ("SOT-T10", "SOT-T11", "SOT-T12"), False),
    ("portsmouth", ("POR-T15",), True),
]


@pytest.mark.parametrize(("pack", "rules", "reports"), COUNTERS)
def test_three_five_nine_in_ninety_days(pack: str, rules: tuple[str, ...], reports: bool) -> None:
    """This episode counts too; where reports count, only reported ones do. In Liverpool each level takes the
    place of the one before."""
    for earlier in range(10):
        reached = [n for n in (3, 5, 9) if earlier + 1 >= n]
        asked = reached[-1:] if pack == "liverpool" else reached
        history = [before(n + 1) for n in range(earlier)]
        found = due(pack, timedelta(hours=1), history=history, reported_at=START)
        assert [r in found for r in rules] == [n in asked for n in (3, 5, 9)[: len(rules)]]
        silent = [before(n + 1, reported=False) for n in range(earlier)]
        same = due(pack, timedelta(hours=1), history=silent, reported_at=START)
        assert [r in same for r in rules] == [not reports and n in asked for n in (3, 5, 9)[: len(rules)]]


@pytest.mark.parametrize(("pack", "rules", "reports"), COUNTERS)
def test_the_window_is_ninety_days_to_the_second(pack: str, rules: tuple[str, ...], reports: bool) -> None:
    """It ends when this episode began, however long that lasts."""
    for start, inside in ((90.0, True), (90 + 1 / 86400, False)):
        history = [before(start), before(5)]
        for later in (timedelta(hours=1), timedelta(days=2)):
            found = due(pack, later, history=history, reported_at=START)
            assert (rules[0] in found) is inside


def test_cumulative_hours_are_stokes_alone() -> None:
    """72 and 120 hours in 90 days, this episode's hours included, to the second."""
    history = [
        before(10, hours=40),
        before(100, hours=1000),
    ]  # of the second, 760 hours reach into the window
    assert "SOT-T10" in due("stoke_on_trent_2016", timedelta(minutes=1), history=history)
    history = [before(10, hours=40)]
    for hours, rule in ((32, "SOT-T10"), (80, "SOT-T11")):
        reached = timedelta(hours=hours)
        assert rule not in due("stoke_on_trent_2016", reached - SECOND, history=history)
        assert rule in due("stoke_on_trent_2016", reached, history=history)
    assert not {"STS-T14", "LIV-T13"} & {
        *due("staffordshire_stoke", timedelta(days=6), history=history),
        *due("liverpool", timedelta(days=6), history=history, reported_at=START),
    }


def test_a_repeat_missing_person_was_reported_twice_within_twelve_months() -> None:
    """Staffordshire §5; the year ends when this episode began."""
    for days, repeat in ((365, True), (366, False)):
        found = due("staffordshire_stoke", timedelta(hours=1), history=[before(days)], reported_at=START)
        assert ("STS-T9" in found) is repeat
        if repeat:
            assert found["STS-T9"].state is DutyState.NOW
    assert "STS-T9" not in due("staffordshire_stoke", timedelta(hours=1), history=[before(5)])
    assert "STS-T9" not in due(
        "staffordshire_stoke", timedelta(hours=1), history=[before(5, reported=False)], reported_at=START
    )


@pytest.mark.parametrize(
    ("pack", "rule"),
    [("liverpool", "LIV-T12"), ("staffordshire_stoke", "STS-T13"), ("stoke_on_trent_2016", "SOT-T9")],
)
def test_five_working_days_over_christmas(pack: str, rule: str) -> None:
    """From Tuesday 22 December 2026: Friday 25 and Monday 28 do not count."""
    start = datetime(2026, 12, 22, 19, tzinfo=UTC)
    history = [Earlier(start - timedelta(days=9), start - timedelta(days=8), True)]
    last = datetime(2026, 12, 31, 19, tzinfo=UTC)
    for moment, state in ((last - SECOND, DutyState.UPCOMING), (last, DutyState.OVERDUE)):
        found = due(pack, moment - start, start=start, history=history, reported_at=start)[rule]
        assert (found.due, found.state) == (last, state)
    assert rule not in due(pack, timedelta(hours=1), start=start, reported_at=start)
