"""A day as people say it: the days that may be meant, seen from today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from forms.engine.kinds.date import day_words, month_number, read_date
from forms.engine.spoken_clock import NUMBERS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
LONG = timedelta(days=183)
"""Farther from today than this no day is taken whose year was not said."""
_NAMED_DAY = r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY = re.compile(rf"(?:(last|this|next|on)\s+)?{_NAMED_DAY}")
_LEADS = re.compile(rf"{_NAMED_DAY}\b[\s,.]*(?:the\s+)?(?=\S)")
_IN_FIGURES = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})")
_IN_WORDS = re.compile(r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-./]*(?:of\s+)?([a-z]{3,9})\.?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?")
_OF_MONTH = re.compile(r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)")
_COUNTED = re.compile(r"(?P<in>in\s+)?(?P<number>\d{1,3}|[a-z]+)\s+(?P<unit>days?|weeks?)(?P<ago>\s+ago)?")
_NAMES = {
    "today": 0,
    "yesterday": -1,
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "tomorrow": 1,
    "the day after tomorrow": 2,
    "a fortnight ago": -14,
}


@dataclass(frozen=True, slots=True)
class SaidDay:
    """``days``: those that may be meant, in order; empty with a ``problem`` that says why none can be. With
    ``year_open`` the year was not said, nor a weekday that tells it."""

    days: tuple[date, ...] = ()
    problem: str = ""
    year_open: bool = False


def said_day(typed: str, today: date) -> SaidDay | None:
    """Day before month, as in the United Kingdom. None when the words are no day."""
    words = " ".join(typed.lower().split()).removeprefix("on ").rstrip(" .,")
    if not words or len(words) > 60:
        return None
    if words in _NAMES:
        return SaidDay(_days((today, _NAMES[words])))
    if found := _COUNTED.fullmatch(words):
        return _counted(found, today)
    if found := _WEEKDAY.fullmatch(words):
        return SaidDay(_on(found[1] or "", _number(found[2]), today))
    lead = _LEADS.match(words)
    rest = words[lead.end() :] if lead else words
    whole = read_date(rest)
    candidates = (whole,) if whole else _without_year(rest, today)
    if candidates is None:
        return None
    if not candidates:
        return SaidDay(problem="There is no such day. Check the day and the month.")
    if lead is None:
        return SaidDay(_near(candidates, today), year_open=whole is None)
    wanted = _number(lead[1])
    fitting = tuple(d for d in candidates if d.weekday() == wanted and (whole or abs(d - today) < LONG))
    if fitting:
        return SaidDay(_near(fitting, today))
    nearest = min(candidates, key=lambda day: abs(day - today))
    named = f"{day_words(nearest)} is a {WEEKDAYS[nearest.weekday()]}, not a {WEEKDAYS[wanted]}"
    return SaidDay(problem=f"{named}. Check the day.")


def full_day_words(day: date) -> str:
    """ "Thursday 26 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"


def _number(weekday: str) -> int:
    return next(n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(weekday[:3]))


def _days(*each: tuple[date, int]) -> tuple[date, ...]:
    """Days so far from others, as far as the calendar reaches."""
    found = []
    for day, moved in each:
        try:
            found.append(day + moved * _DAY)
        except OverflowError:
            continue
    return tuple(found)


def _counted(found: re.Match[str], today: date) -> SaidDay | None:
    if bool(found["in"]) == bool(found["ago"]):
        return None
    word = found["number"]
    number = 1 if word in ("a", "one") else NUMBERS.get(word) or (int(word) if word.isdecimal() else None)
    if number is None:
        return None
    moved = number * (7 if found["unit"].startswith("week") else 1)
    return SaidDay(_days((today, moved if found["in"] else -moved)))


def _on(which: str, weekday: int, today: date) -> tuple[date, ...]:
    """The days of that name that may be meant. "Last" and "next" say two things within the same week."""
    week = today.weekday()
    before = today - ((week - weekday - 1) % 7 + 1) * _DAY
    after = today + ((weekday - week - 1) % 7 + 1) * _DAY
    if which == "this":
        return (today + (weekday - week) * _DAY,)
    if which == "last":
        return (before - _WEEK, before) if weekday < week else (before,)
    if which == "next":
        return (after, after + _WEEK) if weekday > week else (after,)
    return (before, *((today,) if weekday == week else ()), after)


def _without_year(words: str, today: date) -> tuple[date, ...] | None:
    """Such days of the years around this one (of the months, where none was named); None: these are no such
    words."""
    if found := _OF_MONTH.fullmatch(words):
        months = [divmod(today.year * 12 + today.month - 1 + n, 12) for n in range(-2, 3)]
        return _existing((year, month + 1, int(found[1])) for year, month in months)
    if found := _IN_FIGURES.fullmatch(words):
        day, month = int(found[1]), int(found[2])
    elif found := _IN_WORDS.fullmatch(words):
        day, month = int(found[1]), month_number(found[2])
    elif found := _MONTH_FIRST.fullmatch(words):
        day, month = int(found[2]), month_number(found[1])
    else:
        return None
    if month == 0:
        return None
    return _existing((today.year + n, month, day) for n in range(-8, 9))


def _existing(each: Iterable[tuple[int, int, int]]) -> tuple[date, ...]:
    found = []
    for year, month, day in each:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(found)


def _near(days: tuple[date, ...], today: date) -> tuple[date, ...]:
    """Today; or the last such day and the next; a single one whenever it is."""
    if today in days or len(days) == 1:
        return (today,) if today in days else days
    before, after = [d for d in days if d < today], [d for d in days if d > today]
    return (*before[-1:], *after[:1])
