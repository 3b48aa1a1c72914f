"""Days as people say them: each is read as one day, asked about with the days it may be, or refused.

It is Friday 27 November 2026, and the day asked for is not to come unless a test says so.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.spoken_day import full_day_words
from carerapp.domain.typed_date import FUTURE, LAST_WAS, WHICH, WHICH_YEAR, read_typed_date

TODAY = date(2026, 11, 27)

READ = {
    "2026-11-27": [
        "27/11",
        "27/11/2026",
        "27/11/26",
        "27.11.26",
        "27.11.2026",
        "27.11",
        "27-11",
        "27-11-2026",
        "27 11 2026",
        "27112026",
        "27 November",
        "27th Nov",
        "27 Nov",
        "27th of November",
        "27 Nov 2026",
        "27th November 2026",
        "November 27",
        "Nov 27th",
        "November 27, 2026",
        "Friday 27 November",
        "Fri 27/11",
        "Friday, 27 November 2026",
        "Friday the 27th",
        "the 27th",
        "27th",
        "2026-11-27",
        "today",
        "Today ",
        "tonight",
        "this morning",
        "on 27 November",
    ],
    "2026-11-26": [
        "yesterday",
        "26/11",
        "Thursday",
        "thurs",
        "1 day ago",
        "on Thursday",
        "the 26th",
        "26th Nov",
    ],
    "2026-11-25": ["the day before yesterday", "2 days ago", "Wednesday"],
    "2026-11-24": ["3 days ago", "three days ago", "Tuesday", "Tues 24 Nov"],
    "2026-11-20": ["a week ago", "1 week ago", "last Friday", "7 days ago"],
    "2026-11-13": ["two weeks ago", "a fortnight ago", "13 November"],
    "2026-10-31": ["31 October", "31/10", "the 31st"],
    "2012-03-04": ["4/3/2012", "4 March 2012", "Sunday 4 March 2012"],
}

ASKED = {
    "Friday": (WHICH, ["2026-11-20", "2026-11-27"]),
    "last Wednesday": (WHICH, ["2026-11-18", "2026-11-25"]),
    "last night": (WHICH, ["2026-11-26", "2026-11-27"]),
    "28/11": (LAST_WAS, ["2025-11-28"]),
    "1 May": (LAST_WAS, ["2026-05-01"]),
    "29/2": (LAST_WAS, ["2024-02-29"]),
    "30 December": (LAST_WAS, ["2025-12-30"]),
}

REFUSED = {
    "31/2": "There is no such day. Check the day and the month.",
    "31 November": "There is no such day. Check the day and the month.",
    "Thursday 27 November 2026": "27 November 2026 is a Friday, not a Thursday. Check the day.",
    "Thursday 27 Nov": "27 November 2026 is a Friday, not a Thursday. Check the day.",
}

NO_DAY = [
    "",
    "soon",
    "after tea",
    "last week",
    "November",
    "2026",
    "13/13/2026",
    "32",
    "about May",
    "4/3/0012",
]


def test_there_are_at_least_sixty_forms() -> None:
    """And each stands once."""
    forms = [*(typed for each in READ.values() for typed in each), *ASKED, *REFUSED, *NO_DAY]
    assert len(forms) == len(set(forms)) >= 60


@pytest.mark.parametrize(("typed", "day"), [(typed, day) for day, each in READ.items() for typed in each])
def test_it_is_read(typed: str, day: str) -> None:
    """As the one day it can be, day before month."""
    read = read_typed_date(typed, TODAY, "past")
    assert (read.problem, read.day) == ("", date.fromisoformat(day))


@pytest.mark.parametrize(("typed", "asked"), ASKED.items())
def test_it_is_asked(typed: str, asked: tuple[str, list[str]]) -> None:
    """Each way to read it is given in words that are read as that day."""
    read = read_typed_date(typed, TODAY, "past")
    assert (read.day, read.problem) == (None, asked[0])
    assert [str(read_typed_date(words, TODAY, "past").day) for words in read.readings] == asked[1]


@pytest.mark.parametrize(("typed", "why"), REFUSED.items())
def test_it_is_refused(typed: str, why: str) -> None:
    """With the reason."""
    read = read_typed_date(typed, TODAY, "past")
    assert (read.day, read.problem, read.readings) == (None, why, ())


@pytest.mark.parametrize("typed", NO_DAY)
def test_it_is_no_day(typed: str) -> None:
    """Nothing is made of it."""
    read = read_typed_date(typed, TODAY, "past")
    assert (read.day, read.problem, read.readings) == (None, "", ())


def test_where_nothing_says_whether_it_is_past_both_are_asked() -> None:
    """A review may be the last one or the next."""
    read = read_typed_date("28/11", TODAY)
    assert read.readings == ("Friday 28 November 2025", "Saturday 28 November 2026")
    assert read_typed_date("tomorrow", TODAY).day == date(2026, 11, 28)
    assert read_typed_date("in 3 days", TODAY).day == date(2026, 11, 30)
    assert read_typed_date("28/11", TODAY, "future").day == date(2026, 11, 28)


def test_a_date_of_birth_has_its_year() -> None:
    """It is never this year's by itself."""
    assert read_typed_date("4/3", TODAY, "birth").problem == WHICH_YEAR
    assert read_typed_date("4/3/12", TODAY, "birth").day == date(2012, 3, 4)
    assert read_typed_date("soon", TODAY, "birth").problem == ""


def test_next_friday_in_a_box_for_the_past_is_for_its_own_check() -> None:
    """A whole day to come is told beside the field; where the year is open it is refused."""
    assert read_typed_date("tomorrow", TODAY, "past").day == date(2026, 11, 28)
    assert read_typed_date("next Sunday", TODAY, "past").problem == FUTURE


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_day_in_words_is_read_back_as_itself(day: date, today: date) -> None:
    """Whenever it is read."""
    assert read_typed_date(full_day_words(day), today).day == day


SAID = "27 27/11 27th the of Nov 2026 26 Friday last next this on 99 999 days ago in weeks a"
WORDS = st.sampled_from(SAID.split())


@given(
    st.text(max_size=70) | st.lists(WORDS, max_size=6).map(" ".join),
    st.dates(),
    st.sampled_from(["", "past", "future", "birth"]),
)
def test_no_text_raises(typed: str, today: date, expects: str) -> None:
    """Whatever the day is on which it is typed."""
    read = read_typed_date(typed, today, expects)
    assert not (read.day and read.problem)
