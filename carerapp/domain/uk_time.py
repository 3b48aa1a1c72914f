"""The United Kingdom's clock and England's working days. Elapsed time is counted in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from forms.engine.uk_clock import AFTER as AFTER
from forms.engine.uk_clock import BEFORE as BEFORE
from forms.engine.uk_clock import uk as uk
from forms.engine.uk_clock import uk_offset
from forms.engine.uk_clock import uk_words as uk_words

#: Days that were given once, and the usual ones that moved (GOV.UK, bank holidays of England and Wales).
_ONCE = {
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
}
_MOVED = {
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
_DAY = timedelta(days=1)


def _at(local: datetime) -> datetime:
    """The moment of a naive local time."""
    return local.replace(tzinfo=uk_offset(local)).astimezone(UTC)


def at_words(moment: datetime) -> str:
    """'22:40 on 20 November 2026'."""
    return uk_words(moment, f"%H:%M on {uk(moment).day} %B %Y")


def on_clock(day: date, at: str) -> datetime:
    """The moment at which clocks show `at` ("23:00") on that day."""
    return _at(datetime.combine(day, time.fromisoformat(at)))


def next_at(start: datetime, at: str) -> datetime:
    """The first moment from `start` on at which clocks show `at`."""
    today = uk(start).date()
    return next(m for n in range(3) if (m := on_clock(today + n * _DAY, at)) >= start)


def nearest_at(moment: datetime, at: str) -> datetime:
    """The moment nearest to this one at which clocks show `at`; of two as near the earlier."""
    today = uk(moment).date()
    return min((on_clock(today + n * _DAY, at) for n in (-1, 0, 1)), key=lambda m: abs(m - moment))


def is_between(moment: datetime, starts: str, ends: str) -> bool:
    """Whether clocks then show a time from `starts` to before `ends`, over midnight where it ends earlier."""
    now = uk(moment).strftime("%H:%M")
    return starts <= now < ends if starts <= ends else now >= starts or now < ends


def first_within(start: datetime, starts: str, ends: str) -> datetime:
    """The first moment from `start` on between these times of day."""
    return start.astimezone(UTC) if is_between(start, starts, ends) else next_at(start, starts)


def months_after(moment: datetime, months: int) -> datetime:
    """The same day of a later (or earlier) month, or its last day, at the same time on the clock."""
    local = uk(moment)
    index = local.year * 12 + local.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    last = (first.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY
    return _at(datetime.combine(last.replace(day=min(local.day, last.day)), local.time()))


# ------------------------------------------------------------------------------ working days
def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday of England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_after(moment: datetime, days: int) -> datetime:
    """That many working days later, at the same time on the clock."""
    local = uk(moment)
    day = local.date()
    while days:
        day += _DAY
        days -= is_working_day(day)
    return _at(datetime.combine(day, local.time()))


def next_working_day(moment: datetime) -> date:
    """The first after today."""
    day = uk(moment).date() + _DAY
    while not is_working_day(day):
        day += _DAY
    return day


def working_day(moment: datetime, opens: str | None, closes: str | None) -> tuple[datetime, datetime]:
    """When "the next working day" after a moment begins and ends.

    Before the hours of a working day that day itself is meant. While the hours are not confirmed the
    earliest reading begins it and the latest ends it: nothing comes too late, and nothing is late too early.
    """
    today, following = uk(moment).date(), next_working_day(moment)
    if opens is None:
        begins = moment.astimezone(UTC) if is_working_day(today) else on_clock(following, "00:00")
        return begins, on_clock(following + _DAY, "00:00")
    day = today if is_working_day(today) and moment < on_clock(today, opens) else following
    return on_clock(day, opens), on_clock(day, closes) if closes else on_clock(day + _DAY, "00:00")


@lru_cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays, with the weekdays that stand in for weekends."""
    easter = _easter(year)
    days = {
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
        easter - 2 * _DAY,
        easter + _DAY,
    }
    days = {_MOVED.get(day, day) for day in days} | {day for day in _ONCE if day.year == year}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() >= 5 or fixed in days:
            fixed += _DAY
        days.add(fixed)
    return frozenset(days)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + (-first.weekday() % 7) * _DAY


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - last.weekday() * _DAY


def _easter(year: int) -> date:
    """Easter Sunday, by the calendar's own arithmetic (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
