"""A time of day. Kept as "22:40"; what cannot be read as one time is kept as it was typed."""

from __future__ import annotations

from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, kind
from forms.engine.spoken_clock import clock_readings


def read_time(typed: str) -> str | None:
    """The time that was meant as "HH:MM"; None when unclear, or when it may be two (a bare "9")."""
    found = clock_readings(typed)
    return found[0] if len(found) == 1 else None


def _parse(typed: str, field: Field, /) -> Value:
    return read_time(typed) or typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    if isinstance(value, str) and (found := clock_readings(value)):
        return messages.TIME_TWO if len(found) > 1 else None
    return messages.TIME_UNCLEAR


TIME = kind("time", xlsform=XlsType("time", reads=("time",)), parse=_parse, check=_check)
