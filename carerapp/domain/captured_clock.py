"""Was the device's clock right when something was written without unlocking? Told when it is put into a log:
by the clock that nobody sets where the device was not switched off since, else by what stands in the logs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from carerapp.domain.clock import Mark, Steady
from carerapp.domain.clock_doubt import FAR
from carerapp.domain.uk_time import at_words

_FAR = timedelta(seconds=FAR)


def times_in_doubt(written: Iterable[Mark], now: Mark, newest: datetime | None) -> str:
    """What speaks against the times of pieces, in the order they were written; "" where nothing does.
    ``newest``: when the newest entry of the logs was written."""
    before: datetime | None = None
    for mark in written:
        at = mark.wall
        if at - now.wall > _FAR:
            return f"It says {at_words(at)}. By this device’s clock that is still to come"
        by_steady = _by_steady(mark, now)
        if by_steady and _apart(at, by_steady, now.steady):
            return f"It says {at_words(at)}. By this device’s clock now that was at {at_words(by_steady)}"
        if by_steady is None and newest and newest - at > _FAR:
            return f"It says {at_words(at)}. That is before the last entry of the log, at {at_words(newest)}"
        if before and before - at > _FAR:
            return f"It says {at_words(at)} after {at_words(before)}: the clock was set back in between"
        before = at
    return ""


def _by_steady(mark: Mark, now: Mark) -> datetime | None:
    """When it was written, counted back from now; None where the device was switched off since."""
    if not mark.steady.run or mark.steady.run != now.steady.run or mark.steady.ms > now.steady.ms:
        return None
    return now.wall - timedelta(milliseconds=now.steady.ms - mark.steady.ms)


def _apart(at: datetime, by_steady: datetime, steady: Steady) -> bool:
    """A clock that stands still while the device sleeps counts too little: then earlier means nothing."""
    return at - by_steady > _FAR or (not steady.stops and by_steady - at > _FAR)


@dataclass(frozen=True, slots=True)
class Times:
    """What a person said of the times. ``known``: False where nobody knows when it was written; ``began``:
    when it really began, None where the times are right."""

    known: bool = True
    began: datetime | None = None

    @property
    def believed(self) -> bool:
        """As they were written."""
        return self.known and self.began is None

    def of(self, mark: Mark, first: Mark) -> datetime | None:
        """When a piece was written, of which the first was ``first``; None: not known."""
        if not self.known:
            return None
        return mark.wall if self.began is None else self.began + _between(first, mark)

    def since(self, since: datetime, first: Mark) -> datetime | None:
        """Since when the child was not seen, by what was said at the first piece; None: not known."""
        if not self.known:
            return None
        return since if self.began is None else self.began - max(first.wall - since, timedelta())


BELIEVED = Times()  # as they were written


def _between(first: Mark, mark: Mark) -> timedelta:
    """Never backwards."""
    one, other = first.steady, mark.steady
    if one.run and one.run == other.run and other.ms >= one.ms and not one.stops:
        return timedelta(milliseconds=other.ms - one.ms)
    return max(mark.wall - first.wall, timedelta())
