"""A time of day. Kept as "22:40"; what cannot be read as a time is kept as it was typed."""

from __future__ import annotations

import re
from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, kind

_PARTS = re.compile(r"(\d{1,2})\s*[:.h]\s*(\d{2})(?::\d{2})?\s*([ap])?\.?\s*m?\.?", re.I)
_SOLID = re.compile(r"(\d{1,2})(\d{2})\s*(?:([ap])\.?\s*m\.?|hrs|hours)?", re.I)
_HOUR = re.compile(r"(\d{1,2})()\s*([ap])\.?\s*m\.?", re.I)
_NAMES = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}


def read_time(typed: str) -> str | None:
    """The time that was meant as "HH:MM"; None when unclear (a bare "9" is)."""
    words = typed.strip()
    if len(words) > 40:
        return None
    if words.lower() in _NAMES:
        return _NAMES[words.lower()]
    found = _PARTS.fullmatch(words) or _SOLID.fullmatch(words) or _HOUR.fullmatch(words)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half == "a" and hour > 12:
        return None
    if half:  # 22:40pm is 22:40
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}"


def _parse(typed: str, field: Field, /) -> Value:
    return read_time(typed) or typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    return None if isinstance(value, str) and read_time(value) else messages.TIME_UNCLEAR


TIME = kind("time", xlsform=XlsType("time", reads=("time",)), parse=_parse, check=_check)
