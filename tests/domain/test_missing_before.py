"""Has the child been missing before? Only what the app's own log says is said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from carerapp.domain.events import EventKind
from carerapp.domain.missing_before import earlier_than, missing_before
from tests.support.paper.build import Log, missing, opened

FRIDAY = datetime.fromisoformat("2026-11-13T21:00:00+00:00")
SAID = "{} since this app keeps the record. Last on {}"


def earlier(log: Log, record: str, since: datetime, **answers: str) -> None:
    """An episode of before, with these answers; it is closed."""
    log.write(record, EventKind.OPEN, form=log.protocol.episode.ref)
    for field, value in {"unknown_since": since.isoformat(), "closed_reason": "back", **answers}.items():
        log.answer(record, field, value)


def said(log: Log) -> str:
    """The words in the episode that runs now."""
    return missing_before(log.child(), log.episode())


BACK = (FRIDAY + timedelta(hours=2, minutes=10)).isoformat()


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        ({}, ". Not reported to the police."),
        ({"reported_at": BACK}, ". Reported to the police."),
        ({"found_at": BACK}, ", for 2 h 10 min. Not reported to the police."),
        ({"found_where": " the weir "}, ", found at the weir. Not reported to the police."),
        (
            {"found_at": BACK, "found_where": "the weir", "reported_at": BACK},
            ", for 2 h 10 min, found at the weir. Reported to the police.",
        ),
    ],
)
def test_the_last_time_is_said_with_what_is_known_of_it(answers: dict[str, str], ends: str) -> None:
    """When, for how long, where, and whether the police were told; what nobody wrote is left out."""
    log = opened()
    earlier(log, "friday", FRIDAY, **answers)
    assert said(missing(log)) == SAID.format("Once", "13/11/2026 21:00") + ends


def test_every_time_before_this_one_is_counted_and_a_false_alarm_is_none() -> None:
    """By when it began, whatever was opened first; one that began later is not before."""
    log = opened()
    earlier(log, "week", FRIDAY - timedelta(days=7))
    earlier(log, "day", FRIDAY - timedelta(days=1))
    earlier(log, "alarm", FRIDAY - timedelta(hours=3), closed_reason="false_alarm")
    earlier(log, "after", FRIDAY + timedelta(hours=3))
    missing(log).answer("episode", "unknown_since", FRIDAY.isoformat())
    assert [e.id for e in earlier_than(log.child(), log.episode())] == ["week", "day"]
    assert said(log).startswith(SAID.format("2 times", "12/11/2026 21:00"))
    assert missing_before(log.child(), log.child().episode("week")) == ""
    assert [e.id for e in earlier_than(log.child(), None)] == ["week", "day", "episode", "after"]
