"""A time as it is typed is United Kingdom time, is never guessed, and is read back as it is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.moment import Moment
from carerapp.domain.typed_time import NEVER, UNCLEAR, read_typed_time, typed_words
from carerapp.domain.uk_time import AFTER, BEFORE, uk

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
NEAR_CHANGES = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from([datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)]),
    st.integers(-2000, 2000),
)
ZONES = ("Europe/London", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "now", "moment"),
    [
        ("23:45", "2026-11-20T00:15+00:00", "2026-11-19T23:45+00:00"),  # over midnight
        ("22:10", "2026-11-20T22:40+00:00", "2026-11-20T22:10+00:00"),
        ("23:45", "2026-10-25T02:30+00:00", "2026-10-24T23:45+01:00"),  # after the clocks went back
        ("00:50", "2026-10-25T02:30+00:00", "2026-10-25T00:50+01:00"),
        ("01:30", "2026-10-25T01:10+00:00", "2026-10-25T01:30+01:00"),  # only one of the two has been
        ("01:30 before the clocks went back", "2026-10-25T07:00+00:00", "2026-10-25T01:30+01:00"),
        ("01:30 after the clocks went back", "2026-10-25T07:00+00:00", "2026-10-25T01:30+00:00"),
        ("00:30", "2027-03-28T02:10+01:00", "2027-03-28T00:30+00:00"),
        ("20/10/2026 21:50", "2026-11-20T22:40+00:00", "2026-10-20T21:50+01:00"),
    ],
)
def test_the_moment_that_is_meant(typed: str, now: str, moment: str) -> None:
    """In summer, in winter and in the nights between."""
    assert read_typed_time(typed, at(now)).moment == at(moment)


@pytest.mark.parametrize(
    ("typed", "now", "problem", "twice"),
    [
        ("01:30", "2026-10-25T07:00+00:00", "before or after the clocks went back", True),
        ("25/10/2026 01:30", "2026-11-25T07:00+00:00", "before or after the clocks went back", True),
        ("01:30", "2027-03-28T09:00+01:00", NEVER, False),
        ("28/3/2027 01:30", "2027-04-28T09:00+01:00", NEVER, False),
        ("21/11/2026 09:00", "2026-11-20T22:40+00:00", "future", False),
        ("after tea", "2026-11-20T22:40+00:00", UNCLEAR, False),
    ],
)
def test_what_is_not_one_moment_is_said(typed: str, now: str, problem: str, twice: bool) -> None:
    """Nothing is moved without notice."""
    read = read_typed_time(typed, at(now))
    assert (read.moment, read.twice) == (None, twice)
    assert problem in read.problem


@given(MOMENTS | NEAR_CHANGES, st.integers(0, 60 * 24 * 40))
def test_what_a_box_shows_its_reader_reads(moment: datetime, later: int) -> None:
    """The same moment, also in the two hours of one name."""
    now = moment + timedelta(minutes=later)
    assert read_typed_time(typed_words(moment, now), now).moment == moment


@pytest.mark.parametrize(
    ("typed", "now", "yesterday"),
    [
        ("23:55", "2026-11-27T23:12+00:00", "Thursday 26 November, 23:55"),
        ("23:45", "2026-11-20T22:40+00:00", "Thursday 19 November, 23:45"),
        ("01:30", "2027-03-28T00:40+00:00", "Saturday 27 March, 01:30"),  # has not come, and never will
    ],
)
def test_a_time_that_has_not_come_today_is_not_yesterdays_in_silence(
    typed: str, now: str, yesterday: str
) -> None:
    """It is asked, with the one that there was to choose."""
    read = read_typed_time(typed, at(now))
    assert (read.moment, read.readings) == (None, (yesterday,))
    assert f"{typed} has not come yet today" in read.problem
    chosen = read_typed_time(yesterday, at(now)).moment
    assert chosen is not None
    assert f"{uk(chosen):%H:%M}" == typed


@given(NEAR_CHANGES, st.integers(0, 23), st.integers(0, 59))
def test_a_bare_time_is_never_to_come_nor_of_the_day_before(now: datetime, hour: int, minute: int) -> None:
    """And clocks in the United Kingdom showed it then."""
    read = read_typed_time(f"{hour:02}:{minute:02}", now)
    if read.moment:
        assert timedelta() <= now - read.moment
        assert uk(read.moment).date() == uk(now).date() or now - read.moment <= timedelta(hours=12)
        assert f"{uk(read.moment):%H:%M}" == f"{hour:02}:{minute:02}"
    elif not read.readings:
        assert hour == 1
        assert read.twice or read.problem == NEVER


@given(NEAR_CHANGES, st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 59))
def test_abroad_it_is_the_same_or_it_is_asked(now: datetime, zone: str, hour: int, minute: int) -> None:
    """Another wall clock never changes which moment is meant; what it can't mean is never yesterday."""
    here = lambda moment: moment.astimezone(ZoneInfo(zone))
    home, abroad = (read_typed_time(f"{hour:02}:{minute:02}", now, place) for place in (None, here))
    assert abroad == home or (abroad.moment is None and "UK time" in abroad.problem)


