"""The United Kingdom's clock and England's working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.uk_time import (
    bank_holidays,
    first_within,
    is_between,
    months_after,
    next_at,
    next_working_day,
    uk,
    working_day,
    working_days_after,
)

LONDON = ZoneInfo("Europe/London")
MOMENTS = st.datetimes(datetime(1998, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC))

#: As the government published them (GOV.UK, bank holidays, England and Wales).
PUBLISHED = {
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@given(MOMENTS)
def test_the_clock_is_londons(moment: datetime) -> None:
    """Also in the hour that comes twice."""
    assert uk(moment).replace(tzinfo=None) == moment.astimezone(LONDON).replace(tzinfo=None)


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_the_published_ones(year: int) -> None:
    """With the weekdays that stand in for weekends, and the days that were moved."""
    assert sorted(f"{d:%m-%d}" for d in bank_holidays(year)) == PUBLISHED[year].split()


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-12-21T10:00", 5, "2026-12-30T10:00"),  # over Christmas: Fri 25 and Mon 28 do not count
        ("2026-12-24T16:30", 5, "2027-01-05T16:30"),  # nor does New Year's Day
        ("2026-11-21T09:00", 5, "2026-11-27T09:00"),  # from a Saturday: Monday is the first
        ("2026-11-23T00:00", 5, "2026-11-30T00:00"),
        ("2026-03-26T23:15", 5, "2026-04-02T22:15"),  # over the clock change, at the same time on the clock
        ("2026-04-01T12:00", 5, "2026-04-10T12:00"),  # over Easter
    ],
)
def test_working_days(start: str, days: int, end: str) -> None:
    """Weekends and bank holidays are left out. Moments in UTC."""
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert working_days_after(moment, days) == datetime.fromisoformat(end).replace(tzinfo=UTC)


def test_the_next_working_day_is_never_today() -> None:
    """Also over Christmas."""
    assert next_working_day(datetime(2026, 11, 23, 8, tzinfo=UTC)) == date(2026, 11, 24)
    assert next_working_day(datetime(2026, 12, 24, 23, tzinfo=UTC)) == date(2026, 12, 29)


@given(MOMENTS, st.integers(0, 23), st.integers(0, 59))
def test_the_next_time_of_day_is_within_a_day(moment: datetime, hour: int, minute: int) -> None:
    """At most 25 hours on: the day on which clocks go back has as many."""
    found = next_at(moment, f"{hour:02}:{minute:02}")
    assert timedelta() <= found - moment <= timedelta(hours=25)


@pytest.mark.parametrize(
    ("moment", "opens", "closes", "begins", "ends"),
    [
        ("2026-11-23T08:59:59", "09:00", "17:00", "2026-11-23T09:00", "2026-11-23T17:00"),
        ("2026-11-23T09:00:00", "09:00", "17:00", "2026-11-24T09:00", "2026-11-24T17:00"),
        ("2026-11-23T18:00:00", "09:00", None, "2026-11-24T09:00", "2026-11-25T00:00"),
        ("2026-11-20T18:00:00", "09:00", "17:00", "2026-11-23T09:00", "2026-11-23T17:00"),
        ("2026-11-21T08:00:00", "09:00", "17:00", "2026-11-23T09:00", "2026-11-23T17:00"),
        ("2026-11-23T18:00:00", None, None, "2026-11-23T18:00", "2026-11-25T00:00"),
        ("2026-11-21T18:00:00", None, "17:00", "2026-11-23T00:00", "2026-11-24T00:00"),
    ],
)
def test_the_next_working_day_has_the_hours_that_were_confirmed(
    moment: str, opens: str | None, closes: str | None, begins: str, ends: str
) -> None:
    """Before it opens, today; from the moment it opens, the next. Without hours the earliest begins it and
    the latest ends it. November: clocks show UTC."""
    at, first, last = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (moment, begins, ends))
    assert working_day(at, opens, closes) == (first, last)


def test_over_midnight() -> None:
    """23:00 to 06:00 is one stretch, its end left out."""
    assert [is_between(datetime(2026, 1, 5, h, tzinfo=UTC), "23:00", "06:00") for h in (22, 23, 0, 5, 6)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    late = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    assert first_within(late, "23:00", "06:00") == late
    assert first_within(late.replace(hour=17), "23:00", "06:00") == late.replace(minute=0)


def test_months_end_with_their_last_day() -> None:
    """Three months after 30 November is the end of February."""
    assert months_after(datetime(2026, 11, 30, 8, tzinfo=UTC), 3) == datetime(2027, 2, 28, 8, tzinfo=UTC)
    assert months_after(datetime(2026, 7, 1, 8, tzinfo=UTC), -12) == datetime(2025, 7, 1, 8, tzinfo=UTC)
