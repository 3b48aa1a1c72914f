"""Words of another direction inside a sentence of the app's.

`Called: ليلى 07700 900123` reads wrongly on screens and on paper unless the answer is kept apart from the
label. Two marks of Unicode's (first strong isolate, UAX #9) do that; they are seen by nobody.
"""

from __future__ import annotations

import re
import unicodedata

OPENS, CLOSES = "\u2068", "\u2069"
_ISOLATES = re.compile(f"[{OPENS}{CLOSES}]")
# The other marks that order text, as somebody may have pasted them: they could reach beyond the words.
_ORDERING = re.compile("[\u202a-\u202e\u2066\u2067]")


def isolated(words: str) -> str:
    """The same words; those that hold a right-to-left letter have a direction of their own, line by line."""
    if words.isascii():
        return words
    return "\n".join(_line(line) for line in _ORDERING.sub("", words).split("\n"))


def _line(words: str) -> str:
    if not _closed(words):
        words = _ISOLATES.sub("", words)
    rtl = any(unicodedata.bidirectional(c) in ("R", "AL") for c in words)
    return f"{OPENS}{words}{CLOSES}" if rtl else words


def _closed(words: str) -> bool:
    """Whether each mark in it has its partner."""
    depth = 0
    for mark in _ISOLATES.findall(words):
        depth += 1 if mark == OPENS else -1
        if depth < 0:
            return False
    return depth == 0
