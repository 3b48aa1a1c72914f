"""The delay after wrong PINs, counted for each slot, in a small clear file and its copy that hold no secret.

What is kept is how long is *left*, and when that was written: only time that visibly passed since then
counts, so setting the clock back never shortens the wait. Setting it forward does; no clock on these
devices can tell. After :data:`MOST` in a row the slot is shut, and no clock opens it again. The files are
there when nothing is counted, too: where the key file has :data:`MARK` and both are gone, somebody took them
away, and the count goes on as if it had run out. One of them taken away, changed or put back from before
gains nothing: the other knows.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from carerapp.vault.errors import DiskError
from carerapp.vault.format.sealed_file import copy_of
from carerapp.vault.ports import Disk

FREE = 4
DELAYS = (30, 60, 300, 900, 1800, 3600)
MOST = 10
_NAME = "tries"
MARK = {"kind": "tries", "to": "", "sealed": ""}
"""Among the key file's envelopes, where older versions leave alone what they don't know."""
_AFTER_DAMAGE = MOST - 1
"""Not :data:`MOST`: what takes the files away must not shut everybody out by that alone."""
_WAIT_AFTER_DAMAGE = DELAYS[-1]


def delay_after(failed: int) -> int:
    """Seconds to wait after this many wrong PINs in a row."""
    return 0 if failed <= FREE else DELAYS[min(failed - FREE, len(DELAYS)) - 1]


@dataclass(frozen=True, slots=True)
class _State:
    failed: int
    left: float
    at: float


@dataclass(frozen=True, slots=True)
class _Kept:
    """What one of the files says. ``number``: of the write; 0 in one that an older version wrote."""

    number: int
    other: _State
    slots: Mapping[str, _State]


class AttemptLimiter:
    """Counts wrong PINs. Works on from memory when the device cannot write: a full disk must still unlock."""

    def __init__(self, disk: Disk, now: Callable[[], float], *, expected: bool = False) -> None:
        self._disk = disk
        self._now = now
        self._expected = expected
        self.kept = False
        """Whether the file was written, or found whole, since this was made."""
        self.damaged = ""
        """What was wrong with the files, in words."""
        self.last_try: float | None = None
        """When the newest try was made that the file knew of when it was read; None where it knew of none."""
        self._number = 0
        self._other = _State(0, 0.0, now())
        """What holds for a slot that is not in the file."""
        self._states: dict[str, _State] = {}
        self._load()

    def _load(self) -> None:
        there, first = self._read(_NAME)
        copied, second = self._read(copy_of(_NAME))
        self._number = max(kept.number if kept else 0 for kept in (first, second))
        if first and (first.number == 0 or not second or first.number >= second.number):
            self._take(first)
            if copied and not second:
                self.damaged = "the copy of the count of wrong PINs was damaged; it was made again"
                self._save(self._states)
        elif second:
            self._take(second)
            self.damaged = (
                "the count of wrong PINs was damaged, or one of before was put back; its copy was used"
            )
            self._save(self._states)
        elif there or copied or self._expected:
            self._distrust(self._now())

    def _read(self, name: str) -> tuple[bool, _Kept | None]:
        """Whether there is such a file, and what it says if it is whole."""
        try:
            data = self._disk.read(name)
        except DiskError:
            return True, None
        body, _, digest = (data or b"").rpartition(b"\n")
        try:
            if hashlib.sha256(body).hexdigest().encode() != digest:
                raise ValueError
            raw = json.loads(body)
            slots = {str(slot): _state(state) for slot, state in raw["slots"].items()}
            return True, _Kept(int(raw.get("number", 0)), _state(raw["other"]), slots)
        except (ValueError, KeyError, TypeError, AttributeError):
            return data is not None, None

    def _take(self, kept: _Kept) -> None:
        self._other, self._states, self.kept = kept.other, dict(kept.slots), True
        self.last_try = max((s.at for s in self._states.values() if s.failed), default=None)

    def _distrust(self, now: float) -> None:
        """Breaking these files, or taking them away, must not be a way round the wait, nor to fresh tries."""
        self.damaged = "the count of wrong PINs was damaged or taken away; a wait was imposed"
        self._other = _State(_AFTER_DAMAGE, float(_WAIT_AFTER_DAMAGE), now)
        self._save({})

    def _save(self, states: Mapping[str, _State]) -> None:
        self._states = dict(states)
        self._number += 1
        slots = {slot: _numbers(state) for slot, state in self._states.items()}
        raw = {"number": self._number, "other": _numbers(self._other), "slots": slots}
        body = json.dumps(raw).encode()
        data = body + b"\n" + hashlib.sha256(body).hexdigest().encode()
        try:
            self._disk.replace(_NAME, data)
            self.kept = True
            self._disk.replace(copy_of(_NAME), data)
        except DiskError:
            return

    def _of(self, slot: str) -> _State:
        return self._states.get(slot, self._other)

    def failed(self, slot: str) -> int:
        """How many wrong PINs in a row."""
        return self._of(slot).failed

    def ahead(self, slot: str) -> tuple[int, int]:
        """Wrong PINs until the next wait, that one counted, and its seconds; (0, 0) before the last of
        :data:`MOST`, after which no wait may come."""
        failed = self.failed(slot)
        tries = max(1, FREE + 1 - failed)
        return (tries, delay_after(failed + tries)) if failed + tries < MOST else (0, 0)

    def wait_seconds(self, slot: str) -> int:
        """Whole seconds still to wait, 0 when a try is allowed."""
        state, now = self._of(slot), self._now()
        if now < state.at:
            self._save({**self._states, slot: _State(state.failed, state.left, now)})
            return math.ceil(state.left)
        left = max(0.0, state.left - (now - state.at))
        # Remembered in memory as it runs, so that a clock set back later cannot add to it either.
        self._states[slot] = _State(state.failed, left, now)
        return math.ceil(left)

    def begin(self, slots: Iterable[str]) -> None:
        """Count a try before it is made, so that a kill half way is not free."""
        counted = {slot: self.failed(slot) + 1 for slot in slots}
        now = self._now()
        new = {slot: _State(failed, float(delay_after(failed)), now) for slot, failed in counted.items()}
        self._save({**self._states, **new})

    def undo(self, slots: Iterable[str]) -> None:
        """The try could not be made for a reason that was not the PIN, or the PIN was another slot's."""
        now = self._now()
        new = {slot: _State(max(0, self.failed(slot) - 1), 0.0, now) for slot in slots}
        if new:
            self._save({**self._states, **new})

    def forgive(self, slot: str) -> None:
        """The right PIN was given, or a colleague lets them try again."""
        self._save({**self._states, slot: _State(0, 0.0, self._now())})

    def start_over(self) -> None:
        """There is no slot yet that anything could have been counted for."""
        self._other = _State(0, 0.0, self._now())
        self._save({})

    # --- beside the files, where the device has such a place --------------------------------
    def counts(self) -> dict[str, int]:
        """Slot → wrong PINs in a row, where there are any."""
        return {slot: state.failed for slot, state in self._states.items() if state.failed}

    def at_least(self, counts: Mapping[str, int]) -> None:
        """What was remembered elsewhere: an older copy of the file put back gains no tries."""
        now = self._now()
        higher = {slot: count for slot, count in counts.items() if count > self.failed(slot)}
        if higher:
            new = {slot: _State(count, float(delay_after(count)), now) for slot, count in higher.items()}
            self._save({**self._states, **new})


def _state(raw: list[float]) -> _State:
    failed, left, at = raw
    return _State(int(failed), float(left), float(at))


def _numbers(state: _State) -> list[float]:
    return [state.failed, state.left, state.at]
