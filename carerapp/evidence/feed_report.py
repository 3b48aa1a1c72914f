"""What the report of a log of format 3 says: what its chains and receipts prove, and what they do not.

`tools/verify.mjs` prints the same words: a row that changes here changes there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from carerapp.domain.feed_faults import Fault, FaultKind
from carerapp.domain.feed_walk import Feeds
from carerapp.domain.gate.shape import shown
from carerapp.evidence.lines import RunLeft
from carerapp.evidence.time_stamps import Stamped, certificates
from carerapp.evidence.verdict import Row, Verdict
from carerapp.vault import fingerprint

EXPLAINED = (FaultKind.START, FaultKind.MOVED)
"""What is not here by right, as far as anybody can tell: it is said, and makes no evidence worthless."""
MOST = 20  # things that are wrong, as the report names them
_END = 253402300799  # seconds: the last of the year 9999


@dataclass(frozen=True, slots=True)
class Received:
    """A receipt: the authority's name as the exporter gave it, its public key, when (seconds since 1970); the
    place of its entry in the file, -1 where it is not there; the feed and the number that it reaches, "" and
    0 for an entry from before the chain."""

    authority: str
    key: str
    at: int
    place: int
    device: str = ""
    number: int = 0

    @property
    def when(self) -> str:
        """ISO 8601."""
        return datetime.fromtimestamp(min(self.at, _END), UTC).isoformat()


@dataclass(frozen=True, slots=True)
class FeedVerdict(Verdict):
    """``feeds``: what the walk found; ``left``: what the exporter says had left their device."""

    feeds: Feeds = field(default_factory=lambda: Feeds({}, (), (), 0, 0))
    received: tuple[Received, ...] = ()
    left: tuple[RunLeft, ...] = ()
    stamped: tuple[Stamped, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the entries that are there fit together; what was written before the chain is not asked,
        nor what stayed with another authority."""
        return all(fault.kind in EXPLAINED for fault in self.feeds.faults)

    def _end(self) -> str:
        if self.whole:
            return Verdict._end(self)
        return "Verdict: as it was exported, but the entries do not fit together; the lines above say where."

    def _keys(self) -> Iterator[str]:
        yield from Verdict._keys(self)
        for key, name in sorted({(one.key, shown(one.authority)) for one in self.received}):
            yield f"  {name} (authority): {fingerprint(key)}"
        yield from certificates(self.stamped)

    def _rows(self) -> Iterator[Row]:
        by = shown(self.by)
        only = f"nobody but {by} could have added, left out or moved an entry"
        yield True, "the words", "each entry is, byte for byte, what its author signed about this child"
        yield True, "the author", "each entry was signed with the key of the person it names"
        yield True, "unchanged since the export", only
        for device in sorted(self.feeds.ends):
            yield from self._feed(device)
        yield from self._beside(by)
        yield self._order()
        yield False, "the order between devices", "their clocks say it"
        yield self._time()
        if self.seen:
            say = "entry says" if self.seen == 1 else "entries say"
            yield False, "that a duty desk has seen it", f"{self.seen} {say} so"
        yield self._whose()

    def _time(self) -> Row:
        late = "a receipt says: not later" if self.received else "no receipt of an authority is in this file"
        return False, "the time of writing", f"each device says its own; {late}"

    def _whose(self) -> Row:
        ask = "have each person read theirs out from their own device, or compare"
        return False, "whose the keys are", ask

    def _order(self) -> Row:
        what = "the order of what one device wrote"
        if self.whole and self.feeds.ends:
            return True, what, "its numbers say it, and each names the one before"
        return False, what, "not of all entries; the lines above say of which"

    def _feed(self, device: str) -> Iterator[Row]:
        wrong, last = self.feeds.of(device), self.feeds.ends[device].number
        what = f"nothing left out of device {device}"
        yield from _named(what, wrong)
        moved = any(fault.kind is FaultKind.MOVED for fault in wrong)
        if all(fault.kind in EXPLAINED for fault in wrong):
            numbers = f"all its other numbers up to {last}" if moved else f"numbers 1 to {last}"
            yield True, what, f"{numbers}, each names the one before"
        reached = [one for one in self.received if one.device == device]
        newest = max(reached, key=lambda one: (one.number, -one.at), default=None)
        upto = newest.number if newest else 0
        if newest:
            all_ = "what is here" if moved else "all"
            had = f"{shown(newest.authority)} had number {upto}, and so {all_} before it, at {newest.when}"
            yield True, f"what device {device} wrote up to number {upto}", had
        if (said := self.feeds.follows.get(device)) is not None:
            began = (
                f"number 1 names number {said.number} there; its author says that older files were put back"
            )
            yield True, f"device {device} goes on from device {said.device}", began
        after = f"nothing cut off of device {device} after number {last}"
        yield False, after, f"a receipt reaches number {upto}" if upto else "no receipt reaches this device"

    def _beside(self, by: str) -> Iterator[Row]:
        for run in self.left:
            numbers = f"numbers {run['first']} to {run['last']} of device {run['device']}"
            yield False, "what had left", f"{by} says: {numbers}"
        yield from _named("where each entry stands", self.feeds.of(""))
        if count := self.feeds.earlier:
            yield False, "nothing left out before the chains", f"{count} of the entries are from before them"
        if count := self.feeds.newer:
            yield False, "where newer entries stand", f"{count} of the entries have a newer form"
        yield from self._receipts()
        yield False, "that no other device wrote", f"{by} could leave out all that a device wrote"

    def _receipts(self) -> Iterator[Row]:
        """Of each entry that no feed tells of, and the time stamps."""
        for one in self.received:
            if one.place < 0:
                yield False, "that all is here", f"{shown(one.authority)} had one more at {one.when}"
            elif not one.device:
                yield True, f"entry {one.place + 1}", f"{shown(one.authority)} had it at {one.when}"
        for stamp in self.stamped:
            yield stamp.row()


def _named(what: str, wrong: Sequence[Fault]) -> Iterator[Row]:
    for fault in wrong[:MOST]:
        yield False, what, fault_words(fault)
    if len(wrong) > MOST:
        yield False, what, f"and {len(wrong) - MOST} more"


def fault_words(fault: Fault) -> str:
    """What is wrong, and where."""
    number, where = fault.number, f"of device {fault.device}"
    match fault.kind:
        case FaultKind.GAP if fault.upto > number:
            return f"numbers {number} to {fault.upto} {where} are missing"
        case FaultKind.GAP:
            return f"number {number} {where} is missing"
        case FaultKind.MOVED if fault.upto > number:
            return f"numbers {number} to {fault.upto} {where} are another authority’s, says a move"
        case FaultKind.MOVED:
            return f"number {number} {where} is another authority’s, says a move"
        case FaultKind.START:
            return f"what was written before number 1 {where} is not all here, or is another"
        case FaultKind.FORK:
            return f"there is another entry of number {number} {where}"
        case FaultKind.BREAK:
            return f"number {number} {where} does not follow the number before"
        case FaultKind.FOREIGN:
            return f"number {number} {where} bears another device’s clock stamp"
        case FaultKind.STAMP:
            return f"the clock stamp of number {number} {where} is not after the number before"
        case FaultKind.ORDER:
            return f"number {number} {where} stands before a lower number"
        case FaultKind.FOLLOWS:
            return f"number {number} {where} does not go on from the end of the device that it names"
        case FaultKind.SHAPE:
            return f"entry {fault.place + 1} does not say where it stands in a form that is known"
