"""Times as people say them: each is read as one moment, asked about with the moments it may be, or refused.

It is Friday 27 November 2026, 22:40.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.typed_time import (
    FUTURE,
    ONLY_DAY,
    UNCLEAR,
    WHICH,
    YEAR,
    read_typed_time,
    said_words,
)
from carerapp.domain.uk_time import uk

NOW = datetime(2026, 11, 27, 22, 40, 33, tzinfo=UTC)

READ = {
    "27 21:30": [
        "21:30",
        "9.30pm",
        "9:30 pm",
        "9:30PM",
        "9.30 p.m.",
        "2130",
        "2130 hrs",
        "21.30",
        "at 21:30",
        "half nine pm",
        "half past nine at night",
        "half nine in the evening",
        "half nine tonight",
        "tonight 21:30",
        "tonight at half nine",
        "this evening, 9.30",
        "today 21:30",
        "today at 9.30pm",
        "27/11 21:30",
        "27/11 2130",
        "27.11. 21:30",
        "27-11 9.30pm",
        "27 Nov 9.30pm",
        "27 Nov 2130",
        "27th November at half past nine at night",
        "the 27th at 9.30pm",
        "Nov 27 21:30",
        "Fri 27 Nov 21:30",
        "Friday 27th November 21:30",
        "Friday 27 November, 21:30",
        "27/11/2026 21:30",
        "27.11.26 21:30",
        "27 November 2026, 21:30",
        "21:30 on 27/11",
        "9.30pm 27 Nov",
        "21:30, 27 November 2026",
        "2026-11-27 21:30",
        "2026-11-27T21:30",
        "2026-11-27T22:30+01:00",
        "70 minutes ago",
        "an hour and 10 minutes ago",
        "1 hour 10 min ago",
        "1h 10m ago",
    ],
    "27 21:45": ["quarter to ten at night", "quarter to ten pm", "9.45pm", "nine forty-five pm"],
    "27 21:10": ["ten past nine pm", "10 past 9 tonight", "an hour and a half ago", "1.5 hours ago"],
    "27 22:40": ["now", "just now", "10.40pm", "10:40 p.m."],
    "27 22:30": ["10 min ago", "10 minutes ago", "ten mins ago", "10m ago"],
    "27 22:10": ["half an hour ago", "half hour ago", "30 min ago", "thirty minutes ago"],
    "27 21:40": ["an hour ago", "1 hour ago", "one hour ago", "1h ago", "twenty to ten at night"],
    "27 20:40": ["2 hours ago", "two hours ago", "120 minutes ago"],
    "27 22:25": ["a quarter of an hour ago", "15 mins ago", "twenty-five past ten at night"],
    "27 09:00": ["09:00", "0900", "9am", "9 a.m.", "nine in the morning", "9 this morning"],
    "27 12:00": ["noon", "midday", "12 noon", "12pm", "12:00"],
    "27 00:00": ["midnight", "12am", "00:00", "last night at midnight", "today 00:00"],
    "27 01:00": ["last night at 1", "1am", "Thursday night at 1"],
    "27 15:30": ["half three this afternoon", "half past three in the afternoon", "15:30", "3.30pm"],
    "26 21:30": [
        "yesterday 21:30",
        "yesterday at 9.30pm",
        "9.30pm yesterday",
        "last night 21:30",
        "last night at half nine",
        "half nine last night",
        "yesterday evening at half nine",
        "Thursday 21:30",
        "Thursday, 21:30",
        "on Thursday at 21:30",
        "Thurs 9.30pm",
        "Thursday evening at 9.30",
        "Thursday night 9.30",
        "26/11 21:30",
        "1 day ago at 21:30",
    ],
    "26 21:00": [
        "last night at 9",
        "last night at nine",
        "nine o'clock last night",
        "9 at night on Thursday",
    ],
    "25 21:30": ["the day before yesterday 21:30", "2 days ago at 9.30pm", "Wed 21:30"],
}

ASKED = {
    "half nine": ["27 09:30", "27 21:30"],
    "half past nine": ["27 09:30", "27 21:30"],
    "half 9": ["27 09:30", "27 21:30"],
    "9.30": ["27 09:30", "27 21:30"],
    "9:30": ["27 09:30", "27 21:30"],
    "930": ["27 09:30", "27 21:30"],
    "nine thirty": ["27 09:30", "27 21:30"],
    "10.30": ["27 10:30", "27 22:30"],
    "quarter to ten": ["27 09:45", "27 21:45"],
    "ten past nine": ["27 09:10", "27 21:10"],
    "20 past 8": ["27 08:20", "27 20:20"],
    "twenty-five to ten": ["27 09:35", "27 21:35"],
    "nine": ["27 09:00", "27 21:00"],
    "9": ["27 09:00", "27 21:00"],
    "9 o'clock": ["27 09:00", "27 21:00"],
    "nine o’clock": ["27 09:00", "27 21:00"],
    "12": ["27 00:00", "27 12:00"],
    "yesterday at 9": ["26 09:00", "26 21:00"],
    "27 Nov 9.30": ["27 09:30", "27 21:30"],
    "27/11 9": ["27 09:00", "27 21:00"],
    "Friday 21:30": ["20 21:30", "27 21:30"],
    "Thursday midnight": ["26 00:00", "27 00:00"],
    "last night at 5": ["26 17:00", "27 05:00"],
    "last Wednesday 21:30": ["18 21:30", "25 21:30"],
    "23:55": ["26 23:55"],
    "11pm": ["26 23:00"],
}

REFUSED = {
    "tonight": ONLY_DAY,
    "yesterday": ONLY_DAY,
    "27 Nov": ONLY_DAY,
    "27 Nov 2026": ONLY_DAY,
    "Thursday": ONLY_DAY,
    "after tea": UNCLEAR,
    "about nine": UNCLEAR,
    "nine-ish": UNCLEAR,
    "a few minutes ago": UNCLEAR,
    "not known": UNCLEAR,
    "21": UNCLEAR,
    "25:70": UNCLEAR,
    "24:00": UNCLEAR,
    "13:00 am": UNCLEAR,
    "22.1o": UNCLEAR,
    "32/13/2026 22:10": UNCLEAR,
    "2999-01-01 10:00": UNCLEAR,
    "": UNCLEAR,
    "9" * 100: UNCLEAR,
    "tomorrow 9am": FUTURE,
    "tonight at 11": FUTURE,
    "28/11/2026 09:00": FUTURE,
    "today 23:00": FUTURE,
    "Wed 27 Nov 21:30": "27 November 2026 is a Friday, not a Wednesday. Check the day.",
    "Thursday 27/11/2026 21:30": "27 November 2026 is a Friday, not a Thursday. Check the day.",
    "31/11 21:30": "There is no such day. Check the day and the month.",
    "this morning 21:30": "The day and the time do not fit together. Check them.",
}


def test_there_are_at_least_a_hundred_forms() -> None:
    """And each stands once."""
    forms = [*(typed for each in READ.values() for typed in each), *ASKED, *REFUSED]
    assert len(forms) == len(set(forms)) >= 100


@pytest.mark.parametrize(
    ("typed", "moment"), [(typed, moment) for moment, each in READ.items() for typed in each]
)
def test_it_is_read(typed: str, moment: str) -> None:
    """As the one moment it can be."""
    read = read_typed_time(typed, NOW)
    assert (read.problem, read.moment and f"{uk(read.moment):%d %H:%M}") == ("", moment)


@pytest.mark.parametrize(("typed", "moments"), ASKED.items())
def test_it_is_asked(typed: str, moments: list[str]) -> None:
    """Each way to read it is given in words, which are read as that moment and no other."""
    asked = read_typed_time(typed, NOW)
    assert asked.moment is None
    assert asked.problem
    chosen = [read_typed_time(words, NOW).moment for words in asked.readings]
    assert [moment and f"{uk(moment):%d %H:%M}" for moment in chosen] == moments


@pytest.mark.parametrize(("typed", "why"), REFUSED.items())
def test_it_is_refused(typed: str, why: str) -> None:
    """With the reason, and nothing to choose from."""
    read = read_typed_time(typed, NOW)
    assert (read.moment, read.problem, read.readings) == (None, why, ())


@pytest.mark.parametrize(
    ("typed", "now", "moments"),
    [
        ("half nine", "2026-11-27T15:00", ["27 09:30"]),  # the evening is still to come
        ("half nine", "2026-11-28T00:40", ["27 09:30", "27 21:30"]),  # after midnight both were
        ("23:50", "2026-11-28T00:15", ["27 23:50"]),
        ("21:30", "2026-11-28T11:00", ["27 21:30"]),  # asked: more than twelve hours ago
        ("tonight 21:30", "2026-11-28T02:00", ["27 21:30"]),  # the night goes on
        ("last night at 9", "2026-11-28T02:00", ["26 21:00", "27 21:00"]),
        ("last night at 9", "2026-11-28T09:00", ["27 21:00"]),
        ("Thursday 21:30", "2026-11-26T20:00", ["19 21:30"]),
        ("27/11 9.30pm", "2026-11-28T02:00", ["27 21:30"]),
    ],
)
def test_what_it_means_depends_on_when_it_is_said(typed: str, now: str, moments: list[str]) -> None:
    """Two readings are asked, unless one lies in the future."""
    when = datetime.fromisoformat(f"{now}+00:00")
    read = read_typed_time(typed, when)
    found = [read.moment] if read.moment else [read_typed_time(words, when).moment for words in read.readings]
    assert [moment and f"{uk(moment):%d %H:%M}" for moment in found] == moments


def test_a_day_of_last_year_is_not_taken_in_silence() -> None:
    """The year was not said: it is asked."""
    read = read_typed_time("1/12 9pm", NOW)
    assert (read.moment, read.problem, read.readings) == (None, YEAR, ("Monday 1 December 2025, 21:00",))


def test_where_a_moment_to_come_can_be_meant_it_is_asked() -> None:
    """The last such day, or the next."""
    read = read_typed_time("Thursday 10:00", NOW, past=False)
    assert read.problem == WHICH
    assert read.readings == ("Thursday 26 November, 10:00", "Thursday 3 December, 10:00")
    assert read_typed_time("tomorrow 10:00", NOW, past=False).moment == datetime(2026, 11, 28, 10, tzinfo=UTC)


def test_near_what_stood_there_a_bare_time_is_the_nearest() -> None:
    """Also over midnight; morning and evening are asked all the same."""
    stood = datetime(2026, 11, 26, 0, 5, tzinfo=UTC)
    assert read_typed_time("23:50", NOW, near=stood).moment == datetime(2026, 11, 25, 23, 50, tzinfo=UTC)
    assert len(read_typed_time("half nine", NOW, near=stood).readings) == 2


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 60 * 24 * 900),
)
def test_a_moment_in_words_is_read_back_as_itself(moment: datetime, later: int) -> None:
    """Whenever it is read."""
    shown = moment.replace(second=0, microsecond=0)
    now = moment + timedelta(minutes=later)
    assert read_typed_time(said_words(shown, now), now).moment == shown


SAID = (
    "half past to quarter nine 9 930 2130 21:30 . , at on last night tonight ago an hour 10 min 27/11 27 Nov "
    "2026 Friday the midnight pm am ٩ İ ½ clock o' T 99 999 days next in BST before after yesterday"
)
WORDS = st.sampled_from(SAID.split())


@given(
    st.text(max_size=90) | st.lists(WORDS, max_size=8).map(" ".join),
    st.datetimes(datetime(1900, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC)),
    st.booleans(),
)
def test_no_text_raises(typed: str, now: datetime, past: bool) -> None:
    """And what is read is not to come where it cannot be."""
    read = read_typed_time(typed, now, past=past)
    assert (read.moment is None) == bool(read.problem)
    assert not (past and read.moment and read.moment > now)
