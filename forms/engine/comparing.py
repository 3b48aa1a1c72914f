"""What an answer to a question can be compared with in a condition: always with something of its own kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

from forms.engine.definition import Field
from forms.engine.kinds.yes_no_comments import OUTCOMES

YES_NO = ("yes", "no")
NUMBERS = ("number", "integer", "decimal")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
#: A word that a condition may name of any fact: the person was asked, and is not sure.
NOT_SURE = "not_known"
#: kinds whose answer is a text: any words may stand there
_TEXTS = ("text", "long_text", "email")
#: kinds whose answer is kept as an ISO date or time, and how one is written
_MOMENTS: dict[str, tuple[Callable[[str], object], str]] = {
    "date": (date.fromisoformat, 'a date, like "2026-05-31"'),
    "date_time": (datetime.fromisoformat, 'a day and time, like "2026-05-31T22:40:00+00:00"'),
    "time": (time.fromisoformat, 'a time, like "22:40"'),
}


def closed_list(field: Field) -> tuple[str, ...] | None:
    """The answers that it can have; () for a number, None where they are no closed list."""
    if field.choices:
        return tuple(choice.name for choice in field.choices)
    if field.kind == "yes_no":
        return YES_NO
    if field.kind == "yes_no_comments":
        return tuple(OUTCOMES)
    return () if field.kind in NUMBERS else None


def wanted(answers: tuple[str, ...] | None, kind: str, value: str | float) -> str:
    """What should stand in the place of `value`, in words; "" where it can stand there. `answers` as
    `closed_list` gives them, `kind` the field's. A number is given as one, or in its digits."""
    number = isinstance(value, float) or value.isdecimal()
    number = number or (kind in NUMBERS and bool(_NUMBER.fullmatch(str(value))))
    if value == NOT_SURE:
        return ""
    if answers == ():
        return "" if number else "a number"
    if answers is not None:
        return "" if value in answers else ", ".join((*answers, NOT_SURE))
    if kind in _TEXTS:
        return "words" if number else ""
    if kind not in _MOMENTS:
        return "asked only whether anything was written there: answered(…)"
    reads, like = _MOMENTS[kind]
    try:
        reads("" if number else str(value))
    except ValueError:
        return like
    return ""
