"""What the sharing loop tells, shown on the screens."""

from __future__ import annotations

from carerapp.actions.access import NotSaved
from carerapp.ui.locking import Locking
from carerapp.ui.navigation import Navigation
from carerapp.ui.ports import WindowPort


class SharingNews:
    """The window's side of `carerapp.sharing.loop`."""

    def __init__(self, window: WindowPort, navigation: Navigation, locking: Locking) -> None:
        self._window, self._navigation, self._locking = window, navigation, locking

    def record_erased(self, child: str) -> None:
        """The casebook reads it anew."""
        if self._locking.session is not None:
            self._locking.session.book.forget(child)

    def not_saved(self, problem: NotSaved) -> None:
        """Said, as for what the carer wrote."""
        self._window.warn(str(problem))

    def round_done(self) -> None:
        """What is received stands on many screens."""
        self._window.redraw()

    def access_ended(self, words: str) -> None:
        """The screen may be about a child who is gone."""
        self._navigation.home()
        self._window.warn(words)
        self._window.redraw()

    async def erase_device(self, words: str) -> None:
        """Nothing is left but the lock screen, which says why."""
        await self._locking.erase_device(words)
        self._window.redraw()
