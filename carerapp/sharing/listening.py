"""Listens for signals as long as the app runs, whether it is unlocked, locked or hidden; hands in what was
left to be sent while it is locked; hears that the device was turned away.

It knows no key of the vault, and nothing about a child. Everything that comes is only a reason to look; that
the device is to be erased must be proved as it is to an open one (ADR 15): by the pinned key's signature.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from carerapp.sharing.ears import Ear, ears
from carerapp.sharing.unsent import Unsent, leave, left
from carerapp.vault import Crypto, NotSaved, Unsealed
from sync.client import backoff, believed
from sync.conversation import Request
from sync.errors import BrokenMessage, RequestRejected, Revoked, ServerError, SyncError
from sync.messages import decode_pushed
from sync.settings import (
    FIRST_SIGNAL_SECONDS,
    NO_SIGNALS_RETRY_SECONDS,
    SHORTEST_BACKOFF_SECONDS,
    SIGNALS_APART_SECONDS,
    WAIT_CUT_SECONDS,
)
from sync.signals import Signal, Waits, read_signal, wait_for

EarSender = Callable[[Ear], Callable[[Request], Awaitable[bytes]]]
"""Sends one request with the listening key, and waits for its answer as long as it takes."""


class Hearer(Protocol):
    """A window. What is heard is told to each of them, on the loop's own thread."""

    def heard(self, ear: Ear, *, standing: bool, urgent: bool) -> None:
        """Something is new at this authority."""

    def line_changed(self) -> None:
        """Signals reach this device now, or no longer; or an entry that was left here went out."""

    def not_known(self, device: str) -> None:
        """The authority does not know the key that this device listens with."""

    async def turned_away(self, ear: Ear) -> None:
        """The authority has taken this device's access away, and proved it."""


