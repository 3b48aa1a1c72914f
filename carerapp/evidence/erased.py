"""The verdict over what is left of a log that was erased by law, in format 3: the hash of each entry."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from carerapp.evidence.feed_report import FeedVerdict
from carerapp.evidence.lines import FeedHead, HashLine
from carerapp.evidence.reading import Checker, Wrong, read_line
from carerapp.evidence.second_format import erased_words
from carerapp.evidence.verdict import Row
from carerapp.vault import ErasureRecord
from carerapp.vault.format.entries import proof_message

_FIRST = "the head, line 1"
_WHO = "whoever erased it"


@dataclass(frozen=True, slots=True)
class ErasedVerdict(FeedVerdict):
    """No entry is there: receipts and time stamps tell of their hashes."""

    def _rows(self) -> Iterator[Row]:
        yield True, "the erasure", f"{_WHO} signed the reason and the hash of each entry, in their order"
        yield False, "words and authors", "they were erased; a copy of before proves itself against this"
        only = f"nobody but {_WHO} could have added, left out or moved a hash"
        yield True, "unchanged since the erasure", only
        yield from self._receipts()
        yield False, "nothing left out", f"{_WHO} could leave hashes out"
        yield False, "the order of writing", f"{_WHO} put the hashes in this order"
        yield self._time()
        yield self._whose()


def hashes_left(
    lines: list[bytes], head: FeedHead, keys: Mapping[str, bytes], crypto: Checker
) -> tuple[list[str], str]:
    """The hashes of the lines after the head's, and who erased the entries, in words, once their proof fits.
    Raises :class:`Wrong`."""
    hashes: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        where = f"entry {number}"
        value = cast(HashLine, read_line(line, where, {"hash"}))["hash"]
        if (before := hashes.setdefault(value, number)) != number:
            raise Wrong(f"{where}: it is entry {before} again")
    digest = hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
    if len(lines) != head["count"] or digest != head["lines"]:
        told = "one was exchanged or moved"
        if len(lines) != head["count"]:
            told = f"the head names {head['count']}, and here are {len(lines)}"
        raise Wrong(f"{_FIRST}: the entries are not those that its exporter signed; {told}")
    said = head["erased"]
    left = ErasureRecord(head["child"], said["by"], said["at"], said["reason"], hashes=tuple(hashes))
    signed = proof_message(left.signed_part())
    if said["by"] not in keys or not crypto.verify(keys[said["by"]], bytes.fromhex(said["proof"]), signed):
        raise Wrong(f"{_FIRST}: what is left is not what the one who erased it signed")
    return list(hashes), erased_words(said, head["people"], "hashes")
