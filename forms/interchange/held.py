"""What a workbook can't hold is refused by name: it would be cut, changed, or stop the program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from forms.engine.definition import Form

_LONGEST = 32_767  # letters of a cell
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NotHeld(ValueError):
    """The sheet, the row's name and the column; what is wrong and what to do."""


def check(form: Form, sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """NotHeld, of all of it in one."""
    found = [
        f"  {sheet}, {row.get('name') or form.id}, {column}: {told}"
        for sheet, rows in sheets.items()
        for row in rows
        for column, words in row.items()
        if (told := _told(words))
    ]
    if found:
        raise NotHeld("\n".join([f"{form.ref} can't be written as a workbook. Nothing was written.", *found]))


def _told(words: str) -> str:
    if odd := _NOT_IN_XML.search(words):
        return f"the control character U+{ord(odd[0]):04X} at letter {odd.start() + 1}. Take it out."
    if len(words) > _LONGEST:
        return f"{len(words):,} letters; a cell holds {_LONGEST:,}. Make it shorter."
    return ""
