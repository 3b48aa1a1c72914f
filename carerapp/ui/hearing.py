"""What signals do in a window: an open one looks at once; a locked one says that there is something, and no
more."""

from __future__ import annotations

from carerapp.actions.access import NotSaved
from carerapp.sharing.ears import Ear
from carerapp.sharing.listening import Listening
from carerapp.ui.locking import Locking
from carerapp.ui.ports import WindowPort
from carerapp.ui.services import AppServices

ENDED = "The authority has taken this device’s access away. The records it held for them are erased."

UNLOCK = (
    "The authority has taken this device’s access away. Once somebody unlocks it, the records it held for "
    "them are erased. Other records stay."
)


class Hearing:
    """The window's side of `carerapp.sharing.listening`."""

    def __init__(
        self, window: WindowPort, locking: Locking, listening: Listening, services: AppServices
    ) -> None:
        self._window, self._locking, self._listening = window, locking, listening
        self._host, self._door = services.host, services.door

    async def join(self) -> None:
        """From now on, until the window is gone."""
        self._listening.joined(self)

    def leave(self) -> None:
        """The window is gone; what is heard is heard by the others."""
        self._listening.gone(self)

    def heard(self, ear: Ear, *, standing: bool, urgent: bool) -> None:
        """An open window looks; a locked one says so. A duty desk is heard across the room: the first time
        since it was locked, and whenever a child went missing."""
        session = self._locking.session
        if session is not None and session.loop is not None:
            session.loop.heard(ear.device, standing=standing)
        elif self._listening.locked:
            self._window.redraw()
        else:
            return  # another window is the open one
        if ear.desk and (urgent or self._listening.new == 1):
            self._window.start(self._host.alert, urgent)

    def line_changed(self) -> None:
        """An open window goes by the clock where no signal comes, and not where they do. A line that is back
        ends every pause."""
        session = self._locking.session
        if session is not None and session.sharing is not None and session.loop is not None:
            if any(map(self._listening.hears, self._listening.known)):
                session.sharing.sync_now()
            session.loop.wake()
        elif self._listening.locked:
            self._window.redraw()

    def not_known(self, device: str) -> None:
        """Another key is named in the next round of an open window."""
        session = self._locking.session
        if session is not None and session.sharing is not None and session.loop is not None:
            sharing = session.sharing
            if self._window.attempt(lambda: sharing.listen_anew(device), quiet=True):
                session.loop.wake()

    async def turned_away(self, ear: Ear) -> None:
        """An open window finds out in its round what is whose. A locked one erases where all that is here is
        that authority's; else the next one who unlocks does: what is another's must not go."""
        session = self._locking.session
        if session is not None and session.loop is not None:
            session.loop.heard(ear.device, standing=True)
            return
        if not self._listening.locked:
            return  # another window is the open one
        if not ear.alone:
            self._locking.why = UNLOCK
        elif self._door.exists:  # or another window was told first
            try:
                await self._locking.erase_device(ENDED)
            except NotSaved as problem:
                self._window.warn(str(problem))
        self._window.redraw()