def test_in_madrid_the_time_of_the_wall_there_is_asked_about() -> None:
    """22:30 has been there, and not in the United Kingdom: not yesterday's, and how to write it is said."""
    now = at("2026-07-20T22:40+02:00")
    read = read_typed_time("22:30", now, lambda moment: moment.astimezone(ZoneInfo("Europe/Madrid")))
    assert read.moment is None
    assert "in the UK it is 21:40" in read.problem
    assert "write 21:30" in read.problem


@given(MOMENTS | NEAR_CHANGES, st.sampled_from(ZONES))
def test_a_moment_keeps_the_wall_it_was_written_by(moment: datetime, zone: str) -> None:
    """Beside the United Kingdom's time where it was another one, and nothing at home."""
    own = moment.astimezone(ZoneInfo(zone))
    offset = own.utcoffset()
    assert offset is not None
    placed = Moment.written_at(moment, moment, int(offset.total_seconds() // 60))
    assert placed.uk.replace(tzinfo=None) == moment.astimezone(ZoneInfo(ZONES[0])).replace(tzinfo=None)
    same = placed.uk.utcoffset() == offset
    assert placed.beside.startswith("" if same else f"{own:%H:%M}")
    assert bool(placed.beside) != same


def test_what_the_wall_showed_before_a_change_in_between_is_not_claimed() -> None:
    """Only the offset of the moment of writing was kept."""
    moment, written = at("2026-10-24T22:30+00:00"), at("2026-10-25T03:00+00:00")
    assert Moment.written_at(moment, written, 60).beside == ""
    assert Moment.written_at(written, written, 60).beside == "04:00 where it was written"


def test_the_two_hours_of_one_name_are_told_apart_in_words() -> None:
    """On screens and in documents."""
    first, second = at("2026-10-25T00:30+00:00"), at("2026-10-25T01:30+00:00")
    assert Moment(first).words("%H:%M on %d/%m/%Y") == f"01:30 ({BEFORE}) on 25/10/2026"
    assert Moment(second).words("%H:%M") == f"01:30 ({AFTER})"


@pytest.mark.parametrize("typed", ["21:30", "21:30,", "at 21:30 ,", "yesterday 21:30", "60 min ago"])
def test_a_moment_is_a_whole_minute(typed: str) -> None:
    """Nobody means the second at which it was typed; a comma that is left over is no part of a time."""
    now = datetime(2026, 11, 20, 22, 40, 31, 777, tzinfo=UTC)
    read = read_typed_time(typed, now)
    assert read.moment is not None
    assert (read.moment.second, read.moment.microsecond) == (0, 0)
