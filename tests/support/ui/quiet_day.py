"""A quiet day: the invented child's form, open in a window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from carerapp import bootstrap
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.documents import Fonts
from carerapp.domain.json_value import Json
from carerapp.domain.records import Record
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.services import AppServices
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_image import NativeImage
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.window import Window
from tests.support.vault.doubles import QuickCrypto


class Quiet:
    """A device with the invented child on a quiet day; somebody can write behind the screen's back."""

    def __init__(self, clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> None:
        self.clock, self.disk = clock, MemoryDisk()
        door = Door(self.disk, QuickCrypto(), now=lambda: clock().timestamp())
        self.book = open_book(door.create(PIN, name="A. Carer", role="Foster carer"))
        self.child = add_invented_child(self.book)
        self.parts = AppServices(
            door=door,
            open_casebook=lambda _: self.book,
            image=NativeImage(),
            now=clock,
            demo=add_invented_child,
            fonts=Fonts.in_folder(bootstrap.ASSETS / "fonts"),
        )

    @property
    def form(self) -> Record:
        return self.book.child(self.child).key_contacts

    def answer(self, field: str, value: Json) -> None:
        answer_question(self.book, self.child, self.form.id, field, value)

    async def at(self, window: Window, section: str, question: str = "") -> None:
        """On the page of the section that asks this; else on its first one."""
        await window.type_pin(PIN)
        window.app.go(ScreenName.KEY_CONTACTS, child=self.child)
        await self.go(window, section, question)

    async def go(self, window: Window, section: str, question: str = "") -> None:
        if section == "photo":
            window.app.go(ScreenName.PHOTO, child=self.child)
        elif section:
            window.app.go(ScreenName.KEY_CONTACTS_SECTION, child=self.child, section=section, page=question)
        window.app.redraw()
        await asyncio.sleep(0.05)


def played(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)
