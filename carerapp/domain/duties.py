"""What the protocol says should happen next, and whose it is. Computed, never stored.

Pure: an absence, those before it, a protocol and a moment in; duties out. Lengths of
time and conditions are the pack's; nothing here knows an authority.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from carerapp.domain.absence import Absence, Earlier, facts_at
from carerapp.domain.uk_time import (
    first_within,
    is_between,
    months_after,
    next_at,
    next_working_day,
    on_clock,
    uk,
    working_days_after,
)
from forms.protocol import Protocol, Span, TimeRule


class DutyState(StrEnum):
    """How a duty stands now, the most urgent first."""

    OVERDUE = "overdue"
    NOW = "now"
    UNCONFIRMED = "unconfirmed"  # nobody can say before the authority confirms a setting
    UPCOMING = "upcoming"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that the protocol asks for in this episode, with the sentence that it rests on."""

    rule: str
    what: str
    whose: str
    due: datetime | None  # None where the source sets no time: no countdown then
    state: DutyState
    quote: str
    source: str
    why: str = ""
    authority: str = ""  # the protocol's short name

    @property
    def carers_own(self) -> bool:
        """Whether the carer does it; else the carer asks whether it has happened."""
        return self.whose == "carer"


Timed = tuple[datetime | None, DutyState]
_URGENCY = tuple(DutyState)
_NEVER = datetime.max.replace(tzinfo=UTC)
_NO_TIME = datetime.min.replace(tzinfo=UTC)


def duties(
    absence: Absence,
    history: Sequence[Earlier],
    protocol: Protocol,
    now: datetime,
    confirmed: Mapping[str, str] | None = None,
) -> tuple[Duty, ...]:
    """One duty a rule at most, most urgent first. `confirmed`: the authority's settings by name."""
    known = confirmed or {}
    facts = facts_at(absence, history, protocol.counts, now, known)
    found = []
    for rule in protocol.time_rules:
        if not _running(absence, rule) or (rule.when and not rule.when.holds(facts)):
            continue
        if rule.between and not is_between(now, *rule.between):
            continue
        due, state = _timed(absence, rule, now, known)
        if rule.met and facts.get(rule.met):
            state = DutyState.DONE
        text = protocol.rules[rule.rule]
        found.append(
            Duty(
                rule.rule,
                rule.what,
                rule.whose,
                due,
                state,
                text.quote,
                text.source,
                rule.why,
                protocol.short,
            )
        )
    return by_urgency(found)


def by_urgency(found: Iterable[Duty]) -> tuple[Duty, ...]:
    """Late before due now before coming; then the earlier; then the carer's own."""

    def rank(duty: Duty) -> tuple[int, datetime, bool]:
        none = _NEVER if duty.state in (DutyState.UPCOMING, DutyState.DONE) else _NO_TIME
        return (_URGENCY.index(duty.state), duty.due or none, not duty.carers_own)

    return tuple(sorted(found, key=rank))


def reaching(host: Protocol, placing: Protocol | None) -> tuple[Protocol, ...]:
    """The protocols whose rules reach the child. The host's always do; the placing authority's as it says."""
    if placing is None or placing.id == host.id or placing.outside == "host":
        return (host,)
    return (host, placing)


def _running(absence: Absence, rule: TimeRule) -> bool:
    """Duties of the missing time end when the child is found or back; duties of the return begin then."""
    over = absence.returned_at is not None or absence.whereabouts == "found"
    if rule.starts == "returned":
        return over
    if rule.starts == "reported" and absence.reported_at is None:
        return False
    return rule.ends == "never" or not over


def _timed(absence: Absence, rule: TimeRule, now: datetime, confirmed: Mapping[str, str]) -> Timed:
    """When it is due, and how it stands now. A due moment that has been reached counts as reached."""
    if any(name not in confirmed for name in rule.asks):
        return None, DutyState.UNCONFIRMED
    if rule.at:
        return _at_a_time(absence, rule.at, now, confirmed)
    span = rule.span
    if span is None and not rule.on:
        return None, DutyState.NOW
    start = absence.moment(rule.starts)
    if start is None:  # found, and nobody wrote down when
        return None, DutyState.UPCOMING
    if span is None:
        day = next_working_day(start.astimezone(UTC))
        due = on_clock(day, confirmed.get("office_starts", "00:00"))
        over = on_clock(day + timedelta(days=1), "00:00")
        state = DutyState.UPCOMING if now < due else DutyState.NOW if now < over else DutyState.OVERDUE
        return due, state
    if span.setting:
        span = given_span(confirmed.get(span.setting, ""))
        if span is None:
            return None, DutyState.UNCONFIRMED
    due = due_at(start, span)
    if now < due or (rule.more_than and now == due):
        return due, DutyState.UPCOMING
    return due, DutyState.OVERDUE if rule.within else DutyState.NOW


def _at_a_time(absence: Absence, at: str, now: datetime, confirmed: Mapping[str, str]) -> Timed:
    """Overnight, or a time of day that the authority confirmed. The carer's own word goes first."""
    if at == "overnight":
        if absence.out_overnight:
            return None, DutyState.NOW
        starts, ends = confirmed.get("overnight_starts"), confirmed.get("overnight_ends")
        due = first_within(absence.unknown_since, starts, ends) if starts and ends else None
    else:
        due = next_at(absence.unknown_since, confirmed[at]) if at in confirmed else None
    if due is None:
        return None, DutyState.UNCONFIRMED
    return due, DutyState.NOW if now >= due else DutyState.UPCOMING


def given_span(words: str) -> Span | None:
    """ "3 days" as an authority writes it among its settings; None when it is no such length."""
    number, _, unit = words.strip().partition(" ")
    for name in ("hours", "days"):
        if number.isdecimal() and unit in (name, name[:-1]):
            return Span(int(number), "hours" if name == "hours" else "days")
    return None


def due_at(start: datetime, span: Span) -> datetime:
    """The moment, in UTC, at which a span from `start` is over. Hours and days are elapsed ones."""
    utc = start.astimezone(UTC)
    if span.unit == "hours":
        return utc + timedelta(hours=span.amount)
    if span.unit == "days":
        return utc + timedelta(days=span.amount)
    if span.unit == "months":
        return months_after(utc, span.amount)
    if span.unit == "working days":
        return working_days_after(utc, span.amount)
    tomorrow: date = uk(utc).date() + timedelta(days=1)
    return on_clock(tomorrow, "00:00")
