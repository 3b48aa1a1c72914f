"""A sentence as it stands on a screen, and the one under which its translation is kept.

The id is the English sentence. What differs from child to child and from minute to minute stands in it as a
placeholder: {name} is the child's first name, {time} a time of day, {phone} a number to ring. 999, 101 and
116 000 are never placeholders: they stay as they are in every language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = ("name", "time", "phone")
_TIME = re.compile(r"\b\d\d:\d\d\b")
_PHONE = re.compile(r"(?<![\w+])\+?\d[\d ]{8,}\d\b")
_END = re.compile(r"(?<=[.?!])\s+")
_SPACES = str.maketrans("\u00a0", " ")


def ident(words: str, name: str = "") -> tuple[str, dict[str, str]]:
    """(the id, what stands for each placeholder). ``name``: the child's first name, as the screen says it."""
    found: dict[str, str] = {}
    plain = words.translate(_SPACES).strip()
    if name:
        plain = _out(plain, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), "name", found)
    plain = _out(plain, _PHONE, "phone", found)
    return _out(plain, _TIME, "time", found), found


def _out(words: str, what: re.Pattern[str], placeholder: str, found: dict[str, str]) -> str:
    """Only where it is the same one each time: a sentence with two times has no one to put back."""
    said = set(what.findall(words))
    if len(said) != 1:
        return words
    found[placeholder] = said.pop()
    return what.sub(f"{{{placeholder}}}", words)


def sentences(words: str) -> list[str]:
    """One by one: each has its own translation."""
    return [one for one in _END.split(words.translate(_SPACES).strip()) if one]


def bare(words: str) -> tuple[str, str, str]:
    """A sentence without its full stop and the quotation marks around it; and what stood before and after."""
    before = "“" if words.startswith("“") else ""
    after = "”" if words.endswith("”") and words.count("“") == len(before) else ""
    words = words[len(before) : len(words) - len(after)]
    stop = "." if words.endswith(".") else ""
    return words[: len(words) - len(stop)], before, stop + after


def filled(translation: str, found: Mapping[str, str]) -> str:
    """A translation with what stands for its placeholders."""
    for placeholder, words in found.items():
        translation = translation.replace(f"{{{placeholder}}}", words)
    return translation
