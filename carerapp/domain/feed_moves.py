"""Which missing numbers of a feed a move explains (ADR 18, 21): another authority had the file then, and what
was written is with it. The move is the first link that the new one has. From it on, gaps are gaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from carerapp.domain.json_value import Json, as_object
from carerapp.domain.topics import Topic


class _HandedOver(NamedTuple):
    stamp: str
    left: str
    holder: str
    before: bool


class Moves:
    """Of one log: the moves that gave the file to another authority."""

    def __init__(self) -> None:
        self._all: list[_HandedOver] = []

    def add(self, stamp: str, document: Mapping[str, Json]) -> None:
        """An entry of the log, of this clock stamp; most are no move."""
        if document.get("field") != Topic.MOVED:
            return
        value = as_object(document.get("value"))
        left, holder, before = value.get("left"), value.get("holder"), value.get("before")
        if isinstance(left, str) and isinstance(holder, str) and left != holder:
            self._all.append(_HandedOver(stamp, left, holder, before is not False))

    def explain(self, last: str | None, next: str) -> bool:
        """Whether what is missing in a feed between two of its entries, of these clock stamps, was another
        authority's. ``last``: ``None`` where nothing of the feed stands before it. A move that takes along
        what was written before explains nothing; of one whose new holder never had the file, nothing is
        owed from before; one that had it has what is from then."""
        return any(
            not move.before
            and move.stamp <= next
            and (last is None or (last < move.stamp and self._comes_back(move)))
            for move in self._all
        )

    def _comes_back(self, move: _HandedOver) -> bool:
        earlier = (one for one in self._all if one.stamp < move.stamp)
        return any(move.holder in (one.left, one.holder) for one in earlier)
