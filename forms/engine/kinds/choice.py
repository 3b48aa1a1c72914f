"""One of a few answers. Kept as the choice's name; other words are kept as they were typed."""

from __future__ import annotations

from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind


def read_choice(typed: str, field: Field) -> str | None:
    """The name of the choice that was meant, by its name or its label."""
    word = typed.strip().casefold()
    for choice in field.choices:
        if word in (choice.name.casefold(), choice.label.casefold()):
            return choice.name
    return None


def label_of(name: str, field: Field) -> str:
    """The words of the choice; its name where there is no such choice."""
    return next((c.label for c in field.choices if c.name == name), name)


def _parse(typed: str, field: Field, /) -> Value:
    return read_choice(typed, field) or typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    return None if any(value == c.name for c in field.choices) else messages.CHOICE_UNCLEAR


CHOICE = kind(
    "choice",
    xlsform=XlsType("select_one {}", reads=("select_one",), beside=("other", "Something else?")),
    has_choices=True,
    own_words_only=True,
    parse=_parse,
    check=_check,
    show=lambda value, field: label_of(as_text(value), field),
)
