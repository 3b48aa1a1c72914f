"""A picture that answers one question of a form; the child's own photo is another kind. Kept as {"photo":
id}."""

from __future__ import annotations

from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind, text_of

ADDED = "A picture was added"


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    return None if text_of(value, "photo") else messages.PHOTO_UNCLEAR


PICTURE = kind(
    "picture",
    xlsform=XlsType("image", reads=("image", "photo")),
    check=_check,
    show=lambda value, field: ADDED if text_of(value, "photo") else as_text(value),
    is_answered=lambda value: not isinstance(value, dict) or bool(text_of(value, "photo")),
)
