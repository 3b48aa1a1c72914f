"""Which sentences count: those that oblige by their own words, and items of lists that such ones announce.

A list ends with the next paragraph that has a number, with the next announcement, and with an unmarked
sentence that follows the end of one. Where a PDF gave a list's bullets first and its items after them, each
item that follows takes one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forms.coverage.sentences import Sentence
from forms.coverage.triggers import obliges

#: what stands above a list of things to do, and says no more
_HEADS = re.compile(
    r"(procedures?|actions?( .*)?|action plan.*|what to .*|intervention options)", re.IGNORECASE
)

#: begins another part of the text
_PART = re.compile(r"(appendix|section|part) \w+", re.IGNORECASE)
#: goes on from the sentence before: "This includes:"
_REFERS = re.compile(r"(this|these|those|they|it|such)\b", re.IGNORECASE)


def obliging(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Those that count, in order."""
    announced, before = _List(), False
    for sentence in sentences:
        item = announced.holds(sentence)
        heads = bool(_HEADS.fullmatch(sentence.text))
        own = (
            heads
            or obliges(sentence.text)
            or (before and sentence.leads and bool(_REFERS.match(sentence.text)))
        )
        before = item or own
        if before:
            yield sentence
        announced.passed(sentence, own or (item and sentence.mark in ("item", "number")), heads)


class _List:
    """Where we are in a list that counts."""

    def __init__(self) -> None:
        self.on = False
        self.kind: str | None = None  # the mark of its first item; None before that
        self.maybe = False  # the sentence before obliges, and bullets may follow it
        self.alone = 0  # bullets that stood alone and whose items are still to come
        self.before: Sentence | None = None

    def holds(self, sentence: Sentence) -> bool:
        """Whether the sentence is an item of the list, or part of one."""
        new = self.before is None or sentence.block != self.before.block
        if sentence.bullets:
            self.alone = sentence.bullets + (self.alone if self.on else 0)
        if self.maybe and new:
            self.on, self.kind, self.maybe = sentence.mark == "item" or sentence.bullets > 0, None, False
        if not self.on or not new:
            return self.on
        if _PART.match(sentence.text) and sentence.mark in ("", "indent"):
            self.on = False
        elif self.kind is None:
            self.on, self.kind = sentence.mark != "section", sentence.mark
        elif sentence.mark == "section" or (sentence.mark == "number" and self.kind != "number"):
            self.on = False
        elif not sentence.mark or (sentence.mark == "indent" and self.kind == ""):
            self.on = self._goes_on()
        self.alone = max(0, self.alone - 1) if self.on else 0
        return self.on

    def _goes_on(self) -> bool:
        """Whether an unmarked sentence is an item: a bullet is left for it, or the one before has no end."""
        assert self.before is not None
        open_ = not self.before.stops if self.kind else self.before.text.endswith((";", ",", " and", " or"))
        return self.alone > 0 or open_

    def passed(self, sentence: Sentence, counts: bool, heads: bool) -> None:
        """What the sentence announces."""
        if sentence.leads or heads or (sentence.text.endswith(";") and not self.on):
            self.on, self.kind, self.maybe = counts, None, False
        elif counts and not self.on and not sentence.mark:
            self.maybe = True
        self.before = sentence
