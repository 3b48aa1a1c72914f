"""The door for entries of a child's log that another device wrote."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from carerapp.domain import hlc
from carerapp.domain.canonical import NotCanonical, read_canonical
from carerapp.domain.events import BrokenEvent, Event
from carerapp.domain.feeds import BrokenLink, link_of
from carerapp.domain.gate.desk_words import is_the_desks
from carerapp.domain.gate.reasons import NotTaken, Reason
from carerapp.domain.json_value import DEEPEST

MOST_BYTES = 120_000  # of an entry's body: what fits a payload of the wire, twice as long in hexadecimal
AHEAD_MS = 366 * 86_400_000
"""How far a clock stamp may be ahead of this device's clock. An honest device whose clock shows the wrong
year still reaches everybody; a stamp of the far future would make each later one look older."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The device in whose feed it came. ``desk``: whether it is a duty desk of the child's authority;
    ``stamp``: the last part of the clock stamps that its feed has borne, "" before the first; ``ours``:
    the last part of this device's own, which no other feed may bear. ``passes_on``: the clock stamp of the
    newest move of this device with which a new authority gets what was written before, "" for none: until
    then it also sends what others wrote, as they signed it (ADR 18)."""

    desk: bool
    stamp: str
    ours: str
    passes_on: str = ""

    def passed_on(self, stamp: str) -> bool:
        """Whether an entry of this stamp is another device's, which this one may send."""
        return self.stamp not in ("", hlc.device(stamp)) and stamp < self.passes_on


def decoded(body: bytes) -> dict[str, Any]:
    """What an entry's signed bytes say. Raises :class:`NotTaken`."""
    if len(body) > MOST_BYTES:
        raise NotTaken(Reason.TOO_LONG)
    try:
        return read_canonical(body, DEEPEST)
    except NotCanonical:
        raise NotTaken(Reason.SPELLING) from None


def entry(
    document: Mapping[str, Any],
    signer: str,
    sender: Sender,
    now_ms: int,
    acknowledged: Set[str] = frozenset(),
) -> Event:
    """The entry that came, once what it says agrees with who signed it (``signer``: the author's id) and
    who sent it. ``now_ms``: milliseconds since 1970; ``acknowledged``: the ids of the child's entries that
    say that a desk has seen an episode. Raises :class:`NotTaken`."""
    try:
        event = Event.from_json(document)
    except BrokenEvent:
        raise NotTaken(Reason.SHAPE) from None
    try:
        link_of(document)
    except BrokenLink:
        raise NotTaken(Reason.SHAPE) from None
    if event.author != signer:
        raise NotTaken(Reason.AUTHOR)
    stamp = hlc.device(event.hlc)
    if stamp == sender.ours or (sender.stamp not in ("", stamp) and not sender.passed_on(event.hlc)):
        raise NotTaken(Reason.STAMP)
    if hlc.milliseconds(event.hlc) > now_ms + AHEAD_MS:
        raise NotTaken(Reason.AHEAD)
    if is_the_desks(event, acknowledged) and (not sender.desk or sender.passed_on(event.hlc)):
        raise NotTaken(Reason.NOT_A_DESK)
    return event
