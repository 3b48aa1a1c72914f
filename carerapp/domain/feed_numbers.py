"""The numbers of a log's feeds, looked at as it grows: what is missing, double or foreign. It reads no
hashes, so that it costs nothing to ask at each look at the screen; the walk (`feed_walk`) is for proof.

A log in which the child moved to another authority may lack what was not this authority's: there no gap is
named, and only an export's verification says what is not proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from carerapp.domain.feed_walk import Fault, FaultKind
from carerapp.domain.feeds import NEWER, BrokenLink, Link, link_of
from carerapp.domain.feeds_left import Left, stamped_by
from carerapp.domain.json_value import Json, as_text
from carerapp.domain.topics import Topic

_DEVICE_AT = len("000000000000-0000-")  # in a clock stamp


@dataclass(slots=True)
class _Feed:
    """Number → its place in the log, and what it says; how its clock stamps end, looked at closely only where
    they differ."""

    places: dict[int, int] = field(default_factory=dict)
    said: dict[int, Mapping[str, Json]] = field(default_factory=dict)
    stamps: set[str] = field(default_factory=set)
    twice: list[tuple[int, int]] = field(default_factory=list)


class Numbers:
    """Of one log. ``left``: what left it."""

    def __init__(self, left: Left) -> None:
        self._left, self._feeds, self._count = left, dict[str, _Feed](), 0
        self._shapeless: list[int] = []
        self._moved = False

    @property
    def count(self) -> int:
        """How many entries were looked at."""
        return self._count

    def add(self, document: Mapping[str, Json]) -> None:
        """The log's next entry."""
        place, self._count = self._count, self._count + 1
        self._moved = self._moved or document.get("field") == Topic.MOVED
        try:
            link = link_of(document)
        except BrokenLink:
            self._shapeless.append(place)
            return
        if link is None or link is NEWER:
            return
        self._add(link, place, document, self._feeds.setdefault(link.device, _Feed()))

    def _add(self, link: Link, place: int, document: Mapping[str, Json], feed: _Feed) -> None:
        if link.number not in feed.places:
            feed.places[link.number], feed.said[link.number] = place, document
            feed.stamps.add(as_text(document.get("hlc"))[_DEVICE_AT:])
        elif feed.said[link.number] != document:
            feed.twice.append((link.number, place))

    def place_of(self, device: str, number: int) -> int | None:
        """Where in the log this number of a feed stands; ``None`` where it is not here."""
        feed = self._feeds.get(device)
        return feed.places.get(number) if feed else None

    def faults(self) -> list[Fault]:
        """What is missing, double or foreign, in the log's order."""
        found = [Fault(FaultKind.SHAPE, "", 0, 0, place) for place in self._shapeless]
        for device, feed in self._feeds.items():
            found += (Fault(FaultKind.FORK, device, number, number, place) for number, place in feed.twice)
            if len(feed.stamps) > 1:
                found += _foreign(device, feed)
            if max(feed.places) != len(feed.places) and not self._moved:
                found += self._gaps(device, feed)
        return sorted(found, key=lambda one: one.place)

    def _gaps(self, device: str, feed: _Feed) -> Iterator[Fault]:
        runs = {run.first: run for run in self._left.runs.get(device, ()) if run.first <= run.last}
        last = 0
        for number, place in sorted(feed.places.items()):
            while last + 1 < number and (run := runs.get(last + 1)) is not None:
                last = run.last
            if number > last + 1:
                yield Fault(FaultKind.GAP, device, last + 1, number - 1, place)
            last = max(last, number)


def _foreign(device: str, feed: _Feed) -> Iterator[Fault]:
    whose = stamped_by(feed.said[min(feed.said)])
    for number, document in feed.said.items():
        if stamped_by(document) != whose:
            yield Fault(FaultKind.FOREIGN, device, number, number, feed.places[number])
