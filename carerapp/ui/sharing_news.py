"""What the sharing loop tells, shown on the screens."""

from __future__ import annotations

from carerapp.actions.access import NotSaved
from carerapp.sharing.listening import Listening
from carerapp.ui.locking import Locking
from carerapp.ui.navigation import Navigation
from carerapp.ui.ports import WindowPort


class SharingNews:
    """The window's side of `carerapp.sharing.loop`."""

    def __init__(
        self, window: WindowPort, navigation: Navigation, locking: Locking, listening: Listening | None
    ) -> None:
        self._window, self._navigation, self._locking = window, navigation, locking
        self._listening = listening

    def ears_changed(self) -> None:
        """It listens with them at once."""
        if self._listening is not None:
            self._listening.look()

    def record_erased(self, child: str) -> None:
        """The casebook reads it anew."""
        if self._locking.session is not None:
            self._locking.session.book.forget(child)

    def not_saved(self, problem: NotSaved) -> None:
        """It is fetched again later; what the carer wrote is saved, and is not called "not saved"."""
        why = "has no room left. Free some space" if problem.full else "could not write to its storage"
        self._window.warn(
            f"What came from the authority could not be kept: this device {why}. What you wrote is safe, and "
            "what came is fetched again."
        )

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
