"""A moment. Kept in ISO 8601 with its offset; what cannot be read is kept as it was typed.

Words without an offset are United Kingdom time. The clock rule is written out here
because time zone tables are not on every device.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind
from forms.engine.kinds.date import check_day, day_words, read_date
from forms.engine.kinds.time import read_time

_SPLIT = re.compile(r"\s*(?:,|\bat\b|T)\s*|\s+", re.I)


def uk_offset(local: datetime) -> timezone:
    """The United Kingdom's offset at a naive local time. The hour that comes twice counts as the first."""
    starts = _last_sunday(local.year, 3).replace(hour=1)
    ends = _last_sunday(local.year, 10).replace(hour=2)
    summer = starts + timedelta(hours=1) <= local < ends
    return timezone(timedelta(hours=1 if summer else 0))


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def read_moment(typed: str) -> datetime | None:
    """The moment that was meant, day and time in either order; None when unclear."""
    words = typed.strip()
    if len(words) > 80:
        return None
    if moment := _iso(words):
        return moment if moment.tzinfo else moment.replace(tzinfo=uk_offset(moment))
    for gap in _SPLIT.finditer(words):
        before, after = words[: gap.start()], words[gap.end() :]
        for day_text, time_text in ((before, after), (after, before)):
            day, time = read_date(day_text), read_time(time_text)
            if day and time:
                local = datetime(day.year, day.month, day.day, int(time[:2]), int(time[3:]))
                return local.replace(tzinfo=uk_offset(local))
    return None


def kept_moment(value: Value) -> datetime | None:
    """The moment that was kept; None when the words could not be read as one."""
    moment = _iso(value) if isinstance(value, str) else None
    return moment if moment and moment.tzinfo else None


def _iso(words: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words) if len(words) > 12 else None
    except ValueError:
        return None
    return moment if moment and 1800 <= moment.year <= 2200 else None


def moment_words(moment: datetime) -> str:
    """As a screen and a document say it."""
    return f"{day_words(moment.date())}, {moment:%H:%M}"


def _parse(typed: str, field: Field, /) -> Value:
    moment = read_moment(typed)
    return moment.isoformat() if moment else typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    moment = kept_moment(value)
    if not moment:
        return messages.DATE_TIME_UNCLEAR
    found = check_day(moment.date(), field, today)
    return messages.DATE_TIME_FUTURE if found == messages.DATE_IN_FUTURE else found


def _show(value: Value, field: Field) -> str:
    moment = kept_moment(value)
    return moment_words(moment) if moment else as_text(value)


DATE_TIME = kind(
    "date_time",
    xlsform=XlsType("dateTime", reads=("dateTime", "datetime")),
    holds_moment=True,
    parse=_parse,
    check=_check,
    show=_show,
)
