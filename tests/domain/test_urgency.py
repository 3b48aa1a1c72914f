"""The order in which what is due is shown."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from carerapp.domain.duties import Duty, DutyState, by_urgency

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def duty(rule: str, state: DutyState, due: datetime | None, whose: str = "carer") -> Duty:
    return Duty(rule, "do it", whose, due, state, "", "")


def test_late_first_then_now_then_what_comes_and_the_carers_own_first() -> None:
    """Within a state the earlier first; what has no time is before what has one while it is to be done, and
    after it where it is still to come or is done."""
    right = [
        duty("late without a time", DutyState.OVERDUE, None),
        duty("late", DutyState.OVERDUE, NOON),
        duty("now without a time", DutyState.NOW, None),
        duty("now, the carer's", DutyState.NOW, NOON),
        duty("now, another's", DutyState.NOW, NOON, "authority"),
        duty("not sure", DutyState.UNCONFIRMED, None),
        duty("soon", DutyState.UPCOMING, NOON),
        duty("later", DutyState.UPCOMING, NOON + HOUR),
        duty("some time", DutyState.UPCOMING, None),
        duty("done early", DutyState.DONE, NOON),
        duty("done", DutyState.DONE, None),
    ]
    for seed in range(20):
        mixed = random.Random(seed).sample(right, len(right))
        assert [one.rule for one in by_urgency(mixed)] == [one.rule for one in right]
