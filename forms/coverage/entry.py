"""What `coverage.toml` says: how its source is known, what was found there, what carries each sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from forms.engine.marks import Fault, Key, Mark, Reads
from forms.engine.reader import Table

_DIGEST = re.compile(r"[0-9a-f]{8}")
#: a reason is a few words; prose belongs into the pack
MOST_WORDS = 12
LEAST_LETTERS = 5


def _lines(table: Table, key: str) -> tuple[int, int]:
    """[from, to], counted from one."""
    value = table.get(key, list, "[12, 14]", True)
    if value is None:
        return 0, 0
    if len(value) != 2 or not all(isinstance(n, int) for n in value) or not 0 < value[0] <= value[1]:
        table.wrong(key, f"'{key}' should be the first and the last line", f"Write {key} = [12, 14].")
        return 0, 0
    return value[0], value[1]


def _digest(table: Table, key: str) -> str:
    value = table.text(key, need=True)
    if value and not _DIGEST.fullmatch(value):
        table.wrong(key, f"'{value}' is not a digest of eight digits", "Let --draft write it.")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sentence of the source, and what becomes of it."""

    at: Annotated[int, Mark.LINE]  # where it stands in coverage.toml
    lines: Annotated[tuple[int, int], Reads(_lines), Mark.NEEDED]  # in the source
    digest: Annotated[str, Reads(_digest), Mark.NEEDED]
    begins: Annotated[str, Mark.NEEDED]  # its first words, for a person
    carried_by: tuple[str, ...] = ()  # rules, steps, forms … of the pack: see `carriers`
    not_carers: str = ""  # why nothing has to carry it
    todo: bool = False  # nobody has looked at it yet

    def faults(self) -> Iterator[Fault]:
        """One answer, and only one; a reason that can be read at a glance."""
        if (bool(self.carried_by) + bool(self.not_carers) + self.todo) != 1:
            remedy = "Give carried_by, not_carers or todo = true: one of them."
            yield Fault("digest", "does not say in one way what becomes of it", remedy)
        if self.not_carers and len(self.not_carers.strip()) < LEAST_LETTERS:
            yield Fault("not_carers", "gives no reason", "Say in a few words why nothing has to carry it.")
        if len(self.not_carers.split()) > MOST_WORDS:
            yield Fault("not_carers", "has a long reason", f"Say it in {MOST_WORDS} words.")
        if len(self.begins.split()) > MOST_WORDS:
            yield Fault("begins", "is copied too far", "Keep the first six words.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One authority's source, sentence by sentence."""

    known_by: str  # words that stand in this source and in no other
    feet: tuple[str, ...] = ()  # the words of the lines at the foot of its pages, which are no part of it
    words: str = ""  # digest of all its words
    sentences: str = ""  # digest of the list of digests of the sentences that count
    entries: Annotated[tuple[Entry, ...], Key("sentence")] = ()
