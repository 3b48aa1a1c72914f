"""What is wrong in the feeds of a log (ADR 21): what is missing, forked, broken, foreign. It never raises:
whatever stands in a log, the record opens, and what is wrong is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from carerapp.domain import hlc
from carerapp.domain.feeds import NEWER, BrokenLink, End, Link, beginning, entry_hash, link_of
from carerapp.domain.feeds_left import Left, stamped_by
from carerapp.domain.json_value import Json, as_text

NOTHING = Left()


class FaultKind(StrEnum):
    """What is wrong at a number of a feed."""

    GAP = "gap"  # numbers are missing
    START = "start"  # something that the device wrote before the chain is not here, or is another
    FORK = "fork"  # another entry has the same number
    BREAK = "break"  # it does not name the entry before
    FOREIGN = "foreign"  # its clock stamp is another device's than the first one's of the feed
    STAMP = "stamp"  # its clock stamp is not after that of the number before
    ORDER = "order"  # it stands in the log before an entry of a lower number
    SHAPE = "shape"  # its link is none


@dataclass(frozen=True, slots=True)
class Fault:
    """``device``: of the feed, "" where the link is none; the numbers from ``number`` to ``upto``; ``place``:
    of the entry that shows it, in the log, from 0."""

    kind: FaultKind
    device: str
    number: int
    upto: int
    place: int


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
    many entries are from before the chain; ``newer``: how many links only a newer version knows."""

    ends: Mapping[str, End]
    faults: Sequence[Fault]
    hashes: Sequence[bytes]
    earlier: int
    newer: int

    def of(self, device: str) -> list[Fault]:
        """What is wrong in this device's feed."""
        return [fault for fault in self.faults if fault.device == device]


@dataclass(frozen=True, slots=True)
class _Step:
    link: Link
    place: int
    hash: bytes
    stamp: str


@dataclass(slots=True)
class _Found:
    child: bytes
    left: Left
    steps: dict[str, list[_Step]] = field(default_factory=lambda: defaultdict(list))
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
        try:
            link = link_of(item.document)
        except BrokenLink:
            found.faults.append(Fault(FaultKind.SHAPE, "", 0, 0, place))
            continue
        if link is NEWER:
            found.newer += 1
        elif link is None:
            found.earlier[stamped_by(item.document)].append((stamp, digest))
        else:
            found.steps[link.device].append(_Step(link, place, digest, stamp))
    ends = {device: _Feed(device, found).walked() for device in {**found.left.runs, **found.steps}}
    faults = sorted(found.faults, key=lambda one: (one.place, one.device, one.number))
    earlier = sum(map(len, found.earlier.values()))
    return Feeds({d: end for d, end in ends.items() if end.number}, faults, hashes, earlier, found.newer)


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

    def _next(self, step: _Step) -> None:
        self._pass_over()
        due = self._end.number + 1
        if step.link.number > due:
            self._found.faults.append(
                Fault(FaultKind.GAP, self._device, due, step.link.number - 1, step.place)
            )
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
