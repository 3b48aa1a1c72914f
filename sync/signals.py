"""Signals: that there is something new for a device, and how much it matters. Nothing of what it is.

A device asks once and is answered when there is something, or when the time that it asked for is over.
Whoever answers proves nothing by it: a signal makes the device look, and what it then finds is checked as
ever.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from sync.conversation import Request
from sync.errors import BrokenMessage, ServerError
from sync.settings import (
    FIRST_WAIT_SECONDS,
    LONGEST_WAIT_SECONDS,
    SHORTEST_WAIT_SECONDS,
    WAIT_CUT_SECONDS,
)

LISTENS = "ear:"  # before the id of a device that signs with its listening key
PUSH, URGENT_PUSH = "/v1/feed", "/v1/feed?urgent=1"
_MOST = 2**53


@dataclass(frozen=True, slots=True)
class Signal:
    """Three counts that only grow: ``number`` of all that was new for the device, ``urgent`` of what its
    sender called so, ``standing`` of what concerns the device itself: let in, turned away, a key, the
    policy. ``poll``: there is no room to wait here just now; ask as before there were signals."""

    number: int = 0
    urgent: int = 0
    standing: int = 0
    poll: bool = False


NOTHING = Signal()


def signal_json(signal: Signal) -> bytes:
    """As it travels."""
    return json.dumps(asdict(signal), separators=(",", ":")).encode()


def read_signal(data: bytes) -> Signal:
    """Spaces that kept the line open may stand before it. Raises :class:`ServerError`."""
    try:
        raw = json.loads(data)
        number, urgent, standing = (_count(raw, name) for name in ("number", "urgent", "standing"))
        return Signal(number, urgent, standing, raw.get("poll") is True)
    except (ValueError, RecursionError, BrokenMessage, AttributeError):
        raise ServerError("the answer is no signal") from None


def _count(raw: Any, name: str) -> int:
    value = raw.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MOST:
        raise BrokenMessage(f"{name} is not a number")
    return value


def wait_for(known: int, seconds: float) -> Request:
    """Asks for whatever is not of this number, for at most so many seconds."""
    return Request("GET", f"/v1/signals?after={known}&wait={int(seconds)}")


def listen_with(public: bytes) -> Request:
    """Names the key with which this device listens from now on."""
    return Request("POST", "/v1/signals/key", json.dumps({"key": public.hex()}).encode())


@dataclass(frozen=True, slots=True)
class Waits:
    """How long the next wait is, by how those before it ended: longer after one that came back whole,
    shorter after one that somebody on the way cut. ``cuts``: how many in a row."""

    seconds: float = FIRST_WAIT_SECONDS
    cuts: int = 0

    def whole(self) -> Waits:
        """The line held."""
        return Waits(min(LONGEST_WAIT_SECONDS, self.seconds * 1.6))

    def failed(self, lasted: float) -> Waits:
        """No answer after so many seconds. What fails at once was not cut: there is no line."""
        if lasted < WAIT_CUT_SECONDS:
            return self
        seconds = max(SHORTEST_WAIT_SECONDS, min(self.seconds, lasted) * 0.75)
        return replace(self, seconds=seconds, cuts=self.cuts + 1)

    @property
    def of_no_use(self) -> bool:
        """Even the shortest wait is cut here: whoever asks now and then hears as much."""
        return self.cuts > 2 and self.seconds <= SHORTEST_WAIT_SECONDS
