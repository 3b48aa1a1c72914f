"""The clock on a wall in the United Kingdom: what it shows at a moment, and which moment a time on it means.

The rule is written out here because time zone tables are not on every device: an hour ahead of UTC from the
last Sunday of March to the last Sunday of October, both at 01:00 UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_HOUR = timedelta(hours=1)
_SUMMER = timezone(_HOUR)
BEFORE, AFTER = "before the clocks went back", "after the clocks went back"
"""What tells the two hours apart when clocks show the same hour twice; read and written in these words."""
_TIME = re.compile("%H:%M(:%S)?")
_WHICH = re.compile(
    r"[\s,(]+(?:(?P<side>before|after)\s+(?:the\s+)?clocks\s+(?:went|go|were put)\s+back"
    r"|(?P<zone>BST|GMT))\)?\s*$",
    re.I,
)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@lru_cache(maxsize=64)
def _summer_of(year: int) -> tuple[datetime, datetime]:
    """When summer time starts and ends, in UTC: asked for each entry of a long log."""
    starts, ends = _last_sunday(year, 3), _last_sunday(year, 10)
    return starts.replace(hour=1, tzinfo=UTC), ends.replace(hour=1, tzinfo=UTC)


def uk(moment: datetime) -> datetime:
    """The same moment on a clock in the United Kingdom. ``moment`` is aware."""
    utc = moment.astimezone(UTC)
    starts, ends = _summer_of(utc.year)
    return utc.astimezone(_SUMMER) if starts <= utc < ends else utc


def uk_offset(local: datetime) -> timezone:
    """The United Kingdom's offset at a naive local time. The hour that comes twice counts as the first."""
    starts = _last_sunday(local.year, 3).replace(hour=1)
    ends = _last_sunday(local.year, 10).replace(hour=2)
    return _SUMMER if starts + _HOUR <= local < ends else timezone(timedelta())


def moments_of(local: datetime) -> tuple[datetime, ...]:
    """When clocks show this naive local time: once, twice (the first comes first), or never."""
    both = (local.replace(tzinfo=_SUMMER), local.replace(tzinfo=UTC))
    return tuple(moment for moment in both if uk(moment).replace(tzinfo=None) == local)


def comes_twice(moment: datetime) -> bool:
    """Whether clocks in the United Kingdom show the time of this moment twice that night."""
    return len(moments_of(uk(moment).replace(tzinfo=None))) == 2


def uk_words(moment: datetime, pattern: str = "%H:%M") -> str:
    """On the United Kingdom's clock, by a pattern of `strftime`. A time that came twice says which it was:
    '01:30 (before the clocks went back)'."""
    local = uk(moment)
    if comes_twice(moment):
        which = BEFORE if local.utcoffset() else AFTER
        pattern = _TIME.sub(rf"\g<0> ({which})", pattern)
    return local.strftime(pattern)


def without_which(typed: str) -> tuple[str, str]:
    """Typed words without what says which of two hours is meant, and that: ``BEFORE``, ``AFTER``, "BST",
    "GMT" or ""."""
    found = _WHICH.search(typed)
    if found is None:
        return typed, ""
    if found["zone"]:
        return typed[: found.start()], found["zone"].upper()
    return typed[: found.start()], BEFORE if found["side"].lower() == "before" else AFTER


def meant(local: datetime, which: str = "") -> tuple[datetime, ...]:
    """The moments that a naive local time may mean. ``which`` as `without_which` gives it."""
    if which in ("BST", "GMT"):
        return (local.replace(tzinfo=_SUMMER if which == "BST" else UTC),)
    found = moments_of(local)
    if len(found) == 2 and which:
        return found[:1] if which == BEFORE else found[1:]
    return found
