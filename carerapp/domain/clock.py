"""Was the device's clock changed between two entries? Told by a second clock that nobody sets.

That clock counts from when the device was switched on (or, where nothing better is to be had, from when
the app was). A changed clock is written into the log and never a reason to refuse an entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

TOLERATED = 5  # seconds; a network sets a clock right by less
ACROSS = 60  # seconds the wall clock may fall behind over a restart
DRIFT = 0.001  # seconds a second: no honest pair of clocks drifts apart faster


@dataclass(frozen=True, slots=True)
class Steady:
    """``run``: which run of the second clock, opaque; ``ms``: what it says; ``stops``: whether it may
    stand still while the device sleeps, so that a leap forward of the wall clock means nothing."""

    run: str = ""
    ms: int = 0
    stops: bool = False


class Watch:
    """Compares each entry's two clocks with those of the entry before."""

    def __init__(self, steady: Callable[[], Steady]) -> None:
        self._steady = steady
        self._last: tuple[str, int, datetime] | None = None

    def saw(self, run: str, ms: int, written: datetime) -> None:
        """An earlier entry of this device, in the order they were written."""
        if run:
            self._last = (run, ms, written)

    def look(self, wall: datetime) -> tuple[Steady, int]:
        """The second clock now, and by how many seconds the wall clock was moved since the last entry:
        forward is positive, 0 is not at all or not known."""
        now, last = self._steady(), self._last
        self.saw(now.run, now.ms, wall)
        if last is None or not now.run:
            return now, 0
        run, ms, before = last
        passed = (wall - before).total_seconds()
        if run != now.run or now.ms < ms:
            return now, round(passed) if passed < -ACROSS else 0
        counted = (now.ms - ms) / 1000
        moved = passed - counted
        if abs(moved) <= TOLERATED + counted * DRIFT or (moved > 0 and now.stops):
            return now, 0
        return now, round(moved)


def moved_words(seconds: int) -> str:
    """'set back by 2 h 3 min', 'set forward by 40 s'."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "days" if days > 1 else "day"), (hours, "h"), (minutes, "min")]
    words = [f"{count} {unit}" for count, unit in parts if count] or [f"{rest} s"]
    return f"set {'back' if seconds < 0 else 'forward'} by {' '.join(words)}"
