"""When an edition of a source is from, as far as the source says it."""

from __future__ import annotations

import re

from forms.engine.errors import echo
from forms.engine.reader import Table

UNDATED = "undated"
_DATE = re.compile(rf"\d{{4}}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|{UNDATED}")


def read_date(table: Table, key: str) -> str:
    """A year, a month or a day: "2014", "2019-06", "2018-11-30"; or "undated"."""
    text = table.text(key, need=True)
    if text and not _DATE.fullmatch(text):
        table.wrong(
            key,
            f"'{echo(text)}' is not a date of an edition",
            'Write it like "2019-06", "2014" or "undated".',
        )
    return text
