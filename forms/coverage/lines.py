"""The lines of a text that was drawn out of a PDF, without what a page puts between them.

Left out: empty lines, page numbers, the feet of pages (a source names its own) and bullets that stand alone,
which are counted: where a PDF gives all bullets of a list first, its items follow without them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from forms.coverage.words import normal

#: how a line begins: with "6.4.1", with "3." or "a)", with a bullet, with a space before a capital, plainly
Mark = Literal["section", "number", "item", "indent", ""]

_DOTS = "•·▪●◦\uf0b7"
_BULLETS = f"{_DOTS}☐□*!"
_ALONE = re.compile(rf"[{_BULLETS}\s]+")
_PAGE = re.compile(r"(Page\s*\|?\s*)?\d{1,3}")
#: "6.4.1 ", "13. " is told apart from "24 hours", "101. If" and "1984. Force"
_SECTION = re.compile(r"(\d{1,2}(\.\d{1,2}){1,3}\.?)\s+(?=\S)")
_NUMBER = re.compile(r"(\(?[a-z]\)|[a-z]\.(?=\s+[A-Z])|\d{1,2}[.)](?=\s))\s*")
_ITEM = re.compile(rf"([{_BULLETS}]|o(?=\s+[A-Z])|-(?=\s*[A-Za-z‘“'\"]))\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something."""

    number: int  # in the file, counted from one
    words: tuple[str, ...]  # without its mark
    mark: Mark = ""
    bullets: int = 0  # bullets that stood alone since the line before
    length: int = 0  # letters and spaces, as it stands


def lines(text: str, feet: Collection[str] = ()) -> Iterator[Line]:
    """What a text says, line by line. `feet`: the words of the lines that stand at the foot of its pages."""
    left_out, bullets = {normal(foot) for foot in feet}, 0
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.replace("\ufffd", " ").strip()
        if _ALONE.fullmatch(line):
            bullets += sum(1 for letter in line if letter in _DOTS)
        elif line and not _PAGE.fullmatch(line) and normal(line) not in left_out:
            mark, rest = _marked(line.rstrip(_DOTS), raw)
            yield Line(number, tuple(_apart(rest)) or (line,), mark, bullets, len(line))
            bullets = len(line) - len(line.rstrip(_DOTS))


def _marked(line: str, raw: str) -> tuple[Mark, str]:
    """Its mark, and the line without it."""
    if section := _SECTION.match(line):
        return "section", line[section.end() :]
    if number := _NUMBER.match(line):
        return "number", line[number.end() :]
    if item := _ITEM.match(line):
        return "item", line[item.end() :]
    return "indent" if raw[:1] == " " and line[:1].isupper() else "", line


def _apart(line: str) -> Iterator[str]:
    """Words; two that grew together over a full stop are parted ("harmed.The")."""
    for word in line.split():
        if re.search(r"[@/]|www\.", word):
            yield word
        else:
            yield from re.sub(r"([a-z]{2}[.?!])(?=[A-Z][a-z])", r"\1 ", word).split()
