"""Days and times as people write them, and the clock of the United Kingdom."""

from __future__ import annotations

import pytest

from forms.engine.uk_clock import uk_offset
from tests.forms.trying import kept, said, shown


@pytest.mark.parametrize(
    "typed",
    [
        "4/3/2012",
        "04.03.12",
        "4-3-2012",
        "4 3 2012",
        "2012-03-04",
        "04032012",
        "4 March 2012",
        "٤/٣/٢٠١٢",
        "4 Mar 12",
        "4th of March 2012",
        "4 mar 2012",
        "4th march 2012",
        "March 4, 2012",
        "Sunday 4 March 2012",
        " 4/3/12 ",
    ],
)
def test_a_day_is_understood_day_first(typed: str) -> None:
    """As people write it in the United Kingdom."""
    assert kept("date", typed) == "2012-03-04"


@pytest.mark.parametrize("month", ["Sep", "Sept", "sept", "September"])
def test_a_month_may_be_cut_short(month: str) -> None:
    """After three letters or more."""
    assert kept("date", f"4 {month} 2012") == "2012-09-04"


@pytest.mark.parametrize(
    "typed", ["31/2/2012", "soon", "13/13/2012", "4 Foo 2012", "2012", "4/3", "4/3/0012", "x" * 200]
)
def test_a_day_that_cannot_be_read_is_kept_as_typed(typed: str) -> None:
    """With a message that shows how to write it."""
    assert kept("date", typed) == typed
    assert said("date", typed) == (
        "We could not read that as a date. It is saved as you wrote it. Write it like 4 March 2012."
    )
    assert shown("date", typed) == typed


def test_two_figures_of_a_year_are_the_near_one() -> None:
    """Children are born in this century, their grandparents were not."""
    assert kept("date", "1/1/49") == "2049-01-01"
    assert kept("date", "1/1/50") == "1950-01-01"


def test_a_day_is_shown_in_words() -> None:
    """Nobody has to guess which number is the month."""
    assert shown("date", "2012-03-04") == "4 March 2012"
    assert kept("date", shown("date", "2012-03-04")) == "2012-03-04"


def test_birth_dates_are_questioned_not_refused() -> None:
    """A future one, and one that makes a child too old."""
    assert said("date", "4/3/2031", "birth") == (
        "That date is in the future. Your other answers are saved. Check the year."
    )
    assert said("date", "4/3/1912", "birth") == (
        "That makes them 114 years old. Your other answers are saved. Check the year."
    )
    assert said("date", "20/11/2026", "birth") is None
    assert said("date", "21/11/2026", "past") is not None
    assert said("date", "20/11/2001", "birth") is None
    assert said("date", "21/11/2000", "birth") is None  # 26 tomorrow
    assert said("date", "19/11/2000", "birth") is not None
    assert said("date", "4/3/2031") is None
    assert said("date", "4/3/2012", "future") is not None


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("22:40", "22:40"),
        ("2240", "22:40"),
        ("10.40pm", "22:40"),
        ("10:40 PM", "22:40"),
        ("0930", "09:30"),
        ("half nine at night", "21:30"),
        ("quarter to ten pm", "21:45"),
        ("10.40 p.m.", "22:40"),
        ("22.40", "22:40"),
        ("9:30am", "09:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("12.15 am", "00:15"),
        ("9pm", "21:00"),
        ("midnight", "00:00"),
        ("22:40pm", "22:40"),
        ("0005", "00:05"),
    ],
)
def test_a_time_is_understood(typed: str, time: str) -> None:
    """On the 24-hour clock, however it was written."""
    assert kept("time", typed) == time


