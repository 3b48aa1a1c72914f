"""Sharing beside the screens, while the vault is open: no tap waits for a network, none is lost to one.

Also what happens when an authority takes this device's access away: what is theirs goes, at once.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Protocol

from carerapp.settings import SHARING_RETRY_SECONDS, SHARING_SHORTEST_PAUSE_SECONDS
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.service import Sharing, refused_words
from carerapp.sharing.set_aside import AsideShelf
from carerapp.sharing.status import SyncStatus
from carerapp.vault import Locked, NotSaved, Vault
from sync.conversation import Request, run_async
from sync.errors import SyncError, Unreachable
from sync.http_answers import InsecureAddress, check_address

Sender = Callable[[Sharing, Enrolment], Callable[[Request], Awaitable[bytes]]]
"""Sends one request to an authority and waits for its answer."""


def no_sender(sharing: Sharing, enrolment: Enrolment) -> Callable[[Request], Awaitable[bytes]]:
    """For a device without a way out: every request fails as without signal."""

    async def send(request: Request) -> bytes:
        raise Unreachable("no way to send")

    return send


class Listener(Protocol):
    """Who is told what the loop did, on the loop's own thread."""

    def record_erased(self, child: str) -> None:
        """Nothing of a child is here any more."""

    def not_saved(self, problem: NotSaved) -> None:
        """This device could not keep what came in."""

    def ears_changed(self) -> None:
        """What the device listens with is another now."""

    def round_done(self) -> None:
        """Every authority was asked once."""

    def access_ended(self, words: str) -> None:
        """An authority's records are erased; others' stay."""

    async def erase_device(self, words: str) -> None:
        """Everything here was that authority's: lock, and erase the vault."""


class SharingLoop:
    """Of one unlocked vault. A loop that was stopped does not start again."""

    def __init__(self, sharing: Sharing, vault: Vault, sender: Sender, listener: Listener) -> None:
        self._sharing, self._vault, self._sender, self._listener = sharing, vault, sender, listener
        self._going_on = True
        self._wake = asyncio.Event()
        self._status: SyncStatus | None = None

    @property
    def not_received(self) -> int | None:
        """Entries written here that no authority has yet; ``None`` where none is connected."""
        return self.status.not_received

    @property
    def status(self) -> SyncStatus:
        """How things stand, as of the last entry and the last round."""
        if self._status is None:  # counting takes a moment in a long log
            self._status = self._sharing.status()
        return self._status

    @property
    def clock_behind(self) -> int | None:
        """By how many seconds an authority found this device's clock behind its own; None: it did not."""
        found = (one.behind for one in self.status.authorities.values() if one.behind is not None)
        return next(found, None)

    def record_written(self) -> None:
        """Something was written here: it is counted, and sent in a round that begins at once."""
        self.wake()

    def wake(self) -> None:
        """Begin the next round at once."""
        self._status = None
        self._wake.set()

    def heard(self, device: str, *, standing: bool) -> None:
        """A signal came from the authority where this device has this id."""
        self._sharing.heard(device, standing=standing)
        self.wake()

    def stop(self) -> None:
        """No further round. One that is under way ends at the locked vault."""
        self._going_on = False
        self._wake.set()

    async def connect(self, address: str, code: str) -> str:
        """Show the authority at this address the code that its duty team gave out. Returns what was in the
        way, for the carer; "" when done. Raises ``NotSaved``."""
        try:
            enrolment = self._sharing.asking(check_address(address))
            send = self._sender(self._sharing, enrolment)
            await run_async(self._sharing.connect(enrolment, code), send)
        except InsecureAddress as error:
            return f"{error}. Nothing was sent."
        except SyncError as error:
            return refused_words(error, self._sharing.now())
        self.wake()
        return ""

    async def run(self) -> None:
        """Round after round, until stopped or locked."""
        with contextlib.suppress(Locked):
            while self._going_on:
                self._wake.clear()
                wait = await self._round()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)

    async def _round(self) -> float:
        """Each authority once; seconds until the next round."""
        wait = SHARING_RETRY_SECONDS
        for enrolment in self._sharing.authorities:
            send = self._sender(self._sharing, enrolment)
            try:
                result = await run_async(self._sharing.turn(enrolment), send)
            except NotSaved as problem:
                self._listener.not_saved(problem)
                continue
            if result.revoked:
                await self._access_ended(result.revoked)
                return SHARING_RETRY_SECONDS
            await self._listen(enrolment, send)
            wait = min(wait, max(result.wait, SHARING_SHORTEST_PAUSE_SECONDS))
        self._status = None
        if self._sharing.authorities and self._going_on:
            self._listener.round_done()
        return wait

    async def _listen(self, enrolment: Enrolment, send: Callable[[Request], Awaitable[bytes]]) -> None:
        """From now on, where the authority has signals. Without them the rounds go on by the clock."""
        try:
            if await run_async(self._sharing.listen(enrolment), send):
                self._listener.ears_changed()
                self.heard(enrolment.device, standing=True)  # what came before it listened was not counted
        except SyncError:
            pass
        except NotSaved as problem:
            self._listener.not_saved(problem)

    async def _access_ended(self, by: Enrolment) -> None:
        """Nothing of theirs stays; where nothing else is here, nor does the vault. It is said."""
        theirs, others = self._sharing.held_for(by)
        words = f"{by.called} has taken this device’s access away. The records it held for them are erased."
        if not others:
            await self._listener.erase_device(words)
            return
        for child in theirs:
            AsideShelf(self._vault).forget(child)
            self._vault.erase_child(child, reason="the authority took this device's access away")
            self._listener.record_erased(child)
        self._sharing.disconnect(by)
        self._status = None
        self._listener.access_ended(words)
