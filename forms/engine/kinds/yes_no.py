"""Yes or no. Kept as "yes" or "no"."""

from __future__ import annotations

from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind

_YES = {"yes", "y", "true"}
_NO = {"no", "n", "false"}


def read_yes_no(typed: str) -> str | None:
    """ "yes" or "no"; None when unclear."""
    word = typed.strip().lower()
    return "yes" if word in _YES else "no" if word in _NO else None


def _parse(typed: str, field: Field, /) -> Value:
    return read_yes_no(typed) or typed


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    return None if value in ("yes", "no") else messages.YES_NO_UNCLEAR


def _show(value: Value, field: Field) -> str:
    return {"yes": "Yes", "no": "No"}.get(as_text(value), as_text(value))


YES_NO = kind(
    "yes_no",
    xlsform=XlsType("select_one yes_no", choices=(("yes", "Yes"), ("no", "No"))),
    own_words_only=True,
    parse=_parse,
    check=_check,
    show=_show,
)
