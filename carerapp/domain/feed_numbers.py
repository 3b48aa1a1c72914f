"""The numbers of a log's feeds, looked at as it grows: what is missing, double or foreign. It reads no
hashes, so that it costs nothing to ask at each look at the screen; the walk (`feed_walk`) is for proof.

Where the child moved to another authority, what was not this authority's is no gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from carerapp.domain.feed_faults import Fault, FaultKind
from carerapp.domain.feed_moves import Moves
from carerapp.domain.feeds import NEWER, BrokenLink, Follows, Link, follows_of, link_of
from carerapp.domain.feeds_left import Left, stamped_by
from carerapp.domain.json_value import Json, as_text

_DEVICE_AT = len("000000000000-0000-")  # in a clock stamp


@dataclass(slots=True)
class _Feed:
    """Number → its place in the log, and what it says; how its clock stamps end, looked at closely only where
    they differ."""

    places: dict[int, int] = field(default_factory=dict)
    said: dict[int, Mapping[str, Json]] = field(default_factory=dict)
    stamps: set[str] = field(default_factory=set)
    twice: list[tuple[int, int]] = field(default_factory=list)


_Begun = tuple[Follows, str, int]
"""After which end a feed was begun; the clock stamp and the place of its first entry."""


class Numbers:
    """Of one log. ``left``: what left it."""

    def __init__(self, left: Left) -> None:
        self._left, self._feeds, self._count = left, dict[str, _Feed](), 0
        self._shapeless: list[int] = []
        self._moves = Moves()
        self._begun: list[_Begun] = []

    @property
    def count(self) -> int:
        """How many entries were looked at."""
        return self._count

    def add(self, document: Mapping[str, Json]) -> None:
        """The log's next entry."""
        place, self._count = self._count, self._count + 1
        self._moves.add(_stamp(document), document)
        try:
            link, said = link_of(document), follows_of(document)
        except BrokenLink:
            self._shapeless.append(place)
            return
        if link is None or link is NEWER:
            return
        if said:
            self._begun.append((said, _stamp(document), place))
        self._add(link, place, document, self._feeds.setdefault(link.device, _Feed()))

    def _add(self, link: Link, place: int, document: Mapping[str, Json], feed: _Feed) -> None:
        if link.number not in feed.places:
            feed.places[link.number], feed.said[link.number] = place, document
            feed.stamps.add(_stamp(document)[_DEVICE_AT:])
        elif feed.said[link.number] != document:
            feed.twice.append((link.number, place))

    def place_of(self, device: str, number: int) -> int | None:
        """Where in the log this number of a feed stands; ``None`` where it is not here."""
        feed = self._feeds.get(device)
        return feed.places.get(number) if feed else None

    def is_followed(self, device: str) -> bool:
        """Whether another feed says that it was begun after this one: older files had been put back on its
        device."""
        feed = self._feeds.get(device)
        stamps = feed.stamps if feed else ()
        return any(said.device == device and at[_DEVICE_AT:] in stamps for said, at, _ in self._begun)

    def faults(self) -> list[Fault]:
        """What is missing, double or foreign, in the log's order."""
        found = [Fault(FaultKind.SHAPE, "", 0, 0, place) for place in self._shapeless]
        for device, feed in self._feeds.items():
            found += (Fault(FaultKind.FORK, device, number, number, place) for number, place in feed.twice)
            if len(feed.stamps) > 1:
                found += _foreign(device, feed)
            if max(feed.places) != len(feed.places):
                found += self._gaps(device, feed)
        found += self._cut_off()
        return sorted(found, key=lambda one: one.place)

    def _cut_off(self) -> Iterator[Fault]:
        """What a feed had, as another that was begun after it says, and is not here."""
        for said, stamp, place in self._begun:
            feed = self._feeds.get(said.device, _Feed())
            left = (run.last for run in self._left.runs.get(said.device, ()))
            last = max((*feed.places, *left), default=0)
            if said.number > last and stamp[_DEVICE_AT:] in (feed.stamps or {stamp[_DEVICE_AT:]}):
                newest = _stamp(feed.said[max(feed.said)]) if feed.said else ""
                yield from self._missing(said.device, last, said.number, place, newest, stamp)

    def _gaps(self, device: str, feed: _Feed) -> Iterator[Fault]:
        runs = {run.first: run for run in self._left.runs.get(device, ()) if run.first <= run.last}
        last, before = 0, ""
        for number, place in sorted(feed.places.items()):
            while last + 1 < number and (run := runs.get(last + 1)) is not None:
                last = run.last
            stamp = _stamp(feed.said[number])
            if number > last + 1:
                yield from self._missing(device, last, number - 1, place, before, stamp)
            last, before = max(last, number), stamp

    def _missing(
        self, device: str, last: int, upto: int, place: int, before: str, next: str
    ) -> Iterator[Fault]:
        """After number ``last``, between two clock stamps: unless a move explains it."""
        if not self._moves.explain(before if last else None, next):
            yield Fault(FaultKind.GAP, device, last + 1, upto, place)


def _foreign(device: str, feed: _Feed) -> Iterator[Fault]:
    whose = stamped_by(feed.said[min(feed.said)])
    for number, document in feed.said.items():
        if stamped_by(document) != whose:
            yield Fault(FaultKind.FOREIGN, device, number, number, feed.places[number])


def _stamp(document: Mapping[str, Json]) -> str:
    return as_text(document.get("hlc"))
