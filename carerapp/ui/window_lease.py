"""One browser window at a time holds the open vault."""

from __future__ import annotations

from collections.abc import Callable


class WindowLease:
    """Held by the window that was unlocked last; a newer one takes it over from an older."""

    def __init__(self) -> None:
        self._give_up: Callable[[], None] | None = None

    def take(self, give_up: Callable[[], None]) -> None:
        """From now on the caller holds it. Whoever held it before is told, and has given up on return."""
        previous, self._give_up = self._give_up, give_up
        if previous is not None and previous != give_up:
            previous()
