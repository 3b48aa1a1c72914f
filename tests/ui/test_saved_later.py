"""A device that can say only later whether an entry is where it should be: "Saving …" until it has, then
"Saved" or "Not saved"; and nothing that the carer does waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context
from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.domain.topics import Topic
from carerapp.ui import display, drafts
from carerapp.ui.host import Host
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Door, Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window
from tests.support.vault.doubles import QuickCrypto
from tests.support.vault.late_disk import LateDisk

WORDS = "She was seen at the station ሰላም"


class Phone(Calm):
    """With the invented child, who is missing, and everything so far answered."""

    def __init__(self, clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> None:
        super().__init__(clock, open_book)
        self.files = LateDisk()
        self.door = Door(self.files, QuickCrypto(), now=lambda: clock().timestamp())
        host = Host()
        # as JavaScript calls: from outside of every task
        self.files.told = lambda: Context().run(lambda: host.when_answered())
        self.parts = replace(self.parts, door=self.door, host=host)

    def set_up(self) -> None:
        super().set_up()
        vault = self.door.unlock(PIN)
        self.episode = start_episode(self.parts.open_casebook(vault), self.child).id
        vault.lock()
        self.files.answer()

    async def noting(self, window: Window) -> None:
        """Words stand in the box of a note, and all that was written is known to be there."""
        await window.type_pin(PIN)
        about = {"child": self.child, "episode": self.episode}
        window.app.home(Place(ScreenName.EPISODE, about), Place(ScreenName.NOTE, about))
        window.app.redraw()
        await window.type("What happened?", WORDS)
        await window.typing_paused()
        self.files.answer()
        await window.see("^Saved on this device 22:40")
        self.clock.forward(minutes=1)

    def noted(self, window: Window) -> list[str]:
        notes = window.app.book.child(self.child).episode(self.episode).record.notes(Topic.NOTE)
        return [str(note.value) for note in notes]


@pytest.fixture
def phone(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Phone:
    made = Phone(clock, open_book)
    made.set_up()
    return made


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 0.0)


def test_an_entry_is_called_saved_once_the_device_has_said_so(phone: Phone) -> None:
    """Until then "Saving …", on the screen after it too; the answer about an earlier entry does not count."""

    async def play() -> None:
        async with Window(phone.parts) as window:
            await phone.noting(window)
            before = phone.files.writes()
            await window.tap("Save")
            await window.see("^Saving …")
            await window.see("Do this next")
            assert not window.shows("^Saved on this device|^Not saved")
            phone.files.answer(upto=before)
            await asyncio.sleep(0.05)
            assert window.shows("^Saving …")
            phone.files.answer(upto=before + 1)
            await window.see("^Saved on this device 22:41")
            assert not window.shows("^Saving …|^Not saved")
            assert len(phone.noted(window)) == 1

    played(play())


def test_an_entry_that_is_not_there_is_not_saved_and_the_copy_has_its_words(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was never called saved; the card offers the copy at once."""
    copies: list[bytes] = []

    async def save_file(self: object, *, src_bytes: bytes, **_: Any) -> None:
        copies.append(src_bytes)

    monkeypatch.setattr(ft.FilePicker, "save_file", save_file)

    async def play() -> None:
        async with Window(phone.parts) as window:
            await phone.noting(window)
            await window.tap("Save")
            await window.see("^Saving …")
            phone.files.answer(there=False)
            await window.see("^Not saved: the place on this device where your notes were kept is gone")
            assert not window.shows("^Saving …|^Saved on this device")
            await window.tap("Save a copy elsewhere")
            await window.until(lambda: bool(copies), "no copy")
            assert WORDS in copies[0].decode()

    played(play())


def test_a_device_that_never_answers_holds_up_nothing_and_is_not_believed(phone: Phone) -> None:
    """The carer goes on: the next screen, the next entry, the lock, and back in."""

    async def play() -> None:
        async with Window(phone.parts) as window:
            await phone.noting(window)
            await window.tap("Save")
            await window.see("Do this next")
            await window.tap("Done")
            await window.see(r"^Done 22:41")
            assert window.shows("^Saving …")
            assert not window.shows("^Saved on this device|^Not saved")
            window.app.locking.hide()
            window.app.redraw()
            await window.tap("Show")
            await window.type_pin(PIN)
            await window.see("Do this next")
            assert window.shows("^Saving …")
            assert len(phone.noted(window)) == 1

    played(play())


def test_the_screen_after_an_entry_waits_a_moment_for_the_answer(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes longer to draw than the answer to come: drawn first, it would hold "Saved" up."""
    monkeypatch.setattr(display, "STORE_ANSWER_SECONDS", 3600.0)

    async def play() -> None:
        async with Window(phone.parts) as window:
            await phone.noting(window)
            await window.tap("Save")
            await window.see("^Saving …")
            assert window.shows("^What happened\\?")
            phone.files.answer()
            await window.see("Do this next")
            assert window.shows("^Saved on this device 22:41")

    played(play())


@pytest.mark.parametrize(("there", "word"), [(True, "Saved 22:41"), (False, "Not saved$")])
def test_under_a_box_it_is_said_as_in_the_strip(phone: Phone, there: bool, word: str) -> None:
    """An answer of the form: "Saving …", then what is so; another answer, from before, stays saved."""

    async def play() -> None:
        async with Window(phone.parts) as window:
            await phone.open(window, ScreenName.KEY_CONTACTS_SECTION, section="personal", page="clothing")
            fields = window.app.book.child(phone.child).protocol.key_contacts
            await window.type(fields.field("piercings").question, "Left ear")
            await window.typing_paused()
            phone.files.answer()
            await window.see("Saved 22:40")
            phone.clock.forward(minutes=1)
            await window.type(fields.field("clothing").question, "Kit")
            await window.see("^Saving …")
            phone.files.answer(there=there)
            await window.see(f"^{word}")
            assert not window.shows("^Saving …")
            assert window.shows("^Saved 22:40")

    played(play())


def test_a_tablets_bar_says_the_same(phone: Phone) -> None:
    """Where there is room for two columns."""

    async def play() -> None:
        async with Window(phone.parts, width=1180) as window:
            await phone.noting(window)
            await window.tap("Save")
            await window.see(r"^Saving …\. Signed in: A\. Carer")
            phone.files.answer()
            await window.see(r"^Saved on this device 22:41\..* Signed in: A\. Carer")

    played(play())


@pytest.mark.parametrize(("there", "so"), [(True, "^Sealed on this device 22:40"), (False, "^Not saved")])
def test_what_is_written_without_unlocking_is_called_sealed_no_sooner(
    phone: Phone, there: bool, so: str
) -> None:
    """The same on that screen."""

    async def play() -> None:
        async with Window(phone.parts) as window:
            await window.tap("Start without unlocking")
            await window.see("^Saving …")
            assert not window.shows("^Sealed on this device")
            phone.files.answer(there=there)
            await window.see(so)
            assert not window.shows("^Saving …")

    played(play())


def test_a_locked_screen_says_that_what_was_just_written_is_gone(phone: Phone) -> None:
    """Hidden before the answer came."""

    async def play() -> None:
        async with Window(phone.parts) as window:
            await phone.noting(window)
            await window.tap("Save")
            window.app.locking.hide()
            window.app.redraw()
            phone.files.answer(there=False)
            await window.tap("Show")
            await window.see("The place on this device where your notes were kept is gone")

    played(play())
