"""E-mail addresses, kept as they were typed."""

from __future__ import annotations

import re
from datetime import date

from forms.engine import messages
from forms.engine.answers import Value
from forms.engine.definition import Field
from forms.engine.kinds.base import XlsType, as_text, kind

_ADDRESS = re.compile(r"[^@\s<>()\[\],;:\"]+@(?:[^@\s.,<>()]+\.)+[^@\s.,<>()\d]{2,}")


def _check(value: Value, field: Field, /, *, today: date) -> str | None:
    addresses = [a for a in re.split(r"[,;\s]+", as_text(value).strip()) if a]
    whole = all(
        _ADDRESS.fullmatch(a) and ".." not in a and not a.startswith(".") and ".@" not in a for a in addresses
    )
    return None if whole else messages.EMAIL_ODD


EMAIL = kind("email", xlsform=XlsType("text"), check=_check)