@pytest.mark.parametrize(
    "typed", ["9", "930", "9.30", "10.30", "13:00 am", "25:00", "10:70", "half ten", "2460", "1234567"]
)
def test_a_time_that_cannot_be_read_is_kept_as_typed(typed: str) -> None:
    """A bare 9 is morning or evening: nobody guesses."""
    assert kept("time", typed) == typed
    message = said("time", typed)
    assert message is not None
    assert "22:40" in message


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("4 March 2026 22:40", "2026-03-04T22:40:00+00:00"),
        ("4/7/2026 at 10.40pm", "2026-07-04T22:40:00+01:00"),
        ("22:40, 4 March 2026", "2026-03-04T22:40:00+00:00"),
        ("2026-03-04 22:40", "2026-03-04T22:40:00+00:00"),
        ("2026-03-04T22:40:00+05:00", "2026-03-04T22:40:00+05:00"),
        ("2026-07-04T22:40", "2026-07-04T22:40:00+01:00"),
    ],
)
def test_a_moment_has_its_offset(typed: str, moment: str) -> None:
    """United Kingdom time, summer time included, unless an offset was given."""
    assert kept("date_time", typed) == moment


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("25/10/2026 01:30 before the clocks went back", "2026-10-25T01:30:00+01:00"),
        ("25 October 2026, 01:30 (after the clocks went back)", "2026-10-25T01:30:00+00:00"),
        ("25 October 2026, 1.30am BST", "2026-10-25T01:30:00+01:00"),
        ("2026-10-25T01:30 GMT", "2026-10-25T01:30:00+00:00"),
        ("25/10/2026 00:59", "2026-10-25T00:59:00+01:00"),
        ("25/10/2026 02:00", "2026-10-25T02:00:00+00:00"),
        ("28/3/2027 02:00", "2027-03-28T02:00:00+01:00"),
    ],
)
def test_what_tells_the_two_hours_apart_is_read(typed: str, moment: str) -> None:
    """In words, or by the names of the two times; the hours around need nothing."""
    assert kept("date_time", typed) == moment
    assert said("date_time", moment) is None


def test_the_hour_that_comes_twice_is_asked_and_the_hour_that_never_was_is_refused() -> None:
    """Neither is guessed: the words stay as they were typed, the reason stands beside them."""
    for typed, why in (
        ("25/10/2026 01:30", "before or after the clocks went back"),
        ("28 March 2027 01:30", "from 01:00 to 02:00"),
        ("2027-03-28T01:00", "from 01:00 to 02:00"),
    ):
        assert kept("date_time", typed) == typed
        assert why in (said("date_time", typed) or "")


def test_a_moment_is_shown_in_words() -> None:
    """On the United Kingdom's clock, wherever it was written, and read back as the same moment."""
    assert shown("date_time", "2026-07-04T23:40:00+02:00") == "4 July 2026, 22:40"
    assert shown("date_time", "2026-10-24T22:30:00+00:00") == "24 October 2026, 23:30"
    for moment in ("2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"):
        assert kept("date_time", shown("date_time", moment)) == moment
    assert shown("date_time", "2026-07-04T22:40:00+01:00") == "4 July 2026, 22:40"
    assert kept("date_time", "4 July 2026, 22:40") == "2026-07-04T22:40:00+01:00"
    assert shown("date_time", "after tea") == "after tea"
    message = said("date_time", "after tea")
    assert message is not None
    assert "22:40" in message
    assert said("date_time", "4/7/2031 22:40", "past") is not None
    assert said("date_time", "20/11/2026 23:59", "past") is None


def test_the_clock_rule_agrees_with_the_tables() -> None:
    """Checked against the time zone database at every hour near each change, for sixty years."""
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo

    london = ZoneInfo("Europe/London")
    for year in range(1996, 2056):
        for month in (1, 3, 7, 10):
            for hours in range(0, 31 * 24, 1):
                local = datetime(year, month, 1) + timedelta(hours=hours, minutes=30)
                there = local.replace(tzinfo=london)
                exists = there.astimezone(UTC).astimezone(london).replace(tzinfo=None) == local
                if exists:
                    assert uk_offset(local).utcoffset(None) == there.utcoffset(), local
