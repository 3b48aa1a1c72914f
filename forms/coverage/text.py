"""A source as text → what of it has to be accounted for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from forms.coverage.lines import lines
from forms.coverage.obliging import obliging
from forms.coverage.sentences import Sentence, sentences
from forms.coverage.words import beginning, digest, digest_of_all


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A sentence that has to be accounted for. Two are two, also where they say the same."""

    lines: tuple[int, int]
    digest: str
    begins: str


@dataclass(frozen=True, slots=True)
class Text:
    """A source, read."""

    found: tuple[Found, ...]
    words: str  # digest of all its words
    sentences: str  # digest of the list of the digests of `found`


def parse_text(text: str, feet: Collection[str]) -> Text:
    """The sentences of a source that oblige, permit, forbid or time something."""
    said = list(lines(text, feet))
    found = tuple(_found(sentence) for sentence in obliging(sentences(said)))
    words = " ".join(word for line in said for word in line.words)
    return Text(found, digest_of_all([digest(words)]), digest_of_all(each.digest for each in found))


def _found(sentence: Sentence) -> Found:
    return Found((sentence.first, sentence.last), digest(sentence.text), beginning(sentence.text))
