"""Which heading a screen reader is taken to: the new one, when the person's own tap brought it up.

Not when the screen changes by itself: whoever types then would be taken out of their box.
"""

from __future__ import annotations


class Heads:
    """Of one window; asked in the order in which headings are drawn."""

    def __init__(self) -> None:
        self._moved = True  # a tap, or the start: the next new heading is theirs
        self._before: set[str] = set()
        self._now: set[str] = set()
        self._taken = ""

    def moved(self) -> None:
        """The person tapped, or came to another screen."""
        self._moved = True

    def typing(self) -> None:
        """The person is in a box now. A heading that is made anew leaves them there."""
        self._taken = ""

    def takes(self, heading: str) -> bool:
        """Whether this one has the focus. It stays the same one in later drawings."""
        if self._moved and heading not in self._before:
            self._taken, self._moved = heading, False
        self._now.add(heading)
        return heading == self._taken

    def drawn(self) -> None:
        """The whole window stands."""
        self._before, self._now, self._moved = self._now, set(), False
