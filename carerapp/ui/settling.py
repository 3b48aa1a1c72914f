"""Law: a screen that has just changed takes no tap.

The second tap of a double tap lands on whatever came up under the finger. So for 0.7 s after what can be
tapped has changed, a tap does nothing and is not kept for later. The calls to the police, Hide and Back are
never stopped. What can be tapped is compared, not the words: a clock that moves on changes no screen.
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
        self._changed = self._tapped = _LONG_AGO

    @property
    def settled(self) -> bool:
        """Whether a tap now was meant for what is shown."""
        return self._clock() - max(self._changed, self._tapped) >= self._seconds

    def tapped(self) -> None:
        """Until the screen is drawn anew, nobody knows whether the next tap is meant for it."""
        self._tapped = self._clock()

    def drawn(self, shown: Hashable) -> None:
        """``shown``: the place, and what can be tapped there."""
        self._tapped = _LONG_AGO
        if shown != self._shown:
            self._changed, self._shown = self._clock(), shown
