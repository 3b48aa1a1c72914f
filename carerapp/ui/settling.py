"""Law: a screen that has just changed takes no tap, and a button no second one.

The second tap of a double tap lands on whatever came up under the finger, or on the same button again. So
for 0.7 s after what can be tapped has changed, and on the same button after its own tap, a tap does nothing
and is not kept for later. A finger that goes on tapping meanwhile goes on being the same one, for twice that
time at most. The calls to the police, Hide and Back are never stopped. What can be tapped is compared, not
the words: a clock that moves on changes no screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

_LONG_AGO = float("-inf")


class Settling:
    """Of one window. ``seconds``: how long a changed screen takes no tap; ``clock``: seconds that nobody
    sets."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._shown: Hashable = None
        self._changed = self._undrawn = self._passed_over = _LONG_AGO
        self._last, self._last_at = "", _LONG_AGO

    def takes(self, name: str) -> bool:
        """Whether a tap on this, now, was meant for what is shown. One that was not is passed over."""
        now = self._clock()
        again = self._last_at if name == self._last else _LONG_AGO
        began = max(self._changed, self._undrawn, again)
        if now - began >= 2 * self._seconds or now - max(began, self._passed_over) >= self._seconds:
            return True
        self._passed_over = now
        return False

    def tapped(self, name: str) -> None:
        """Until the screen is drawn anew, nobody knows whether the next tap is meant for it."""
        self._undrawn = self._last_at = self._clock()
        self._last = name

    def drawn(self, shown: Hashable) -> None:
        """``shown``: the place, and what can be tapped there."""
        self._undrawn = _LONG_AGO
        if shown != self._shown:
            self._changed, self._shown = self._clock(), shown
