"""The delay after wrong PINs. It is kept in a small clear file that holds no secret.

What is kept is how long is *left*, and when that was written: only time that visibly passed since then
counts, so setting the clock back never shortens the wait. Setting it forward does; no clock on these
devices can tell, and the real protection is the cost of each guess.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass

from .errors import DiskError
from .ports import Disk

FREE = 4
DELAYS = (30, 60, 300, 900, 1800, 3600)
_NAME = "tries"
_AFTER_DAMAGE = FREE + 2


def delay_after(failed: int) -> int:
    """Seconds to wait after this many wrong PINs in a row."""
    return 0 if failed <= FREE else DELAYS[min(failed - FREE, len(DELAYS)) - 1]


@dataclass(frozen=True, slots=True)
class _State:
    failed: int
    left: float
    at: float


class Tries:
    """Counts wrong PINs. Works on from memory when the device cannot write: a full disk must still unlock."""

    def __init__(self, disk: Disk, now: Callable[[], float]) -> None:
        self._disk = disk
        self._now = now
        self.damaged = False
        self._state = self._load()

    def _load(self) -> _State:
        now = self._now()
        try:
            data = self._disk.read(_NAME)
        except DiskError:
            data = b""
        if data is None:
            return _State(0, 0.0, now)
        body, _, digest = data.rpartition(b"\n")
        try:
            if hashlib.sha256(body).hexdigest().encode() != digest:
                raise ValueError
            raw = json.loads(body)
            return _State(int(raw["failed"]), float(raw["left"]), float(raw["at"]))
        except (ValueError, KeyError, TypeError):
            # Breaking this file must not be a way round the wait.
            self.damaged = True
            state = _State(_AFTER_DAMAGE, float(delay_after(_AFTER_DAMAGE)), now)
            self._save(state)
            return state

    def _save(self, state: _State) -> None:
        self._state = state
        body = json.dumps({"failed": state.failed, "left": state.left, "at": state.at}).encode()
        try:
            self._disk.replace(_NAME, body + b"\n" + hashlib.sha256(body).hexdigest().encode())
        except DiskError:
            return

    def wait_seconds(self) -> int:
        """Whole seconds still to wait, 0 when a try is allowed."""
        state, now = self._state, self._now()
        if now < state.at:
            self._save(_State(state.failed, state.left, now))
            return math.ceil(state.left)
        left = max(0.0, state.left - (now - state.at))
        # Remembered in memory as it runs, so that a clock set back later cannot add to it either.
        self._state = _State(state.failed, left, now)
        return math.ceil(left)

    def begin(self) -> int:
        """Count a try before it is made, so that a kill half way is not free; the failures with it."""
        failed = self._state.failed + 1
        self._save(_State(failed, float(delay_after(failed)), self._now()))
        return failed

    def undo(self) -> None:
        """The try could not be made for a reason that was not the PIN."""
        failed = max(0, self._state.failed - 1)
        self._save(_State(failed, 0.0, self._now()))

    def forgive(self) -> None:
        """The right PIN was given."""
        self._state = _State(0, 0.0, self._now())
        try:
            self._disk.delete(_NAME)
        except DiskError:
            self._save(self._state)
