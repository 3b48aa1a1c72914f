"""Law: a screen that has just changed takes no tap, and a button no second one.

The second tap of a double tap lands on whatever came up under the finger, or on the same button again. So
for 0.7 s after what can be tapped has changed, and on the same button after its own tap, a tap does nothing
and is not kept for later. A finger that goes on tapping meanwhile goes on being the same one, for twice that
time at most. The time begins when the window says that it shows the change: a slow device or line shows it
well after it was drawn here, and a tap from before then lands on it all the same. The calls to the police,
Hide and Back are never stopped. What can be tapped is compared, not the words: a clock that moves on changes
no screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

_LONG_AGO = float("-inf")
UNSEEN = 5.0  # seconds after which a change counts as shown though the window did not say so


class Settling:
    """Of one window. ``seconds``: how long a changed screen takes no tap; ``clock``: seconds that nobody
    sets."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._shown: Hashable = None
        self._changed = self._undrawn = self._passed_over = _LONG_AGO
        self._last, self._last_at = "", _LONG_AGO
        self._number, self._seen = 0, 0
        self._tells = False  # this window says when it shows a change

    def takes(self, name: str) -> bool:
        """Whether a tap on this, now, was meant for what is shown. One that was not is passed over."""
        now = self._clock()
        again = self._last_at if name == self._last else _LONG_AGO
        began = max(self._changed, self._undrawn, again)
        unseen = self._tells and self._seen != self._number and now - self._changed < UNSEEN
        settled = now - max(began, self._passed_over) >= self._seconds or now - began >= 2 * self._seconds
        if self._seconds and (unseen or not settled):
            self._passed_over = now
            return False
        return True

    def tapped(self, name: str) -> None:
        """Until the screen is drawn anew, nobody knows whether the next tap is meant for it."""
        self._undrawn = self._last_at = self._clock()
        self._last = name

    def drawn(self, shown: Hashable) -> int:
        """``shown``: the place, and what can be tapped there. The number of the change, for :meth:`seen`."""
        self._undrawn = _LONG_AGO
        if shown != self._shown:
            self._changed, self._shown = self._clock(), shown
            self._number += 1
        return self._number

    def seen(self, number: int) -> None:
        """The window shows this change now."""
        self._tells = True
        if number == self._number and self._seen != number:
            self._seen, self._changed = number, self._clock()
