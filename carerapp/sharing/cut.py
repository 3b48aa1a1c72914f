"""What of a child's log one authority is owed by this device, where the child moved. Pure.

A feed only grows at its end, whatever order the entries come in: it follows from the log of this device,
place by place. What this device wrote goes to the authority that held the file as far as this device knew
then. A move that comes in later gives what was written after it, unaware, to the new holder too; and what is
not sent yet of that no longer goes to the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

BEFORE = ""  # who held the file before the first move

Mine = Callable[[str], bool]
"""Whether this authority holds the file under the protocol of this id; ``BEFORE``: held it at first."""


@dataclass(frozen=True, slots=True)
class MoveAt:
    """A move that gave the file to another authority. ``place``: where in the log (from 0); ``own``: it was
    written on this device; ``holder``, ``left``: ids of protocols."""

    place: int
    hlc: str
    own: bool
    holder: str
    left: str
    before: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """``places`` in the log, in the order in which they are sent. ``stops``: of those, what was written after
    the file had gone elsewhere, and is not sent any more unless something that it is owed follows it, since a
    feed has no gaps; empty while the authority holds the file."""

    places: Sequence[int]
    stops: Set[int] = frozenset()

    def upto(self, sent: int) -> int:
        """How many go out, where so many are there already."""
        if not self.stops:
            return len(self.places)
        goes = (at for at in range(len(self.places) - 1, -1, -1) if self.places[at] not in self.stops)
        return max(sent, next(goes, -1) + 1)


def newest_first(moves: Sequence[MoveAt]) -> list[MoveAt]:
    """By the logical clock."""
    return sorted(moves, key=lambda move: move.hlc, reverse=True)


def held_at(stamp: str, moves: Sequence[MoveAt]) -> MoveAt | None:
    """The move under which the file was held then. ``moves``: newest first."""
    return next((move for move in moves if move.hlc <= stamp), None)


def owed(stamps: Sequence[str], own: Collection[int], moves: Sequence[MoveAt], mine: Mine) -> Owed:
    """``stamps``: of every entry, by place. ``own``: the places of those that were written here."""
    if not moves:
        return Owed(sorted(own) if mine(BEFORE) else [])
    walk = _Walk(stamps, own, moves, mine)
    places = tuple(walk.places())
    return Owed(places, walk.stops(places))


class _Walk:
    def __init__(
        self, stamps: Sequence[str], own: Collection[int], moves: Sequence[MoveAt], mine: Mine
    ) -> None:
        self._stamps, self._own, self._mine = stamps, own, mine
        self._at: Mapping[int, MoveAt] = {move.place: move for move in moves}
        self._all = newest_first(moves)
        self._agreed: set[int] = set()

    def places(self) -> Iterator[int]:
        """Each once, in the order in which this device came to owe it."""
        taken: set[int] = set()
        for place in range(len(self._stamps)):
            for one in self._new_at(place):
                if one not in taken:
                    taken.add(one)
                    yield one

    def _new_at(self, place: int) -> Iterator[int]:
        known = [move for move in self._all if move.place < place]  # newest first
        move = self._at.get(place)
        if place in self._own and self._mine(known[0].holder if known else BEFORE):
            yield place  # of a move: the last line for who held the file
        if move is None:
            yield from self._late(place)
            return
        if not self._mine(move.holder):
            return
        if move.own:
            yield place  # first: it says that what others wrote follows in this feed
        if move.before:
            back = range(place) if move.own else [one for one in sorted(self._own) if one < place]
            earlier = [one for one in back if self._stamps[one] < move.hlc]
            self._agreed.update(earlier)
            yield from earlier
        after = [move, *known]
        after.sort(key=lambda one: one.hlc, reverse=True)
        for one in sorted(self._own):
            if one < place and move in (held_at(self._stamps[one], after), self._taken_from(one, after)):
                yield one

    def _taken_from(self, place: int, moves: Sequence[MoveAt]) -> MoveAt | None:
        """Under which move the file was held until the one at this place: its holder is told."""
        stamp = self._stamps[place]
        return next((m for m in moves if m.hlc < stamp), None) if place in self._at else None

    def _late(self, place: int) -> Iterator[int]:
        """What somebody else wrote before an agreed move, and came in after it."""
        if place in self._own:
            return
        for move in self._all:
            agreed = move.before and move.own and self._mine(move.holder)
            if agreed and move.place < place and self._stamps[place] < move.hlc:
                self._agreed.add(place)
                yield place

    def stops(self, places: Sequence[int]) -> Set[int]:
        """What must not go out any more, while another authority holds the file."""
        if self._mine(self._all[0].holder):
            return frozenset()
        return {place for place in places if not self._may(place)}

    def _may(self, place: int) -> bool:
        if place in self._agreed:
            return True
        stamp, move = self._stamps[place], self._at.get(place)
        held = held_at(stamp, self._all if move is None else [m for m in self._all if m.hlc < stamp])
        if self._mine(held.holder if held else BEFORE):
            return True
        return move is not None and self._mine(move.holder)

    def named_in(self, places: Sequence[int]) -> Iterator[int]:
        """The entries whose pictures and documents this authority may have: those it is owed, and others'
        entries that were written while it held the file."""
        stops = self.stops(places)
        yield from (place for place in places if place not in stops)
        for place, stamp in enumerate(self._stamps):
            held = held_at(stamp, self._all)
            if place not in self._own and self._mine(held.holder if held else BEFORE):
                yield place


def named_for(stamps: Sequence[str], own: Collection[int], moves: Sequence[MoveAt], mine: Mine) -> Set[int]:
    """The places of the entries whose pictures and documents this authority may have."""
    walk = _Walk(stamps, own, moves, mine)
    return set(walk.named_in(tuple(walk.places())))
