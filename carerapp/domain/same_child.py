"""Two devices added the same child without knowing of each other: two files, which a person may say are one.

What was said stands in the log of both files. About two files the newest word counts, by the logical clock,
so that every device comes to the same in whatever order it hears of them. Each entry stays in the file that
it was written in, and goes where that file goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from carerapp.domain.events import Event, EventKind
from carerapp.domain.topics import Topic
from carerapp.domain.topics.same_child import SameChild

#: Where the word stands: as it was said first, and as somebody put it right.
FIELDS = (Topic.SAME_CHILD.value, f"note:{Topic.SAME_CHILD.value}")

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """One person's word about the two files of ``pair``."""

    pair: Pair
    one: bool
    stamp: tuple[str, str]
    event: Event


def said_in(file: str, events: Iterable[Event]) -> tuple[Said, ...]:
    """Every word in the log of this file."""
    words = []
    for event in events:
        if event.field in FIELDS and event.kind is not EventKind.NEWER:
            word = SameChild.of(event)
            if word.child and word.child != file:
                words.append(Said(frozenset((file, word.child)), word.one, (event.hlc, event.id), event))
    return tuple(words)


def standing(said: Iterable[Said]) -> Mapping[Pair, Said]:
    """The newest word about each two files."""
    newest: dict[Pair, Said] = {}
    for word in said:
        known = newest.get(word.pair)
        if known is None or word.stamp > known.stamp:
            newest[word.pair] = word
    return newest


def joined(
    files: Sequence[str], said: Iterable[Said], may: Callable[[str, str], bool]
) -> Mapping[str, tuple[str, ...]]:
    """Each of the files → those that are shown as one child with it, itself among them, in the order of
    ``files``.

    A word that two are two children keeps them apart, also where each was said to be one with a third: of the
    words that say "one", an older one holds before a newer one. ``may``: whether two files may be shown as
    one at all.
    """
    here = set(files)
    words = standing(word for word in said if word.pair <= here)
    groups: dict[str, set[str]] = {file: {file} for file in files}

    def apart(one: set[str], other: set[str]) -> bool:
        pairs = [(a, b) for a in one for b in other]
        said_two = any((word := words.get(frozenset(pair))) and not word.one for pair in pairs)
        return said_two or not all(may(a, b) for a, b in pairs)

    for word in sorted((word for word in words.values() if word.one), key=lambda word: word.stamp):
        one, other = (groups[file] for file in sorted(word.pair))
        if one is not other and not apart(one, other):
            both = one | other
            groups |= dict.fromkeys(both, both)
    return {file: tuple(other for other in files if other in groups[file]) for file in files}
