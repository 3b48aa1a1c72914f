"""Which way each letter of a paragraph runs, found once for the whole paragraph. Pure.

The Unicode bidirectional algorithm alone swaps the groups of a telephone number that stands between Arabic
words ("900123 07700"), and turns a Latin address round. So every number and every run of Latin words inside
right-to-left text is isolated here: it stands as one thing and reads from left to right. In the same way
right-to-left words inside an English sentence are one thing.

The level of a letter is even where it runs from left to right and odd where it runs from right to left, as
in that algorithm (UAX #9); its rule L2 puts the runs of one line in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from carerapp.domain.isolated import CLOSES, OPENS

_LETTER, _RTL, _DIGIT, _OTHER, _APART = "L", "R", "N", "o", "x"
_KINDS = {"L": _LETTER, "R": _RTL, "AL": _RTL, "EN": _DIGIT, "AN": _DIGIT}
_STICKS = ("NSM", "BN")  # takes the direction of the letter that it stands on
_RUNS_RIGHT = re.compile("[LN](?:[LNo]*[LN])?")
_RUNS_LEFT = re.compile("R(?:[RNo]*R)?")
_NUMBER = re.compile("N+")
# Where numbers that follow one another are two things: "12, 14", "3 / 4", "5 = 6". A telephone number,
# a date and a time are one: "(01632) 960-001", "20/11/2026 22:40".
_PARTED = re.compile(r"[,;،؛]\s|\s[/|]\s|\.\s|[^\s()\[\]+\-\u2010-\u2015.,/:'’]")
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "«": "»", "“": "”"}
_OPENED_BY = {closing: opening for opening, closing in _PAIRS.items()}
_BEFORE, _AFTER = "+#£$€@", "%‰°+"  # what belongs to the number or word that it touches


class Run(NamedTuple):
    """Letters of one direction, in the order in which they are read."""

    text: str
    rtl: bool


def levels(paragraph: str) -> bytes:
    """The level of each of its characters."""
    if paragraph.isascii():
        return bytes(len(paragraph))
    return bytes(_levels(paragraph, int(runs_left(paragraph))))


def runs_left(paragraph: str) -> bool:
    """True when its first letter is of a right-to-left script. What is isolated has a direction of its own,
    and decides only where nothing else stands."""
    if paragraph.isascii():
        return False
    own = _kinds(paragraph)
    for opens, closes in _isolates(paragraph):
        own = own[:opens] + _APART * (closes - opens) + own[closes:]
    for kinds in (own, _kinds(paragraph)):
        for kind in kinds:
            if kind in (_LETTER, _RTL):
                return kind == _RTL
    return False


def in_order(line: str, of: bytes) -> list[Run]:
    """The runs of a line from left to right on the page. `of`: the levels of its characters."""
    parts: list[tuple[str, int]] = []
    for character, level in zip(line, of, strict=True):
        if character in (OPENS, CLOSES):
            continue
        if parts and parts[-1][1] == level:
            parts[-1] = (parts[-1][0] + character, level)
        else:
            parts.append((character, level))
    for level in range(max((level for _, level in parts), default=0), 0, -1):
        parts = list(_turned(parts, level))
    return [Run(part, level % 2 == 1) for part, level in parts]


def _turned(parts: list[tuple[str, int]], level: int) -> Iterator[tuple[str, int]]:
    """Rule L2: runs of this level or higher that follow one another change places."""
    held: list[tuple[str, int]] = []
    for part in parts:
        if part[1] >= level:
            held.append(part)
            continue
        yield from reversed(held)
        held = []
        yield part
    yield from reversed(held)


def _levels(text: str, base: int) -> bytearray:
    """Of a paragraph, or of what an isolate holds, whose own level is `base`."""
    out = bytearray([base]) * len(text)
    own, isolates = _kinds(text), list(_isolates(text))
    for opens, closes in isolates:
        own = own[:opens] + _APART * (closes - opens) + own[closes:]
    leftward, level = [(0, len(text))], base
    if base % 2 == 0:
        leftward, level = [_whole(text, own, *found.span()) for found in _RUNS_LEFT.finditer(own)], base + 1
    for first, last in leftward:
        out[first:last] = bytes([level]) * (last - first)
        for found in _RUNS_RIGHT.finditer(own, first, last):
            for start, end in _things(text, own, *found.span()):
                start, end = _whole(text, own, start, end)
                out[start:end] = bytes([level + 1]) * (end - start)
    for opens, closes in isolates:
        inside = text[opens + 1 : closes - 1]
        out[opens + 1 : closes - 1] = _levels(inside, base + _deeper(base, runs_left(inside)))
    return out


def _deeper(base: int, rtl: bool) -> int:
    """How many levels an isolate of this direction lies above what holds it."""
    if rtl:
        return 2 if base % 2 else 1
    return 1 if base % 2 else 0


def _things(text: str, own: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Words with their numbers are one thing; numbers alone are parted where a list parts them."""
    begins, last = start, end
    if _LETTER not in own[start:end]:
        for found in _NUMBER.finditer(own, start, end):
            if found.start() > start and _PARTED.search(text[last : found.start()]):
                yield begins, last
                begins = found.start()
            last = found.end()
    yield begins, last


def _whole(text: str, own: str, start: int, end: int) -> tuple[int, int]:
    """With the sign that it touches, and with the other one of each pair of brackets that it holds one of."""
    while start and own[start - 1] == _OTHER and text[start - 1] in _BEFORE:
        start -= 1
    while end < len(own) and own[end] == _OTHER and text[end] in _AFTER:
        end += 1
    opened: list[str] = []
    for character in text[start:end]:
        if character in _PAIRS:
            opened.append(_PAIRS[character])
        elif opened and character == opened[-1]:
            opened.pop()
        elif character in _OPENED_BY:
            start = _beside(text, own, start - 1, -1, _OPENED_BY[character], start)
    for closing in reversed(opened):
        end = 1 + _beside(text, own, end, 1, closing, end - 1)
    return start, end


def _beside(text: str, own: str, at: int, step: int, bracket: str, otherwise: int) -> int:
    """Where this bracket stands among the signs directly before or after; `otherwise` where it does not."""
    while 0 <= at < len(own) and own[at] == _OTHER:
        if text[at] == bracket:
            return at
        at += step
    return otherwise


def _kinds(text: str) -> str:
    """A letter for each character: its direction, or that it has none of its own."""
    kinds: list[str] = []
    for character in text:
        direction = unicodedata.bidirectional(character)
        sticks = direction in _STICKS and kinds
        kinds.append(kinds[-1] if sticks else _KINDS.get(direction, _OTHER))
    return "".join(kinds)


def _isolates(text: str) -> Iterator[tuple[int, int]]:
    """Where each outermost isolate begins, and where it is over."""
    depth, opened = 0, 0
    for at, character in enumerate(text):
        if character == OPENS:
            opened = opened if depth else at
            depth += 1
        elif character == CLOSES and depth:
            depth -= 1
            if not depth:
                yield opened, at + 1
