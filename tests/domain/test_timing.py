"""When a rule of time is due: at its boundaries, and what would make it due before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.duties import Duty, DutyState, duties
from forms.engine.conditions import parse_condition
from forms.packaged import load_protocol
from forms.protocol import Span, TimeRule

SECOND = timedelta(seconds=1)
START = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
UPCOMING, NOW, OVERDUE, UNCONFIRMED = (
    DutyState.UPCOMING,
    DutyState.NOW,
    DutyState.OVERDUE,
    DutyState.UNCONFIRMED,
)


def duty(
    rule: dict[str, Any],
    at: datetime,
    facts: dict[str, Any],
    *,
    confirmed: dict[str, str] | None = None,
    history: tuple[Earlier, ...] = (),
) -> Duty | None:
    """The one duty of a pack with this one rule of time, at this moment."""
    made = TimeRule(**({"rule": "LIV-T7", "what": "Something", "whose": "carer"} | rule))
    pack = replace(load_protocol("liverpool"), time_rules=(made,))
    found = duties(Absence(**({"unknown_since": START} | facts)), history, pack, at, confirmed)
    return found[0] if found else None


def state(rule: dict[str, Any], at: datetime, facts: dict[str, Any] | None = None, **more: Any) -> DutyState:
    """How it stands."""
    found = duty(rule, at, facts or {}, **more)
    assert found
    return found.state


def test_more_than_does_not_reach_its_own_moment() -> None:
    """At 24:00:00 not yet; a second later now."""
    day = {"starts": "unknown_since", "more_than": Span(24, "hours")}
    assert state(day, START + timedelta(hours=24)) is UPCOMING
    assert state(day, START + timedelta(hours=24) + SECOND) is NOW
    after = {"starts": "unknown_since", "after": Span(24, "hours")}
    assert state(after, START + timedelta(hours=24)) is NOW


@pytest.mark.parametrize(
    ("reported", "begins", "ends", "hours"),
    [
        # Saturday noon: Monday
        ("2026-11-21 12:00", "2026-11-23 09:00", "2026-11-23 17:00", True),
        ("2026-11-21 12:00", "2026-11-23 00:00", "2026-11-24 00:00", False),
        # Monday at two in the morning: Monday itself, once its hours are known
        ("2026-11-23 02:00", "2026-11-23 09:00", "2026-11-23 17:00", True),
        ("2026-11-23 02:00", "2026-11-23 02:00", "2026-11-25 00:00", False),
        # Monday evening: Tuesday
        ("2026-11-23 20:00", "2026-11-24 09:00", "2026-11-24 17:00", True),
        ("2026-11-23 20:00", "2026-11-23 20:00", "2026-11-25 00:00", False),
        # Christmas Eve in the evening: 25, 26 and 27 and the Monday are no working days
        ("2026-12-24 20:00", "2026-12-29 09:00", "2026-12-29 17:00", True),
    ],
)
def test_the_next_working_day_is_that_day(reported: str, begins: str, ends: str, hours: bool) -> None:
    """Upcoming before it, now on it, overdue after it."""
    told = datetime.fromisoformat(reported).replace(tzinfo=UTC)
    first, last = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (begins, ends))
    office = {"office_starts": "09:00", "office_ends": "17:00"} if hours else {}
    rule = {"starts": "reported", "on": "next working day", "ends": "never"}
    facts = {"unknown_since": told - timedelta(hours=1), "reported_at": told}
    found = duty(rule, first, facts, confirmed=office)
    assert found
    assert (found.due, found.state) == (first, NOW)
    if first > told:
        assert state(rule, first - SECOND, facts, confirmed=office) is UPCOMING
    assert state(rule, last - SECOND, facts, confirmed=office) is NOW
    assert state(rule, last, facts, confirmed=office) is OVERDUE


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-11-20 22:05", "2026-11-20 22:00"),  # missed five minutes ago, and not tomorrow's
        ("2026-11-20 17:00", "2026-11-20 22:00"),
        ("2026-11-21 01:00", "2026-11-20 22:00"),
        ("2026-11-21 12:00", "2026-11-21 22:00"),
    ],
)
def test_check_in_is_the_one_nearest(since: str, due: str) -> None:
    """To the moment since which nobody knows where they are."""
    start, moment = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (since, due))
    found = duty({"at": "check_in"}, start, {"unknown_since": start}, confirmed={"check_in": "22:00"})
    assert found
    assert found.due == moment
    assert found.state is (NOW if moment <= start else UNCONFIRMED)


def test_without_its_time_a_check_in_is_asked_for() -> None:
    """Until somebody says that it is past, or gives the time."""
    asked = duty({"at": "check_in"}, START, {})
    assert asked
    assert (asked.state, asked.due, asked.ask) == (UNCONFIRMED, None, ("beyond_check_in",))
    assert state({"at": "check_in"}, START, {"more": {"beyond_check_in": "yes"}}) is NOW
    assert state({"at": "check_in"}, START, {"more": {"beyond_check_in": "no"}}) is UNCONFIRMED
    assert state({"at": "overnight"}, START, {"more": {"out_overnight": "yes"}}) is NOW
    assert state({"at": "overnight"}, START, {"out_overnight": True}) is NOW


@pytest.mark.parametrize(
    ("concern", "risk", "expected", "ask"),
    [
        ("yes", None, NOW, ()),
        (None, True, NOW, ()),
        ("no", False, UPCOMING, ()),
        ("no", None, UNCONFIRMED, ("at_risk",)),
        (None, None, UNCONFIRMED, ("significant_concern", "at_risk")),
    ],
)
def test_at_once_beside_a_wait(
    concern: str | None, risk: bool | None, expected: DutyState, ask: tuple[str, ...]
) -> None:
    """«If there is significant concern … immediately»: known, not, or asked; and due in any case later."""
    at_once = parse_condition("significant_concern = yes or at_risk = yes")
    rule = {"starts": "unknown_since", "after": Span(48, "hours"), "at_once_when": at_once}
    facts = {"at_risk": risk, "more": {"significant_concern": concern} if concern else {}}
    found = duty(rule, START + timedelta(hours=1), facts)
    assert found
    assert (found.state, found.ask, found.due) == (expected, ask, START + timedelta(hours=48))
    assert state(rule, START + timedelta(hours=48), facts) is NOW


def test_an_open_condition_is_unconfirmed_and_says_what_would_settle_it() -> None:
    """Also where its time has come; a false one is not there."""
    rule = {"when": parse_condition("court_conditions = yes")}
    asked = duty(rule, START, {})
    assert asked
    assert (asked.state, asked.ask, asked.hangs) == (UNCONFIRMED, ("court_conditions",), True)
    assert state(rule, START, {"court_conditions": True}) is NOW
    assert duty(rule, START, {"court_conditions": False}) is None


def test_a_duty_reaches_the_settings_that_it_names() -> None:
    """Never a child at home, nor a person of 18, unless it says so."""
    rule = {"settings": ("foster", "residential")}
    grown = START.date().replace(year=START.year - 18)
    assert state(rule, START, {"setting": "foster"}) is NOW
    assert duty(rule, START, {"setting": "home"}) is None
    assert duty(rule, START, {"setting": "foster", "born": grown}) is None
    nobody_said = duty(rule, START, {"born": grown.replace(year=2012)})
    assert nobody_said
    assert (nobody_said.state, nobody_said.ask) == (UNCONFIRMED, ("setting",))


def test_a_duty_may_count_otherwise_than_its_file() -> None:
    """Liverpool counts reports; this one counts all."""
    history = tuple(Earlier(START - timedelta(days=n), START - timedelta(days=n)) for n in (2, 3))
    rule = {"when": parse_condition("episodes_90 >= 3")}
    assert duty(rule, START, {}, history=history) is None
    assert state({**rule, "counts": "any"}, START, {}, history=history) is NOW


def test_a_length_runs_from_the_report_where_there_is_one() -> None:
    """Else from the moment since which nobody knows."""
    rule = {"starts": "reported or unknown_since", "after": Span(24, "hours")}
    silent, told = duty(rule, START, {}), duty(rule, START, {"reported_at": START + timedelta(hours=3)})
    assert silent
    assert told
    assert silent.due == START + timedelta(hours=24)
    assert told.due == START + timedelta(hours=27)


@pytest.mark.parametrize(
    ("met", "more", "done"),
    [
        ("told:social_worker", {"told:social_worker": "yes"}, True),
        ("told:social_worker", {"told:social_worker": "no"}, False),
        ("return_tell_police", {"return_tell_police": {"outcome": "done"}}, True),
        ("return_tell_police", {"return_tell_police": {"outcome": "couldnt"}}, False),
        ("handed_over_at", {"handed_over_at": "2026-11-20T18:00:00+00:00"}, True),
        ("handed_over_at", {}, False),
    ],
)
def test_what_shows_that_a_duty_was_done(met: str, more: dict[str, Any], done: bool) -> None:
    """A fact, a step that was done, somebody who was told."""
    assert (state({"met": met}, START, {"more": more}) is DutyState.DONE) is done
