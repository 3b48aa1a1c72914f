"""When a rule of time is due, and how it stands at a moment. Lengths are the pack's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from carerapp.domain.absence import Absence
from carerapp.domain.uk_time import (
    first_within,
    months_after,
    nearest_at,
    next_at,
    on_clock,
    uk,
    working_day,
    working_days_after,
)
from forms.protocol import Span, TimeRule


class DutyState(StrEnum):
    """How a duty stands now, the most urgent first."""

    OVERDUE = "overdue"
    NOW = "now"
    UNCONFIRMED = "unconfirmed"  # nobody can say before a setting is confirmed, or a question is answered
    UPCOMING = "upcoming"
    DONE = "done"


TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_FEW = re.compile(r"[0-9]{1,4}")
Timed = tuple[datetime | None, DutyState]
#: the carer's own word, which goes before a time of day
SAID_OF: Mapping[str, str] = {"overnight": "out_overnight", "check_in": "beyond_check_in"}


def timed(rule: TimeRule, absence: Absence, now: datetime, confirmed: Mapping[str, str]) -> Timed:
    """When it is due (UTC; None where the source sets no time), and how it stands now.

    A due moment that has been reached counts as reached; "more than" does not reach its own.
    """
    if any(name not in confirmed for name in rule.asks):
        return None, DutyState.UNCONFIRMED
    if rule.at:
        return _at_a_time(absence, rule.at, now, confirmed)
    span = rule.span
    if span is None and not rule.on:
        return None, DutyState.NOW
    start = absence.moment(rule.starts)
    if start is None:  # back, and nobody wrote down when: it may be late already; or not back yet
        return None, DutyState.UNCONFIRMED if absence.back else DutyState.UPCOMING
    if span is None:
        begins, ends = working_day(start, confirmed.get("office_starts"), confirmed.get("office_ends"))
        states = (DutyState.UPCOMING, DutyState.NOW, DutyState.OVERDUE)
        return begins, states[(now >= begins) + (now >= ends)]
    if span.setting:
        span = given_span(confirmed.get(span.setting, ""))
        if span is None:
            return None, DutyState.UNCONFIRMED
    due = due_at(start, span)
    if now < due or (rule.more_than and now == due):
        return due, DutyState.UPCOMING
    return due, DutyState.OVERDUE if rule.within else DutyState.NOW


def _at_a_time(absence: Absence, at: str, now: datetime, confirmed: Mapping[str, str]) -> Timed:
    """Overnight, at check-in, or at a time of day that was confirmed. The carer's own word goes first."""
    if at in SAID_OF and absence.word(SAID_OF[at]):
        return None, DutyState.NOW
    due = moment_at(absence, at, confirmed)
    if due is None:
        return None, DutyState.UNCONFIRMED
    return due, DutyState.NOW if now >= due else DutyState.UPCOMING


def moment_at(absence: Absence, at: str, confirmed: Mapping[str, str]) -> datetime | None:
    """The moment of "overnight", "check_in" or a setting; None while its time of day is not confirmed.

    Check-in is the one nearest to the moment since which nobody knows: a child who is missed five minutes
    after it is late for that one, not for tomorrow's.
    """
    start = absence.unknown_since
    if at == "overnight":
        starts, ends = confirmed.get("overnight_starts"), confirmed.get("overnight_ends")
        return first_within(start, starts, ends) if starts and ends else None
    if at not in confirmed:
        return None
    return nearest_at(start, confirmed[at]) if at == "check_in" else next_at(start, confirmed[at])


def given_span(words: str) -> Span | None:
    """ "3 days" as an authority writes it among its settings; None when it is no such length."""
    number, _, unit = words.strip().partition(" ")
    for name in ("hours", "days"):
        if _FEW.fullmatch(number) and unit in (name, name[:-1]):
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
