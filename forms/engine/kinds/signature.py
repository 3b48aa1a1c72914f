"""Who signed, and when. Kept as {"name": "…", "at": ISO 8601 with offset}."""

from __future__ import annotations

from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind, text_of
from forms.engine.kinds.date_time import kept_moment, moment_words
from forms.engine.uk_clock import uk


def _parse(typed: str, field: Field, /) -> Value:
    return {"name": typed, "at": ""} if typed else ""


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    at = text_of(value, "at")
    if not at:
        return None
    moment = kept_moment(at)
    if not moment:
        return messages.DATE_TIME_UNCLEAR
    return messages.DATE_TIME_FUTURE if uk(moment).date() > today else None


def _show(value: Value, field: Field) -> str:
    if not isinstance(value, dict):
        return as_text(value)
    at = text_of(value, "at")
    moment = kept_moment(at)
    when = moment_words(moment) if moment else at
    return ", ".join(part for part in (text_of(value, "name"), when) if part)


SIGNATURE = kind(
    "signature",
    xlsform=XlsType("text"),
    parse=_parse,
    check=_check,
    show=_show,
    is_answered=lambda value: not isinstance(value, dict) or bool(text_of(value, "name").strip()),
)
