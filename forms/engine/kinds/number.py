"""A whole number that should not be below nothing. What cannot be read as one is kept as it was typed."""

from __future__ import annotations

import re
from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, kind

_WHOLE = re.compile(r"-?\d{1,9}")


def _parse(typed: str, field: Field, /) -> Value:
    return int(typed) if _WHOLE.fullmatch(typed.strip()) else typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return messages.NUMBER_UNCLEAR
    return messages.NUMBER_NEGATIVE if value < 0 else None


NUMBER = kind(
    "number",
    xlsform=XlsType("integer"),
    own_words_only=True,
    parse=_parse,
    check=_check,
)
