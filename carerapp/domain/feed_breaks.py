"""Where a log's feeds break: an entry that does not name the one before it that is here. Looked at as the log
grows; each entry's bytes are hashed once.

Half of a hash is kept of each: what was made to look alike in that half, the walk (`feed_walk`) still names.
What is missing is `feed_numbers`' to say, and no break.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from carerapp.domain.feed_faults import Fault, FaultKind
from carerapp.domain.feeds import NEWER, BrokenLink, entry_hash, link_of
from carerapp.domain.feeds_left import Left
from carerapp.domain.json_value import Json

_KEPT = 16  # bytes of a hash


@dataclass(slots=True)
class _Feed:
    """Number → half of its hash, of other entries of one number all of them; and what an entry says of the
    number before, with its place, while that is not here or is another."""

    hashes: dict[int, bytes] = field(default_factory=dict)
    forks: dict[int, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    open: dict[int, tuple[bytes, int]] = field(default_factory=dict)

    def fits(self, number: int, before: bytes) -> bool:
        """Whether an entry of the number before has this hash."""
        return self.hashes.get(number - 1) == before or before in self.forks.get(number - 1, ())


class Breaks:
    """Of one log. ``child``: 16 bytes; ``left``: what left it."""

    def __init__(self, child: bytes, left: Left) -> None:
        self._child, self._left, self._feeds, self._count = child, left, dict[str, _Feed](), 0

    @property
    def count(self) -> int:
        """How many entries were looked at."""
        return self._count

    def add(self, author: bytes, signature: bytes, body: bytes, document: Mapping[str, Json]) -> None:
        """The log's next entry, as it was signed."""
        place, self._count = self._count, self._count + 1
        try:
            link = link_of(document)
        except BrokenLink:
            return
        if link is None or link is NEWER:
            return
        feed, number = self._feeds.setdefault(link.device, _Feed()), link.number
        digest = entry_hash(self._child, author, signature, body)[:_KEPT]
        if feed.hashes.setdefault(number, digest) != digest:
            feed.forks[number].add(digest)  # which is the one, nobody says: that there are two is said
        elif number > 1 and number not in feed.open and not feed.fits(number, link.before[:_KEPT]):
            feed.open[number] = (link.before[:_KEPT], place)
        if (following := feed.open.get(number + 1)) and feed.fits(number + 1, following[0]):
            del feed.open[number + 1]

    def faults(self) -> list[Fault]:
        """The breaks, in the log's order."""
        found = []
        for device, feed in self._feeds.items():
            runs = self._left.runs.get(device, ())
            ends = {run.last: run.hash[:_KEPT] for run in runs if run.first not in feed.hashes}
            for number, (before, place) in feed.open.items():
                here = number - 1 in feed.hashes
                if here or ends.get(number - 1, before) != before:
                    found.append(Fault(FaultKind.BREAK, device, number, number, place))
        return sorted(found, key=lambda one: one.place)
