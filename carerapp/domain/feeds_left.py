"""What left a log by law or by the authority's rule, as far as its chains need it: the next link still fits
(ADR 21). Of what was written nothing is told: a hash takes in the author's signature.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from carerapp.domain import hlc
from carerapp.domain.feeds import BrokenLink, Link, link_of
from carerapp.domain.json_value import Json, as_object, as_text


@dataclass(frozen=True, slots=True)
class Run:
    """Entries of a feed: the numbers ``first`` to ``last``, and the hash of the last. Number 0: what the
    device wrote before the chain; the hash: the feed's beginning."""

    first: int
    last: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """``runs``: by the feed's device; ``earlier``: of entries from before the chain, their hashes by the last
    part of their clock stamps."""

    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    earlier: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    @staticmethod
    def read(kept: Json) -> Left:
        """What :meth:`to_json` made; nothing from anything else."""
        raw: Mapping[str, Any] = as_object(kept)
        runs: Mapping[str, Any] = raw.get("runs", {})
        earlier: Mapping[str, Any] = raw.get("earlier", {})
        return Left(
            {d: tuple(Run(a, b, bytes.fromhex(h)) for a, b, h in rows) for d, rows in runs.items()},
            {d: tuple(map(bytes.fromhex, hashes)) for d, hashes in earlier.items()},
        )

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        runs = {d: [[run.first, run.last, run.hash.hex()] for run in rows] for d, rows in self.runs.items()}
        return {"runs": runs, "earlier": {d: [h.hex() for h in rows] for d, rows in self.earlier.items()}}

    def plus(self, leaving: Iterable[tuple[Mapping[str, Json], bytes]]) -> Left:
        """With these that leave now, each with its hash."""
        runs = defaultdict(list, {device: list(rows) for device, rows in self.runs.items()})
        earlier = defaultdict(list, {stamp: list(rows) for stamp, rows in self.earlier.items()})
        going: list[tuple[str, int, bytes]] = []
        for document, digest in leaving:
            link = link_or_none(document)
            if link and link.number:
                going.append((link.device, link.number, digest))
            elif "feed" not in document:
                earlier[stamped_by(document)].append(digest)
        before = {device: len(rows) for device, rows in runs.items()}
        for device, number, digest in sorted(going):
            mine = runs[device]
            if len(mine) > before.get(device, 0) and mine[-1].last + 1 == number:
                mine[-1] = Run(mine[-1].first, number, digest)
            else:  # never one with a run of before: cut short here, the log has these entries still
                mine.append(Run(number, number, digest))
        return Left({d: tuple(r) for d, r in runs.items()}, {s: tuple(h) for s, h in earlier.items()})


def link_or_none(document: Mapping[str, Json]) -> Link | None:
    """The entry's link; ``None`` also for one that is none."""
    try:
        return link_of(document)
    except BrokenLink:
        return None


def stamped_by(document: Mapping[str, Json]) -> str:
    """The last part of the entry's clock stamp; "" where it has none."""
    stamp = as_text(document.get("hlc"))
    return hlc.device(stamp) if hlc.is_stamp(stamp) else ""
