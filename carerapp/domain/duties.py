"""What the protocol says should happen next, and whose it is. Computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from carerapp.domain.child import ChildFile
from carerapp.domain.deciding import facts
from carerapp.domain.episode import Episode
from forms.protocol import TimeTrigger


class DutyState(StrEnum):
    OVERDUE = "overdue"
    NOW = "now"
    UPCOMING = "upcoming"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Duty:
    rule: str
    what: str
    whose: str
    due: datetime | None  # None where the source sets no time: no countdown then
    state: DutyState
    quote: str
    source: str

    @property
    def carers_own(self) -> bool:
        return self.whose == "carer"


_URGENCY = (DutyState.OVERDUE, DutyState.NOW, DutyState.UPCOMING, DutyState.DONE)
_NEVER = datetime.max.replace(tzinfo=UTC)


def duties(child: ChildFile, episode: Episode, now: datetime) -> tuple[Duty, ...]:
    """Duties with a start that has been recorded, most urgent first."""
    known = facts(child, episode, now)
    found = []
    for trigger in child.protocol.triggers:
        if not trigger.carers or (trigger.when and not trigger.when.holds(known)):
            continue
        duty = _duty(child, episode, trigger, now)
        if duty:
            found.append(duty)
    return tuple(sorted(found, key=lambda d: (_URGENCY.index(d.state), d.due or _NEVER)))


def _duty(child: ChildFile, episode: Episode, trigger: TimeTrigger, now: datetime) -> Duty | None:
    start = _start(episode, trigger)
    if start is None:
        return None
    # Aware moments in UTC: hours are elapsed hours, also over a clock change.
    due = None
    if trigger.due_hours is not None:
        due = start.astimezone(UTC) + timedelta(hours=trigger.due_hours)
    rule = child.protocol.rules[trigger.rule]
    if _met(episode, trigger):
        state = DutyState.DONE
    elif due is None:
        state = DutyState.NOW
    elif trigger.starts == "unknown_since":
        state = DutyState.NOW if now >= due else DutyState.UPCOMING
    else:
        state = DutyState.OVERDUE if now >= due else DutyState.UPCOMING
    return Duty(rule.id, trigger.what, trigger.whose, due, state, rule.quote, rule.source)


def _start(episode: Episode, trigger: TimeTrigger) -> datetime | None:
    """The moment it runs from. Duties of the missing time end with the return."""
    if trigger.starts == "returned":
        return episode.found_at
    if episode.found_at:
        return None
    if trigger.starts == "unknown_since":
        return episode.unknown_since
    if trigger.starts == "reported":
        return episode.reported_at
    return None


def _met(episode: Episode, trigger: TimeTrigger) -> bool:
    return trigger.starts == "returned" and bool(episode.record.value("return_interview_at"))
