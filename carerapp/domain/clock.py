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


@dataclass(frozen=True, slots=True)
class Mark:
    """Both clocks at one moment."""

    wall: datetime
    steady: Steady


class Elapsed:
    """How much time went by, whatever hands did to the wall clock. ``now``: the wall clock, aware."""

    def __init__(self, now: Callable[[], datetime], steady: Callable[[], Steady]) -> None:
        self._now, self._steady = now, steady

    def mark(self) -> Mark:
        """This moment."""
        return Mark(self._now(), self._steady())

    def moved(self, mark: Mark) -> int:
        """Seconds by which the wall clock was moved since then; 0 is not at all or not known."""
        watch = Watch(self._steady)
        watch.saw(mark.steady.run, mark.steady.ms, mark.wall)
        return watch.moved(self._now())

    def since(self, mark: Mark) -> float:
        """Seconds since then. A second clock that may sleep with the device counts too little, so that the
        larger of the two counts; where there is none, the wall clock."""
        now = self.mark()
        wall = (now.wall - mark.wall).total_seconds()
        if not now.steady.run or now.steady.run != mark.steady.run:
            return wall
        counted = (now.steady.ms - mark.steady.ms) / 1000
        return max(counted, wall) if now.steady.stops else counted


class Watch:
    """Compares each entry's two clocks with those of the entry before."""

    def __init__(self, steady: Callable[[], Steady]) -> None:
        self._steady = steady
        self._last: tuple[str, int, datetime] | None = None
        self._moved = 0

    def saw(self, run: str, ms: int, written: datetime) -> None:
        """An earlier entry of this device, in the order they were written."""
        if run:
            self._last = (run, ms, written)

    def look(self, wall: datetime) -> tuple[Steady, int]:
        """For an entry: the second clock now, and by how many seconds the wall clock was moved since the last
        entry: forward is positive, 0 is not at all or not known."""
        now = self._steady()
        moved = self._moved_since(now, wall)
        self.saw(now.run, now.ms, wall)
        self._moved += moved
        return now, moved

    def moved(self, wall: datetime) -> int:
        """By how many seconds the wall clock was moved, all in all, since it was last confirmed."""
        return self._moved + self._moved_since(self._steady(), wall)

    def confirm(self, wall: datetime) -> None:
        """A person looked at the wall clock: it is right now."""
        self._moved = -self._moved_since(self._steady(), wall)

    def _moved_since(self, now: Steady, wall: datetime) -> int:
        last = self._last
        if last is None or not now.run:
            return 0
        run, ms, before = last
        passed = (wall - before).total_seconds()
        if run != now.run or now.ms < ms:
            return round(passed) if passed < -ACROSS else 0
        counted = (now.ms - ms) / 1000
        moved = passed - counted
        if abs(moved) <= TOLERATED + counted * DRIFT or (moved > 0 and now.stops):
            return 0
        return round(moved)


def span_words(seconds: float) -> str:
    """'2 h 3 min', '1 day', '40 s': how far two clocks are apart, to the minute."""
    whole = abs(round(seconds))
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod((whole + 30) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "days" if days > 1 else "day"), (hours, "h"), (minutes, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def moved_words(seconds: int) -> str:
    """'set back by 2 h 3 min', 'set forward by 40 s'."""
    return f"set {'back' if seconds < 0 else 'forward'} by {span_words(seconds)}"
