"""Lines → sentences and list items, each with the lines on which it stands.

A line goes on in the next one unless something parts them: a mark, the end of a sentence, or a line that ends
early before a capital letter. In doubt they go on: two things in one sentence are both read, half a sentence
is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from forms.coverage.lines import Line, Mark

_BULLET = re.compile(r"[•·●▪]")
_ENDS = re.compile(r"[.?!:;][\"'”’)\]]*$")
_STOPS = re.compile(r"[.?!][\"'”’)\]]*$")
_LEADS = re.compile(r"(:|:\s?-|\s[-–]|\bfollows|\bfollowing|\bincludes?)$")
_ABBREVIATED = re.compile(r"[(\[]?(e\.?g|i\.?e|n\.?b|no|dr|mr|mrs|vs|wk|incl|para)\.[,:]?", re.I)
#: after these a sentence goes on, whatever follows
_GOES_ON = re.compile(
    r"\(?(a|an|and|any|are|as|at|be|by|for|from|has|have|if|in|into|is|its|no|not|of|on|or|our|that|the"
    r"|their|this|to|under|was|who|whose|will|with|within)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or an item of a list."""

    first: int  # the lines of the file on which it begins and ends
    last: int
    text: str
    mark: Mark
    block: int  # which block of lines it stands in; an item may hold several sentences
    bullets: int = 0  # bullets that stood alone before it

    @property
    def leads(self) -> bool:
        """Whether it announces what follows."""
        return bool(_LEADS.search(self.text))

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_STOPS.search(self.text))


def sentences(lines: Sequence[Line]) -> Iterator[Sentence]:
    """All that the lines say, in order."""
    for number, block in enumerate(_blocks(lines)):
        yield from _of_block(block, number)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for at, line in enumerate(lines):
        if block and not _goes_on(block[-1], line, _width(lines, at)):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _width(lines: Sequence[Line], at: int) -> int:
    """How long the lines are around here."""
    return max(line.length for line in lines[max(0, at - 3) : at + 3])


def _goes_on(line: Line, after: Line, width: int) -> bool:
    last, first = line.words[-1], after.words[0]
    if after.mark in ("section", "number", "item"):
        return False
    if _GOES_ON.fullmatch(last) or _ABBREVIATED.fullmatch(last):
        return True
    low = first[:1].islower() or first[:1] in "(&/,"
    if low or _ENDS.search(last):
        return low
    full = line.length + 1 + len(first) > 0.9 * width
    return full or (not after.mark and last[-1:] in ",/-–&(")


def _of_block(block: Iterable[Line], number: int) -> Iterator[Sentence]:
    """A block's sentences: cut after a full stop before a capital letter, and at a bullet within a line."""
    lines = list(block)
    words = [(word, line.number) for line in lines for word in line.words]
    mark, bullets = lines[0].mark, sum(line.bullets for line in lines)
    begun: list[tuple[str, int]] = []
    for at, (word, line) in enumerate(words):
        if _BULLET.fullmatch(word):
            if begun:
                yield _sentence(begun, mark, number, bullets)
                begun, bullets = [], 0
            mark = "item"
            continue
        begun.append((word, line))
        after = words[at + 1][0] if at + 1 < len(words) else ""
        if after and _parts(word, after):
            yield _sentence(begun, mark, number, bullets)
            begun, mark, bullets = [], "", 0
    if begun:
        yield _sentence(begun, mark, number, bullets)


def _parts(word: str, after: str) -> bool:
    return (
        bool(_STOPS.search(word))
        and not _ABBREVIATED.fullmatch(word)
        and bool(re.match(r"[\"'“‘(\[]?[A-Z0-9]", after))
    )


def _sentence(words: Sequence[tuple[str, int]], mark: Mark, block: int, bullets: int) -> Sentence:
    return Sentence(words[0][1], words[-1][1], " ".join(word for word, _ in words), mark, block, bullets)
