"""A place on the map: latitude and longitude, typed. No position is ever read from the device.

Kept as XForms writes it, "51.7961 -0.0784", with height and accuracy where they were given; other words are
kept as they were typed.
"""

from __future__ import annotations

import re
from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind

_NUMBERS = re.compile(r"\s*[-+]?\d+(?:\.\d+)?(?:[\s,;]+[-+]?\d+(?:\.\d+)?){1,3}\s*")
_BETWEEN = re.compile(r"[\s,;]+")


def position(words: str) -> tuple[float, ...]:
    """Latitude and longitude in degrees, then height and accuracy in metres where given; () where it is
    none."""
    if not _NUMBERS.fullmatch(words):
        return ()
    numbers = tuple(map(float, _BETWEEN.split(words.strip())))
    return numbers if abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180 else ()


def _parse(typed: str, field: Field, /) -> Value:
    return " ".join(_BETWEEN.split(typed.strip())) if position(typed) else typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    return None if position(as_text(value)) else messages.POSITION_UNCLEAR


POSITION = kind("position", xlsform=XlsType("geopoint", reads=("geopoint",)), parse=_parse, check=_check)
