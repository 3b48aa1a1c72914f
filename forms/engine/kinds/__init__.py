"""Every kind of field, one a file. To add one: write its file and name it here."""

from __future__ import annotations

from forms.engine.kinds.base import Kind
from forms.engine.kinds.choice import CHOICE
from forms.engine.kinds.date import DATE
from forms.engine.kinds.date_time import DATE_TIME
from forms.engine.kinds.email import EMAIL
from forms.engine.kinds.long_text import LONG_TEXT
from forms.engine.kinds.number import NUMBER
from forms.engine.kinds.phones import PHONES, Phone, phone_numbers
from forms.engine.kinds.photo import PHOTO
from forms.engine.kinds.several import SEVERAL
from forms.engine.kinds.signature import SIGNATURE
from forms.engine.kinds.table import TABLE
from forms.engine.kinds.text import TEXT
from forms.engine.kinds.time import TIME
from forms.engine.kinds.yes_no import YES_NO
from forms.engine.kinds.yes_no_comments import YES_NO_COMMENTS, printed_comments, yes_no

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        TEXT,
        LONG_TEXT,
        DATE,
        TIME,
        DATE_TIME,
        PHONES,
        EMAIL,
        YES_NO,
        YES_NO_COMMENTS,
        CHOICE,
        SEVERAL,
        TABLE,
        PHOTO,
        SIGNATURE,
        NUMBER,
    )
}

__all__ = ["KINDS", "Kind", "Phone", "phone_numbers", "printed_comments", "yes_no"]
