"""The shapes that all doors know: short texts, ids, keys; and what a person may be shown of anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from carerapp.domain.gate.reasons import NotTaken, Reason

LONGEST_NAME = 200  # letters of a name or a role
ID, KEY, AUTHOR, SIGNATURE = (re.compile(f"[0-9a-f]{{{length}}}") for length in (32, 64, 16, 128))
_SHOWN = 400  # letters
_JOINERS = "\u200c\u200d"  # Persian words, and pictures of several people, are spelt with them


def text(raw: Mapping[str, object], name: str, most: int, reason: Reason = Reason.SHAPE) -> str:
    """A text of at most so many letters. Raises :class:`NotTaken`."""
    value = raw.get(name)
    if not isinstance(value, str) or len(value) > most:
        raise NotTaken(reason)
    return value


def like(raw: Mapping[str, object], name: str, shape: re.Pattern[str], reason: Reason = Reason.SHAPE) -> str:
    """A text of this shape. Raises :class:`NotTaken`."""
    value = raw.get(name)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise NotTaken(reason)
    return value


def shown(words: str) -> str:
    """What may stand on a screen or in a terminal of words that nobody checked: one line, no character
    that moves or hides others, and an end."""
    kept = "".join(" " if _moves(letter) else letter for letter in words[: 4 * _SHOWN])
    line = " ".join(kept.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]} …"


def _moves(letter: str) -> bool:
    if letter in _JOINERS:
        return False
    return letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn")
