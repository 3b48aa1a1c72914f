"""A quiet day: an unlocked device with the invented child at home, and a window on their form."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from carerapp import bootstrap
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook
from carerapp.documents import Fonts
from carerapp.domain.records import Record
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.services import AppServices
from carerapp.vault import DeviceSecret, DiskFull, Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_image import NativeImage
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.window import Window
from tests.support.vault.doubles import FaultyDisk, QuickCrypto


class Disk(FaultyDisk):
    """A disk that can be told to be full. ``kept``: what lies on it."""

    def __init__(self) -> None:
        self.kept = MemoryDisk()
        super().__init__(self.kept, 0, DiskFull())
        self.full = False

    def _maybe_fail(self) -> None:
        if self.full:
            raise DiskFull


class Calm:
    def __init__(self, clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> None:
        self.clock = clock
        self.disk = Disk()
        self.door = Door(self.disk, QuickCrypto(), now=lambda: clock().timestamp())
        self.parts = AppServices(
            door=self.door,
            open_casebook=open_book,
            image=NativeImage(),
            now=clock,
            demo=add_invented_child,
            fonts=Fonts.in_folder(bootstrap.ASSETS / "fonts"),
        )

    def set_up(self) -> None:
        """A PIN, a carer and the invented child."""
        vault = self.door.create(PIN, name="A. Carer", role="Foster carer")
        self.child = add_invented_child(self.parts.open_casebook(vault))
        vault.lock()

    def with_device(self, device: DeviceSecret) -> AppServices:
        return replace(self.parts, device=device)

    async def open(self, window: Window, name: ScreenName, **args: str) -> None:
        """Unlocked, on this screen of the child's."""
        await window.type_pin(PIN)
        await window.see("Example Child")
        window.app.home(
            Place(ScreenName.KEY_CONTACTS, {"child": self.child}), Place(name, {"child": self.child, **args})
        )
        window.app.redraw()
        await asyncio.sleep(0.02)

    def record(self, window: Window) -> Record:
        return window.app.book.child(self.child).key_contacts


async def pin_twice(window: Window, pin: str = PIN) -> None:
    """The first run up to where the vault is made, or the phone is offered."""
    await window.type("Your name", "Ada Carer")
    await window.tap("Next: choose your lock")
    await window.see("Choose a PIN|Words are safer")
    if window.shows("Words are safer"):
        await window.tap("Use numbers instead")
    await window.type_pin(pin)
    await window.see("Enter the PIN again")
    await window.type_pin(pin)


def played(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)
