"""How what was said is read: where they are, where they live, how old they are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from carerapp.domain.absence import Absence, facts_at
from carerapp.domain.known import Known
from carerapp.domain.reading import read
from forms.engine.answers import NOT_KNOWN
from forms.engine.conditions import parse_condition
from forms.protocol import Setting

START = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)


def known(**facts: Any) -> Known:
    """What is known of a child of whom this was said."""
    return read(facts)


def holds(reading: Known, text: str) -> bool | None:
    """Whether a condition holds."""
    return reading.holds(parse_condition(text))


@pytest.mark.parametrize("said", ["uncertain", NOT_KNOWN, None, ""])
def test_not_for_certain_counts_as_unknown_and_may_be_known(said: object) -> None:
    """In one place, for every pack."""
    reading = known(whereabouts=said)
    assert holds(reading, "whereabouts = unknown") is True
    assert holds(reading, "whereabouts in (unknown, known)") is True
    assert holds(reading, "whereabouts = known") is None
    assert holds(reading, "whereabouts != found") is True


@pytest.mark.parametrize(
    ("facts", "here", "perhaps"),
    [
        ({"setting": "foster", "age": 14, "external_activity": "no"}, "foster", {}),
        ({"setting": "foster", "age": 14}, "foster", {"external_activity"}),
        ({"setting": "foster", "age": 14, "external_activity": "home_trip"}, "external_activity", {}),
        ({"setting": "foster", "external_activity": "no"}, "foster", {"care_leaver"}),
        ({"setting": "semi_independent", "age": 18}, "care_leaver", {}),
        ({"setting": "foster", "age": 19, "external_activity": "home_trip"}, "care_leaver", {}),
        ({"setting": "home", "age": 14}, "home", {}),
        ({"setting": "home", "age": 14, "external_activity": "carer_holiday"}, "home", {}),
        ({"setting": "home", "age": 18}, "home", {"care_leaver"}),
        ({"setting": "home", "age": 18, "care_leaver": "yes"}, "care_leaver", {}),
        ({"setting": "home", "age": 18, "care_leaver": "no"}, "home", {}),
        ({"setting": "external_activity", "age": 14}, "external_activity", {}),
        ({"age": 14, "external_activity": "no"}, None, {"foster", "residential", "semi_independent", "home"}),
    ],
)
def test_where_they_live_decides_which_settings_reach_them(
    facts: dict[str, object], here: Setting | None, perhaps: set[Setting]
) -> None:
    """A trip and 18 take the place of the home; while they are open they take nothing away."""
    reading = known(**facts)
    assert reading.here == here
    assert set(reading.perhaps) == set(perhaps)


def test_a_list_of_settings_reaches_does_not_or_may() -> None:
    """With what would settle it."""
    reading = known(setting="foster", age=14)
    assert reading.reaches(("foster",)) is True
    assert reading.reaches(()) is True
    assert reading.reaches(("home",)) is False
    assert reading.reaches(("external_activity",)) is None
    nobody_said = known(age=14)
    assert nobody_said.reaches(("foster",)) is None
    assert nobody_said.reaches(("foster", "residential", "semi_independent", "home", "external_activity"))


@pytest.mark.parametrize(
    ("facts", "looked_after"),
    [
        ({"setting": "foster", "age": 14}, True),
        ({"setting": "home", "age": 14}, False),
        ({"setting": "foster", "age": 14, "looked_after": False}, False),
        ({"setting": "home", "age": 14, "looked_after": True}, True),
        ({"setting": "foster", "age": 18, "looked_after": True}, False),
        ({"age": 14}, None),
    ],
)
def test_who_is_looked_after(facts: dict[str, object], looked_after: bool | None) -> None:
    """In care unless somebody says otherwise; never from 18. Unsaid, the opposite stays open."""
    reading = known(**facts)
    assert holds(reading, "looked_after = yes") in ((looked_after, None) if not looked_after else (True,))
    if "looked_after" in facts or facts.get("age") == 18:
        assert holds(reading, "looked_after = no") is (not looked_after)
    else:
        assert holds(reading, "looked_after = no") in (True, None)


@pytest.mark.parametrize(
    ("facts", "contactable"),
    [
        ({}, None),
        ({"contactable": True}, True),
        ({"contactable": False}, False),
        ({"cannot_be_contacted": "yes"}, False),
        ({"cannot_be_contacted": "no"}, True),
        ({"cannot_be_contacted": NOT_KNOWN, "contactable": False}, None),
        ({"cannot_be_contacted": "no", "contactable": False}, True),
    ],
)
def test_one_question_in_two_ways(facts: dict[str, object], contactable: bool | None) -> None:
    """The carer's own answer goes before what the log shows."""
    reading = known(**facts)
    assert holds(reading, "contactable = yes") is contactable
    assert holds(reading, "cannot_be_contacted = no") is contactable


def test_what_nobody_said_is_not_there() -> None:
    """No flag of an absence is ever "no" by itself."""
    facts = facts_at(Absence(START), (), "any", START, {})
    flags = ("looked_after", "contactable", "at_risk", "court_conditions", "out_overnight", "harmed_or_crime")
    assert not [name for name in (*flags, "whereabouts", "setting", "age") if facts.get(name) is not None]