class Listening:
    """Of one device. ``send``: the way out; ``steady``: seconds of a clock that nobody sets."""

    def __init__(
        self,
        unsealed: Unsealed,
        crypto: Crypto,
        send: EarSender,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._unsealed, self._crypto, self._send, self._steady = unsealed, crypto, send, steady
        self.windows: list[Hearer] = []
        self._tasks: dict[str, tuple[Ear, asyncio.Task[None]]] = {}
        self._hearing: set[str] = set()
        self._now: dict[str, Signal] = {}
        self._unsent: list[Unsent] = []
        self._handing_in: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None  # once a window is there
        self.locked = True
        self.new, self.urgent = 0, False  # signals since it was locked; whether one was urgent

    def hears(self, device: str) -> bool:
        """Whether signals reach this device just now, by its id at an authority."""
        return device in self._hearing

    @property
    def known(self) -> dict[str, Signal]:
        """How things are, by this device's id at each authority that said so."""
        return dict(self._now)

    @property
    def waiting(self) -> int:
        """How many entries are left here to be sent."""
        return sum(one.entries for one in self._unsent)

    # --- what the app tells ---------------------------------------------------------------------
    def joined(self, window: Hearer) -> None:
        """A window is there: begin, or go on. Called on the loop that runs it."""
        self._loop = asyncio.get_running_loop()
        if window not in self.windows:
            self.windows.append(window)
        self.look()
        if self.locked and not self._unsent:
            self._hand_in(list(left(self._unsealed)))

    def gone(self, window: Hearer) -> None:
        """It was closed; the others hear on."""
        if window in self.windows:
            self.windows.remove(window)

    def look(self) -> None:
        """What there is to listen with may be another now."""
        if self._loop is None:
            return
        there = {ear.device: ear for ear in ears(self._unsealed)}
        for device, (ear, task) in list(self._tasks.items()):
            now = there.get(device)
            same = now is not None and (now.private, now.endpoint_key) == (ear.private, ear.endpoint_key)
            if not same or task.done():
                task.cancel()
                self._hearing.discard(device)
                del self._tasks[device]
        for device, ear in there.items():
            if device not in self._tasks:
                self._now.setdefault(device, ear.known)
                self._tasks[device] = ear, self._loop.create_task(self._listen(ear))

    def opened(self) -> None:
        """Somebody unlocked: what was left is theirs to send, and what is new is theirs to see."""
        self.locked, self.new, self.urgent = False, 0, False
        self._hand_in([])
        with contextlib.suppress(NotSaved):
            leave(self._unsealed, ())

    def shut(self, unsent: tuple[Unsent, ...]) -> None:
        """It is locked, and this is to be sent meanwhile."""
        self.locked = True
        self.look()
        self._hand_in(list(unsent))

    def stop(self) -> None:
        """The vault is erased: nothing is heard any more."""
        self._hand_in([])
        for _, task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._hearing.clear()
        self._now.clear()

    # --- listening ------------------------------------------------------------------------------
    async def _listen(self, ear: Ear) -> None:
        waits, failures, send = Waits(), 0, self._send(ear)
        while True:
            began, known = self._steady(), self._now[ear.device]
            first = ear.device not in self._hearing  # a short one: whether there is a line at all
            try:
                asked = FIRST_SIGNAL_SECONDS if first else waits.seconds
                signal = read_signal(await send(wait_for(known.number, asked)))
            except SyncError as error:
                lasted = self._steady() - began
                if await self._is_end(ear, error):
                    return
                self._line(ear.device, there=False)
                waits, failures = waits.failed(lasted), 0 if lasted >= WAIT_CUT_SECONDS else failures + 1
                pause = max(backoff(failures), error.wait if isinstance(error, ServerError) else 0.0)
                if waits.of_no_use or isinstance(error, RequestRejected):
                    waits, pause = Waits(), NO_SIGNALS_RETRY_SECONDS
                await asyncio.sleep(pause)
                continue
            failures, lasted = 0, self._steady() - began
            self._line(ear.device, there=not signal.poll)
            if signal.number != known.number:
                self._now[ear.device] = signal
                self._tell(ear, known, signal)
            elif not first and lasted >= waits.seconds - WAIT_CUT_SECONDS:
                waits = waits.whole()
            elif not first:
                await asyncio.sleep(SHORTEST_BACKOFF_SECONDS)  # it ended before its time
            await asyncio.sleep(NO_SIGNALS_RETRY_SECONDS if signal.poll else SIGNALS_APART_SECONDS)

    async def _is_end(self, ear: Ear, error: SyncError) -> bool:
        """Turned away for good; another key is not believed."""
        told = believed(error, ear.device, ear.endpoint_key, self._crypto.verify)
        if isinstance(told, Revoked):
            self._line(ear.device, there=False)
            # as it is kept now: whether anything else is here may have changed since this began
            for now in (one for one in ears(self._unsealed) if one.device == ear.device):
                for window in list(self.windows):
                    await window.turned_away(now)
            return True
        if isinstance(told, RequestRejected) and told.status == 401 and told.reason != "stale":
            for window in list(self.windows):
                window.not_known(ear.device)
        return False

    def _line(self, device: str, *, there: bool) -> None:
        if there == (device in self._hearing):
            return
        (self._hearing.add if there else self._hearing.discard)(device)
        for window in list(self.windows):
            window.line_changed()

    def _tell(self, ear: Ear, before: Signal, now: Signal) -> None:
        standing, urgent = now.standing != before.standing, now.urgent != before.urgent
        if self.locked:
            self.new, self.urgent = self.new + 1, self.urgent or urgent
        for window in list(self.windows):
            window.heard(ear, standing=standing, urgent=urgent)

    # --- handing in -----------------------------------------------------------------------------
    def _hand_in(self, unsent: list[Unsent]) -> None:
        if self._handing_in is not None:
            self._handing_in.cancel()
        self._unsent = unsent
        self._handing_in = self._loop.create_task(self._hand_in_all()) if self._loop and unsent else None

    async def _hand_in_all(self) -> None:
        """One after the other, until each stands there by the authority's own signature. The open app sends
        again what this sent, and gets the same receipts: nothing of the vault is needed, nor changed."""
        failures, turn = 0, 0
        while self._unsent:
            one = self._unsent[turn % len(self._unsent)]
            ear = next((ear for ear, _ in self._tasks.values() if ear.device == one.device), None)
            try:
                if ear is None:
                    return
                await self._hand_over(ear, one)
                failures = 0
                self._unsent.remove(one)
                with contextlib.suppress(NotSaved):
                    leave(self._unsealed, self._unsent)
                for window in list(self.windows):
                    window.line_changed()
            except RequestRejected:
                turn += 1
                failures += 1
                await asyncio.sleep(max(backoff(failures), WAIT_CUT_SECONDS))
            except SyncError as error:
                failures += 1
                await asyncio.sleep(
                    max(backoff(failures), error.wait if isinstance(error, ServerError) else 0.0)
                )

    async def _hand_over(self, ear: Ear, one: Unsent) -> None:
        """Raises a ``SyncError``, also where the answer proves nothing."""
        try:
            answer = decode_pushed(await self._send(ear)(Request("POST", one.path, one.body)))
        except BrokenMessage as broken:
            raise ServerError(str(broken)) from None
        for receipt in answer.receipts:
            if not self._crypto.verify(ear.endpoint_key, receipt.signature, receipt.signed_part()):
                raise ServerError("a receipt is not signed by the authority")
        if not answer.receipts:
            raise ServerError("the answer says nothing about what was sent")
