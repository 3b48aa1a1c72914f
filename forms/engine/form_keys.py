"""How the keys of a form are read that other definitions do not have."""

from __future__ import annotations

import re
import unicodedata

from forms.engine.conditions import Condition, ConditionError
from forms.engine.errors import echo
from forms.engine.expressions import Formula, parse_formula
from forms.engine.reader import Table

#: key → words, in the order in which they are written
Pairs = tuple[tuple[str, str], ...]

NAME = re.compile(r"[^\W\d_]\w*")
#: an element of an XForm
CALLED = re.compile(r"[^\W\d][\w.\-]*")
NEVER = parse_formula("false()")  # stands where an expression could not be read
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
#: `answered(who)`, `not(a = b)` and `a in(x, y)` are words of ours too
_XLSFORM = re.compile(r"\$\{|\b(?!(?:answered|not|in|and|or)\()[a-z\-]+\(")
_CHOICE = re.compile(r"[^\s\x00-\x1f\x7f]+")


def form_name(table: Table, key: str) -> str:
    """Letters of any script, numbers and _; a letter first."""
    name = table.text(key, need=True)
    if name.strip() and not (NAME.fullmatch(name) and unicodedata.is_normalized("NFC", name)):
        table.wrong(key, f"'{echo(name)}' is not a name", "Use letters, numbers and _, letter first.")
    return name


def choice_name(table: Table, key: str) -> str:
    """Anything without a space: answers of several choices are kept apart by one."""
    name = table.text(key, need=True)
    if name.strip() and not _CHOICE.fullmatch(name):
        table.wrong(key, f"'{echo(name)}' is not a name", "Use letters, numbers and signs, without a space.")
    return name


def label(table: Table, key: str) -> str:
    """Needed, but of a further input of a question, and of what is only worked out."""
    free = table.data.get("part_of") or table.data.get("type") == "calculate"
    return table.text(key, need=not free)


def pairs(table: Table, key: str) -> Pairs:
    """Words under names: `{ "Polski (pl)" = "Gdzie?" }`."""
    value = table.get(key, dict, '{ "name" = "words" }', False) or {}
    if not all(isinstance(words, str) and words.strip() for words in value.values()):
        table.wrong(key, f"'{key}' should hold words only", 'Write { "name" = "words" }.')
        return ()
    return tuple(value.items())


def condition(table: Table, key: str) -> Condition | Formula | None:
    """In our words (`seen = yes`) or in XLSForm's (`${seen} = 'yes'`)."""
    text = table.data.get(key)
    if isinstance(text, str) and _XLSFORM.search(_QUOTED.sub("", text)):
        return formula(table, key)
    return table.condition(key)


def formula(table: Table, key: str) -> Formula | None:
    """An expression; one that never holds where it cannot be read."""
    text = table.text(key)
    if not text.strip():
        if isinstance(table.data.get(key), str):
            table.wrong(key, f"{table.what} has an empty '{key}'", "Write an expression, or leave it out.")
        return None
    try:
        return parse_formula(text)
    except ConditionError as error:
        table.wrong(key, f"{error.message} in {key} = {echo(text)!r}", error.remedy)
        return NEVER
