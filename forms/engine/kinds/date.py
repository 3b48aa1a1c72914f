"""A day. Kept as "2012-03-04"; what cannot be read as a day is kept as it was typed."""

from __future__ import annotations

import re
from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
#: past this age a date of birth is questioned: the procedures reach to 25
OLDEST = 25

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ,]\s*(\d{1,2})\s*[-/. ,]\s*(\d{4}|\d{2})")
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-./]*(?:of\s+)?([a-z]{3,9})[\s\-.,/]*(\d{4}|\d{2})", re.I)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[\s,]+", re.I)


def read_date(typed: str) -> date | None:
    """The day that was meant, day before month as in the United Kingdom; None when unclear."""
    if len(typed) > 60:
        return None
    words = _WEEKDAY.sub("", typed.strip())
    if found := _ISO.fullmatch(words):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(words) or _SOLID.fullmatch(words):
        day, month, year = found.groups()
    elif found := _NAMED.fullmatch(words):
        day, name, year = found.groups()
        month = month_number(name)
    elif found := _MONTH_FIRST.fullmatch(words):
        name, day, year = found.groups()
        month = month_number(name)
    else:
        return None
    try:
        meant = date(_year(year), int(month), int(day))
    except ValueError:
        return None
    return meant if 1800 <= meant.year <= 2200 else None


def month_number(name: str) -> int:
    """From its name or the name's beginning; 0 for what is none."""
    names = enumerate(MONTHS, start=1)
    return next((number for number, month in names if month.lower().startswith(name.lower())), 0)


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def kept_date(value: Value) -> date | None:
    """The day that was kept; None when the words could not be read as one."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def day_words(day: date) -> str:
    """ "4 March 2012"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def years_between(then: date, today: date) -> int:
    """Whole years. Who was born on 29 February is a year older on 1 March of a common year."""
    return today.year - then.year - ((today.month, today.day) < (then.month, then.day))


def check_day(day: date, field: Field, today: date) -> str | None:
    """A message where the day is not what the field expects."""
    if field.expects in ("past", "birth") and day > today:
        return messages.DATE_IN_FUTURE
    if field.expects == "future" and day < today:
        return messages.DATE_IN_PAST
    if field.expects == "birth" and (years := years_between(day, today)) > OLDEST:
        return messages.too_old(years)
    return None


def _parse(typed: str, field: Field, /) -> Value:
    day = read_date(typed)
    return day.isoformat() if day else typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    day = kept_date(value)
    return check_day(day, field, today) if day else messages.DATE_UNCLEAR


def _show(value: Value, field: Field) -> str:
    day = kept_date(value)
    return day_words(day) if day else as_text(value)


DATE = kind("date", xlsform=XlsType("date", reads=("date",)), parse=_parse, check=_check, show=_show)
