"""The verdict over an exported log, and its report: what the file proves, and what it does not.

`tools/verify.mjs` prints the same words: a row that changes here changes there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carerapp.domain.gate.shape import shown
from carerapp.evidence.lines import Signatory
from carerapp.vault import fingerprint

Row = tuple[bool, str, str]
"""Whether it is proved, what, and by what or why not."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wrong`: "" when the file is intact, else what is wrong first, and where.

    `by`: the exporter's name, `at`: when they say that they exported it; `erased`: who erased the record by
    law, when and why, in words. `chain`: its value after each entry. `seen`: how many entries say that a
    duty desk has seen an episode.
    """

    count: int
    people: tuple[Signatory, ...]
    wrong: str = ""
    by: str = ""
    at: str = ""
    damage: tuple[str, ...] = ()
    erased: str = ""
    chain: tuple[str, ...] = ()
    seen: int = 0
    hashes: tuple[str, ...] = ()
    """Of each entry, as the next one of its feed names it; none of an erased log."""

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong

    @property
    def whole(self) -> bool:
        """Whether the entries fit together, as far as the format tells."""
        return True

    def beside(self, other: Verdict) -> str:
        """How this log stands to another export of the same child, when both are intact."""
        hashed = bool(self.hashes and other.hashes)
        mine, theirs = (self.hashes, other.hashes) if hashed else (self.chain, other.chain)
        both = list(zip(mine, theirs, strict=False))
        for number, (one, another) in enumerate(both, 1):
            if one != another:
                return f"not the same log: entry {number} is the first that differs"
        return f"the same log: its first {len(both)} entries are the same in both files"

    def report(self) -> str:
        """What the command prints: its last line is the verdict, whatever stands in the file."""
        if self.wrong:
            return f"not intact: {self.wrong}\nVerdict: not intact. This file proves nothing."
        lines = [f"intact: {self.count} {'entry' if self.count == 1 else 'entries'}"]
        lines.append(f"exported {shown(self.at)} by {shown(self.by)}")
        if self.erased:
            lines.append(self.erased)
        lines += [f"the device said when it was exported: {shown(words)}" for words in self.damage]
        lines.append("What this file proves, and what it does not:")
        lines += [
            f"  {'proved' if proved else 'NOT proved':<11} {what}: {why}"
            for proved, what, why in self._rows()
        ]
        lines.append("Each person's key in short, as it stands on their own device:")
        lines += [*self._keys(), self._end()]
        return "\n".join(lines)

    def _keys(self) -> Iterator[str]:
        for p in self.people:
            yield f"  {shown(p['name'])} ({shown(p['role'])}): {fingerprint(p['key'])}"

    def _end(self) -> str:
        return "Verdict: intact, as far as the lines above say."

    def _rows(self) -> Iterator[Row]:
        """Whether it is proved, what, and by what or why not."""
        who, act = ("whoever erased it", "erasure") if self.erased else (shown(self.by), "export")
        if self.erased:
            yield True, "the erasure", "whoever erased it signed the reason and one commitment for each entry"
            yield False, "words and authors", "they were erased; a copy of before proves itself against this"
        else:
            yield True, "the words", "each entry is, byte for byte, what its author signed about this child"
            yield True, "the author", "each entry was signed with the key of the person it names"
        could = f"nobody but {who} could have added, left out or moved an entry"
        yield True, f"unchanged since the {act}", could
        yield False, "nothing left out", f"{who} could leave entries out; no receipt stands in this file"
        yield False, "the order of writing", f"{who} put the entries in this order"
        yield False, "the time", "each device says its own; no time stamp of anybody else stands in this file"
        if self.seen:
            say = "entry says" if self.seen == 1 else "entries say"
            yield False, "that a duty desk has seen it", f"{self.seen} {say} so"
        yield (
            False,
            "whose the keys are",
            "have each person read theirs out from their own device, or compare",
        )
