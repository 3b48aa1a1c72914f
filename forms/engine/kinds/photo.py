"""A photograph and what is known about it.

Kept as {"photo": id, "consent": true, "taken_on": "2026-03-04", "not_social_media": true}.
"""

from __future__ import annotations

from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind, text_of
from forms.engine.kinds.date import day_words, kept_date


def taken_on(value: Value) -> date | None:
    """The day on which it was taken; None where nobody said."""
    return kept_date(text_of(value, "taken_on"))


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    if not text_of(value, "photo"):
        return messages.PHOTO_UNCLEAR
    taken = taken_on(value)
    if taken and taken > today:
        return messages.DATE_IN_FUTURE
    if value.get("consent") is not True:
        return messages.PHOTO_CONSENT
    if value.get("not_social_media") is False:
        return messages.PHOTO_SOCIAL
    return None


def _show(value: Value, field: Field) -> str:
    if not text_of(value, "photo"):
        return as_text(value)
    taken = taken_on(value)
    return f"Photo taken {day_words(taken)}" if taken else "Photo, day not known"


PHOTO = kind(
    "photo",
    xlsform=XlsType("image"),
    made_on=taken_on,
    check=_check,
    show=_show,
    is_answered=lambda value: not isinstance(value, dict) or bool(text_of(value, "photo")),
)
