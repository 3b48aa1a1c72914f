"""A tablet whose app runs: unlocked with its loop, or locked with nothing but its ears, as a window drives
them, without a window."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.sharing import Enrolment, Sharing
from carerapp.sharing.ears import Ear
from carerapp.sharing.listening import Listening
from carerapp.sharing.loop import SharingLoop
from carerapp.vault import Crypto, NotSaved, Vault
from carerapp.vault.adapters.native_disk import NativeDisk
from sync.conversation import Request

PATIENCE_SECONDS = 30.0  # for what comes in tests; never a measure


@dataclass
class Unlocked:
    """What an unlocked app has."""

    vault: Vault
    book: Casebook
    sharing: Sharing
    loop: SharingLoop
    task: asyncio.Task[None]


@dataclass
class Running:
    """One device. ``signals``: whether it listens; ``says_yes``: its manager has compared every number."""

    folder: Path
    pin: str
    crypto: Crypto
    signals: bool = True
    says_yes: bool = True
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # each request that went out: method and path
    open: Unlocked | None = None

    def __post_init__(self) -> None:
        self.disk = NativeDisk(self.folder)
        self.door = bootstrap.door(self.disk)
        self.listening = Listening(self.door.unsealed, self.crypto, self._ear_sender)

    # --- the way out
    def _sender(self, sharing: Sharing, enrolment: Enrolment) -> Callable[[Request], Awaitable[bytes]]:
        return self._counted(bootstrap.sender(sharing, enrolment))

    def _ear_sender(self, ear: Ear) -> Callable[[Request], Awaitable[bytes]]:
        return self._counted(bootstrap.ear_sender(ear))

    def _counted(self, send: Callable[[Request], Awaitable[bytes]]) -> Callable[[Request], Awaitable[bytes]]:
        async def counted(request: Request) -> bytes:
            self.asked.append(f"{request.method} {request.path.partition('?')[0]}")
            return await send(request)

        return counted

    # --- what a window does
    def unlock(self) -> Unlocked:
        vault = self.door.unlock(self.pin)
        book = bootstrap.open_casebook(vault)
        sharing = bootstrap.sharing(vault, book, crypto=self.crypto)
        sharing.hears = self.listening.hears
        loop = SharingLoop(sharing, vault, self._sender, self)
        book.when_written = loop.record_written
        self.listening.opened()
        self.open = Unlocked(vault, book, sharing, loop, asyncio.ensure_future(loop.run()))
        return self.open

    def lock(self) -> None:
        assert self.open is not None
        at, self.open = self.open, None
        at.loop.stop()
        self.listening.shut(at.sharing.leave(self.listening.known))
        at.vault.lock()

    # --- as the loop's listener
    def ears_changed(self) -> None:
        if self.signals:
            self.listening.look()

    def record_erased(self, child: str) -> None:
        self.told.append(f"erased {child}")

    def not_saved(self, problem: NotSaved) -> None:
        self.told.append("not saved")

    def round_done(self) -> None:
        if not self.says_yes or self.open is None:
            return
        sharing, who = self.open.sharing, self.open.sharing.who_reads
        for made in (one for one in sharing.authorities if not one.desk):
            for asks in (one for one in who.asks(made) if one.children):
                who.let_read(made, asks, "Office 2")
                sharing.sync_now()
                self.open.loop.wake()
            for offer in sharing.taking_in.offers(made):
                sharing.taking_in.say(made, offer, yes=True)
                sharing.sync_now()
                self.open.loop.wake()

    def access_ended(self, words: str) -> None:
        self.told.append(words)

    async def erase_device(self, words: str) -> None:
        self.told.append("erased everything")

    # --- as one who hears
    def heard(self, ear: Ear, *, standing: bool, urgent: bool) -> None:
        self.told.append("urgent" if urgent else "heard")
        if self.open is not None:
            self.open.loop.heard(ear.device, standing=standing)

    def line_changed(self) -> None:
        if self.open is not None:
            self.open.loop.wake()

    def not_known(self, device: str) -> None:
        if self.open is not None:
            self.open.sharing.listen_anew(device)
            self.open.loop.wake()

    async def turned_away(self, ear: Ear) -> None:
        self.told.append(f"turned away, {'alone' if ear.alone else 'not alone'}")
        if self.open is not None:
            self.open.loop.heard(ear.device, standing=True)


@contextlib.asynccontextmanager
async def running(device: Running) -> AsyncIterator[Running]:
    """Its window is there; at the end everything is let go of."""
    if device.signals:
        device.listening.joined(device)
    try:
        yield device
    finally:
        if device.open is not None:
            device.open.loop.stop()
            device.open.vault.lock()
        device.listening.stop()
        device.disk.close()


async def until(so: Callable[[], object], *, every: float = 0.01, seconds: float = PATIENCE_SECONDS) -> None:
    """Until it is so."""
    async with asyncio.timeout(seconds):
        while not so():
            await asyncio.sleep(every)
