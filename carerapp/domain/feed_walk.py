"""What is wrong in the feeds of a log (ADR 21): what is missing, forked, broken, foreign. It never raises:
whatever stands in a log, the record opens, and what is wrong is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from carerapp.domain import hlc
from carerapp.domain.feed_faults import Fault, FaultKind
from carerapp.domain.feed_moves import Moves
from carerapp.domain.feeds import (
    NEWER,
    BrokenLink,
    End,
    Follows,
    Link,
    beginning,
    entry_hash,
    follows_of,
    link_of,
)
from carerapp.domain.feeds_left import Left, stamped_by
from carerapp.domain.json_value import Json, as_text

NOTHING = Left()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as it is walked: its author's id, their signature, the exact bytes, and what these say."""

    author: bytes
    signature: bytes
    body: bytes
    document: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Feeds:
    """Of one log. ``ends``: of each feed, by device; ``hashes``: of every entry, by place; ``earlier``: how
    many entries are from before the chain; ``newer``: how many links only a newer version knows; ``follows``:
    after which end a feed was begun, by its device, where it says so and that end is here."""

    ends: Mapping[str, End]
    faults: Sequence[Fault]
    hashes: Sequence[bytes]
    earlier: int
    newer: int
    follows: Mapping[str, Follows] = field(default_factory=dict)

    def of(self, device: str) -> list[Fault]:
        """What is wrong in this device's feed."""
        return [fault for fault in self.faults if fault.device == device]


@dataclass(frozen=True, slots=True)
class _Step:
    link: Link
    place: int
    hash: bytes
    stamp: str


@dataclass(frozen=True, slots=True)
class _Begun:
    """A feed that was begun after the end of another."""

    device: str
    said: Follows
    place: int
    stamp: str


@dataclass(slots=True)
class _Found:
    child: bytes
    left: Left
    steps: dict[str, list[_Step]] = field(default_factory=lambda: defaultdict(list))
    begun: list[_Begun] = field(default_factory=list)
    moves: Moves = field(default_factory=Moves)
    earlier: dict[str, list[tuple[str, bytes]]] = field(default_factory=lambda: defaultdict(list))
    faults: list[Fault] = field(default_factory=list)
    newer: int = 0


def walk(child: bytes, log: Iterable[Item], left: Left = NOTHING) -> Feeds:
    """``child``: 16 bytes; ``log``: in its order; ``left``: what is known to have left the log."""
    found, hashes = _Found(child, left), []
    for place, item in enumerate(log):
        digest = entry_hash(child, item.author, item.signature, item.body)
        stamp = as_text(item.document.get("hlc"))
        hashes.append(digest)
        found.moves.add(stamp, item.document)
        try:
            link, said = link_of(item.document), follows_of(item.document)
        except BrokenLink:
            found.faults.append(Fault(FaultKind.SHAPE, "", 0, 0, place))
            continue
        if link is NEWER:
            found.newer += 1
        elif link is None:
            found.earlier[stamped_by(item.document)].append((stamp, digest))
        else:
            found.steps[link.device].append(_Step(link, place, digest, stamp))
            found.begun += [_Begun(link.device, said, place, stamp)] if said else []
    named = (one.said.device for one in found.begun)
    feeds = {device: _Feed(device, found) for device in (*found.left.runs, *found.steps, *named)}
    ends = {device: feed.walked() for device, feed in feeds.items()}
    follows = {one.device: one.said for one in found.begun if feeds[one.said.device].is_followed(one)}
    faults = sorted(found.faults, key=lambda one: (one.place, one.device, one.number))
    earlier, wrong = sum(map(len, found.earlier.values())), {fault.device for fault in faults}
    here = {device: end for device, end in ends.items() if end.number or device in wrong}
    return Feeds(here, faults, hashes, earlier, found.newer, follows)


class _Feed:
    """One feed, walked by its numbers. ``fits``: the hashes that the next entry may name."""

    def __init__(self, device: str, found: _Found) -> None:
        self._device, self._found = device, found
        self._steps = sorted(found.steps[device], key=lambda one: (one.link.number, one.place))
        here = {step.link.number for step in self._steps}
        left = [run for run in found.left.runs.get(device, ()) if run.first <= run.last]
        self._runs = {run.first: run for run in left if run.first not in here}
        self._whose = _device(self._steps[0].stamp) if self._steps else ""
        self._end, self._fits = End(0, b""), self._beginnings()
        self._stamp, self._place = "", -1

    def walked(self) -> End:
        """Its end, once what is wrong in it is noted."""
        for step in self._steps:
            if step.link.number != self._end.number:
                self._next(step)
            elif step.hash not in self._fits:  # the same entry once more says nothing
                self._say(FaultKind.FORK, step)
                self._fits.add(step.hash)
        self._pass_over()
        return self._end

    def is_followed(self, begun: _Begun) -> bool:
        """Whether it ends, or once ended, where another says that it was begun after it; else that is
        noted. Once it is walked."""
        said, last = begun.said, self._end.number
        hashes = {step.hash for step in self._steps if step.link.number == said.number}
        hashes |= {run.hash for run in self._runs.values() if run.last == said.number}
        if self._whose not in ("", _device(begun.stamp)) or (hashes and said.hash not in hashes):
            fault = Fault(FaultKind.FOLLOWS, begun.device, 1, 1, begun.place)
        elif said.number > last:
            fault = self._gap(begun.stamp, said.number, begun.place)
        else:
            return True
        self._found.faults.append(fault)
        return False

    def _next(self, step: _Step) -> None:
        self._pass_over()
        due = self._end.number + 1
        if step.link.number > due:
            self._found.faults.append(self._gap(step.stamp, step.link.number - 1, step.place))
        elif step.link.before not in self._fits:
            self._say(FaultKind.BREAK if due > 1 else FaultKind.START, step)
        if _device(step.stamp) != self._whose:
            self._say(FaultKind.FOREIGN, step)
        elif step.stamp <= self._stamp:
            self._say(FaultKind.STAMP, step)
        if step.place < self._place:
            self._say(FaultKind.ORDER, step)
        self._stamp, self._place = step.stamp, max(self._place, step.place)
        self._end, self._fits = End(step.link.number, step.hash), {step.hash}

    def _gap(self, stamp: str, upto: int, place: int) -> Fault:
        """What is missing since its last entry, as far as an entry of this clock stamp shows it."""
        last = self._end.number
        explained = self._found.moves.explain(self._stamp if last else None, stamp)
        kind = FaultKind.MOVED if explained else FaultKind.GAP
        return Fault(kind, self._device, last + 1, upto, place)

    def _pass_over(self) -> None:
        """What is known to have left."""
        while (run := self._runs.get(self._end.number + 1)) is not None:
            self._end, self._fits = End(run.last, run.hash), {run.hash}

    def _say(self, kind: FaultKind, step: _Step) -> None:
        number = step.link.number
        self._found.faults.append(Fault(kind, self._device, number, number, step.place))

    def _beginnings(self) -> set[bytes]:
        first = min((step.stamp for step in self._steps), default="")
        earlier = [digest for stamp, digest in self._found.earlier[self._whose] if stamp < first]
        earlier += self._found.left.earlier.get(self._whose, ())
        known = {beginning(self._found.child, self._device, earlier)}
        return known | ({self._runs[0].hash} if 0 in self._runs else set())


def _device(stamp: str) -> str:
    return hlc.device(stamp) if hlc.is_stamp(stamp) else ""
