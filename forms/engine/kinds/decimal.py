"""A number with or without a fraction: "36.6". What cannot be read as one is kept as it was typed.

Kept as a JSON number of at most fifteen digits, which every program reads as the same number.
"""

from __future__ import annotations

import re
from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind
from forms.engine.worked_out import plain_number

_NUMBER = re.compile(r"[-\u2212]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_MOST_DIGITS = 15


def read_decimal(typed: str) -> int | float | None:
    """The number that was meant; None when unclear, or too long to be kept as it is."""
    words = typed.strip()
    if not _NUMBER.fullmatch(words) or sum(c.isdecimal() for c in words) > _MOST_DIGITS:
        return None
    number = float(words.replace("\u2212", "-"))
    return int(number) if number.is_integer() else number


def _parse(typed: str, field: Field, /) -> Value:
    number = read_decimal(typed)
    return typed if number is None else number


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return None if number else messages.DECIMAL_UNCLEAR


def _show(value: Value, field: Field) -> str:
    return plain_number(value) if isinstance(value, float) else as_text(value)


DECIMAL = kind(
    "decimal",
    xlsform=XlsType("decimal", reads=("decimal",)),
    own_words_only=True,
    parse=_parse,
    check=_check,
    show=_show,
)
