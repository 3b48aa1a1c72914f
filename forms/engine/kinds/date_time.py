"""A moment. Kept in ISO 8601 with its offset; what cannot be read is kept as it was typed.

Words without an offset are United Kingdom time, and so is what is shown. A time that clocks showed twice, and
one that they never showed, stand beside the field: neither is guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind
from forms.engine.kinds.date import check_day, day_words, read_date
from forms.engine.kinds.time import read_time
from forms.engine.uk_clock import meant, uk, uk_words, without_which

_SPLIT = re.compile(r"\s*(?:,|\bat\b|\bon\b|T)\s*|\s+", re.I)


def read_moments(typed: str) -> tuple[datetime, ...] | None:
    """The moments that may be meant, day and time in either order: one, two where clocks showed that time
    twice, none where they never did. None when it is unclear."""
    words, which = without_which(typed.strip())
    if len(words) > 80:
        return None
    if moment := typed_iso(words):
        return (moment,) if moment.tzinfo else meant(moment, which)
    for gap in _SPLIT.finditer(words):
        before, after = words[: gap.start()], words[gap.end() :]
        for day_text, time_text in ((before, after), (after, before)):
            day, time = read_date(day_text), read_time(time_text)
            if day and time:
                return meant(datetime(day.year, day.month, day.day, int(time[:2]), int(time[3:])), which)
    return None


def read_moment(typed: str) -> datetime | None:
    """The moment that was meant; None when that is unclear, or not one moment."""
    found = read_moments(typed)
    return found[0] if found and len(found) == 1 else None


def kept_moment(value: Value) -> datetime | None:
    """The moment that was kept; None when the words could not be read as one."""
    moment = typed_iso(value) if isinstance(value, str) else None
    return moment if moment and moment.tzinfo else None


def typed_iso(words: str) -> datetime | None:
    """A moment in ISO 8601, with its offset or naive; None when it is none."""
    try:
        moment = datetime.fromisoformat(words) if len(words) > 12 else None
    except ValueError:
        return None
    return moment if moment and 1800 <= moment.year <= 2200 else None


def moment_words(moment: datetime) -> str:
    """As a screen and a document say it, on the United Kingdom's clock."""
    return f"{day_words(uk(moment).date())}, {uk_words(moment)}"


def _parse(typed: str, field: Field, /) -> Value:
    moment = read_moment(typed)
    return moment.isoformat() if moment else typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    moment = kept_moment(value)
    if not moment:
        return _not_one(as_text(value))
    found = check_day(uk(moment).date(), field, today)
    return messages.DATE_TIME_FUTURE if found == messages.DATE_IN_FUTURE else found


def _not_one(typed: str) -> str:
    """Why the words are kept as they are."""
    found = read_moments(typed)
    if found is None:
        return messages.DATE_TIME_UNCLEAR
    return messages.DATE_TIME_TWICE if found else messages.DATE_TIME_NEVER


def _show(value: Value, field: Field) -> str:
    moment = kept_moment(value)
    return moment_words(moment) if moment else as_text(value)


DATE_TIME = kind(
    "date_time",
    xlsform=XlsType("dateTime", reads=("dateTime", "datetime")),
    parse=_parse,
    check=_check,
    show=_show,
)
