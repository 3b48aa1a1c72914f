"""Sharing goes on beside the screens while the vault is open: no tap waits for a network, none is lost to one."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from carerapp.vault import Locked, NotSaved
from sync.conversation import run_async

if TYPE_CHECKING:
    from carerapp.sharing import Enrolment, Sharing
    from carerapp.ui.shell import App

AGAIN = 60.0  # seconds, when this device itself could not go on


class Background:
    """Of one window. Begun at unlock, ended by lock: what is under way then ends at the locked vault."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.sharing: Sharing | None = None
        self.working = False
        self._wake = asyncio.Event()
        self._left: tuple[int, int | None] | None = None

    @property
    def not_received(self) -> int | None:
        """Entries that no authority has yet; ``None`` where none is connected."""
        if self.sharing is None:
            return None
        saved = self._app.open_book.saved()
        if self._left is None or self._left[0] != saved:  # counting takes a moment in a long log
            self._left = saved, self.sharing.not_received()
        return self._left[1]

    def begin(self) -> None:
        app = self._app
        if app.parts.sharing is None:
            return
        self.sharing = app.parts.sharing(app.vault, app.open_book)
        app.page.run_task(self._run, self.sharing)

    def end(self) -> None:
        self.sharing = None
        self._wake.set()

    def wake(self) -> None:
        """Something was written, or somebody asked."""
        self._wake.set()

    async def _run(self, sharing: Sharing) -> None:
        with contextlib.suppress(Locked):
            while self.sharing is sharing:
                self._wake.clear()
                wait = await self._round(sharing)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)

    async def _round(self, sharing: Sharing) -> float:
        """Each authority once; seconds until the next round."""
        wait = AGAIN
        for enrolment in sharing.authorities:
            self.working = True
            try:
                result = await run_async(sharing.turn(enrolment), self._app.parts.sender(sharing, enrolment))
            except NotSaved as problem:
                self._app.warning = str(problem)
                continue
            finally:
                self.working = False
            for child in result.news:
                self._app.open_book.forget(child)
            if result.revoked:
                await self._erase(sharing, result.revoked)
                return AGAIN
            wait = min(wait, max(result.wait, 0.2))
        self._left = None
        if sharing.authorities and self.sharing is sharing:
            self._app.redraw()
        return wait

    async def _erase(self, sharing: Sharing, by: Enrolment) -> None:
        """The authority took this device's access away: what is theirs goes, at once, and it is said."""
        app = self._app
        theirs, others = sharing.held_for(by)
        words = f"{by.called} has taken this device’s access away. The records it held for them are erased."
        if others:
            for child in theirs:
                app.vault.erase_child(child, reason="the authority took this device's access away")
                app.open_book.forget(child)
            sharing.disconnect(by)
            app.home()
            app.warning = words
            app.redraw()
            return
        handle = app.parts.door.device_handle
        if handle is not None and app.parts.device is not None:
            await app.parts.device.forget(handle)
        app.lock()
        app.parts.door.erase()
        app.last_person, app.why_locked = "", words
        app.redraw()
