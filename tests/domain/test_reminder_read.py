"""The reminder before a real reader of calendars: what it says, when it rings, how its lines are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import example, given
from hypothesis import strategies as st

from carerapp.domain.reminder import WORDS, reminder
from carerapp.settings import REMIND_BEFORE_MINUTES
from forms.engine.uk_clock import uk

LONDON = ZoneInfo("Europe/London")
#: both turns of the clock: an hour that is there twice, and one that is not there
BACK, FORTH = datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)
NAMES = st.binary(min_size=8, max_size=8).map(bytes.hex)  # as the app makes them

MOMENTS = st.one_of(
    *(
        st.datetimes(
            min_value=(turn - timedelta(hours=30)).replace(tzinfo=None),
            max_value=(turn + timedelta(hours=30)).replace(tzinfo=None),
        )
        for turn in (BACK, FORTH)
    )
).map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC))


def read(file: bytes) -> icalendar.Event:
    """The one event of the one calendar in it."""
    (calendar,) = icalendar.Calendar.from_ical(file, multiple=True)
    assert [one.name for one in calendar.subcomponents] == ["VEVENT"]
    assert calendar.errors == []
    (event,) = calendar.events
    assert event.errors == []
    return event


@given(due=MOMENTS, minutes=st.integers(1, 3 * 24 * 60), name=NAMES)
@example(due=BACK, minutes=31, name="0" * 32)
@example(due=BACK - timedelta(minutes=30), minutes=600, name="0" * 32)
@example(due=FORTH, minutes=31, name="0" * 32)
@example(due=FORTH - timedelta(minutes=1), minutes=600, name="0" * 32)
def test_a_reader_finds_the_moment_on_a_london_clock_and_every_alarm(
    due: datetime, minutes: int, name: str
) -> None:
    """Over both turns of the clock: the hour that is there twice is the right one of the two, and an alarm
    rings so many minutes before as the clock really runs."""
    now = due - timedelta(minutes=minutes)
    event = read(reminder(uk(due), uk(now), name))
    assert isinstance(event.start, datetime)
    assert event.start == due
    shown = event.start.astimezone(LONDON)
    assert (shown.replace(tzinfo=None), shown.utcoffset()) == (
        uk(due).replace(tzinfo=None),
        uk(due).utcoffset(),
    ), "the calendar shows another time than the app"
    assert event.stamp == now.replace(microsecond=0)
    assert event.duration > timedelta(0)
    rings = _rings(event)
    assert rings == sorted(
        due - timedelta(minutes=before) for before in REMIND_BEFORE_MINUTES if before < minutes
    )
    assert all(now < ring <= due for ring in rings)
    assert rings[-1] == due, "it does not ring at the moment itself"


@given(due=MOMENTS, name=NAMES)
def test_its_lines_are_as_the_standard_writes_them(due: datetime, name: str) -> None:
    """RFC 5545, 3.1: CRLF after each line, none alone, none above 75 bytes, no letter that has to be escaped;
    a reader that writes it anew writes the same lines, and the same alarms."""
    file = reminder(due, due - timedelta(hours=5), name)
    assert file.endswith(b"\r\n")
    lines = file.split(b"\r\n")[:-1]
    assert not any(b"\r" in line or b"\n" in line or not line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        name_, colon, value = line.partition(b":")
        assert colon
        assert name_.replace(b"-", b"").isalpha()
        assert not set(value) & set(rb"\,;")
    again = icalendar.Calendar.from_ical(file).to_ical().split(b"\r\n")[:-1]
    assert _but_triggers(again) == _but_triggers(lines)
    assert _rings(read(b"\r\n".join([*again, b""]))) == _rings(read(file))


def _rings(event: icalendar.Event) -> list[datetime]:
    """When its alarms ring, in their order of time."""
    return sorted(ring for alarm in event.alarms.times if isinstance(ring := alarm.trigger, datetime))


def _but_triggers(lines: list[bytes]) -> list[bytes]:
    """A span of no minutes has several spellings."""
    return sorted(line for line in lines if not line.startswith(b"TRIGGER:"))


def test_it_names_nobody_and_needs_no_zone() -> None:
    """Neutral words, private; all of its times are UTC, so no table of zones can be wrong."""
    file = reminder(BACK, BACK - timedelta(hours=3), "0" * 32)
    event = read(file)
    assert str(event["SUMMARY"]) == WORDS
    assert str(event["CLASS"]) == "PRIVATE"
    assert [str(alarm["DESCRIPTION"]) for alarm in event.walk("VALARM")] == [WORDS] * len(
        REMIND_BEFORE_MINUTES
    )
    assert [str(alarm["ACTION"]) for alarm in event.walk("VALARM")] == ["DISPLAY"] * len(
        REMIND_BEFORE_MINUTES
    )
    assert b"TZID" not in file
    assert b"VTIMEZONE" not in file
