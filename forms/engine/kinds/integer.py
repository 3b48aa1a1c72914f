"""A whole number, also below nothing. What cannot be read as one is kept as it was typed."""

from __future__ import annotations

import re
from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, kind

_WHOLE = re.compile(r"[-\u2212]?[0-9]{1,9}")


def read_whole(typed: str) -> int | None:
    """The number that was meant; None when unclear."""
    words = typed.strip()
    return int(words.replace("\u2212", "-")) if _WHOLE.fullmatch(words) else None


def _parse(typed: str, field: Field, /) -> Value:
    number = read_whole(typed)
    return typed if number is None else number


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return None if whole else messages.NUMBER_UNCLEAR


INTEGER = kind(
    "integer",
    xlsform=XlsType("integer", reads=("integer",)),
    own_words_only=True,
    parse=_parse,
    check=_check,
)
