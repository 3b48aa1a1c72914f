"""The recovery sheet is made, tried, and opens on the day the PIN is gone. And the device can be erased."""

from __future__ import annotations

import pytest

from carerapp.actions.start_episode import start_episode
from carerapp.ui.features.staff.sheet import SheetState
from tests.support.pins import NEW, PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


async def made(window: Window) -> str:
    """A sheet, from the first screen; its code."""
    await window.tap("Make a recovery sheet")
    await window.tap("Make the sheet")
    await window.see("Now try it")
    return window.app.state(SheetState).code.text


def test_the_sheet_is_made_tried_and_opens_with_a_new_pin(calm: Calm) -> None:
    """A printed code opens the notes again, and the new PIN is the one that works."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("If you forget your PIN, nobody can open your notes")
            code = await made(window)
            await window.type("Type the code from the paper", code[:-1])
            await window.tap("Try the code")
            await window.see("28 letters and numbers; this has 27")
            await window.type("Type the code from the paper", code.lower().replace("-", " "))
            await window.tap("Try the code")
            await window.see("The sheet works")
            await window.tap("Done")
            assert not window.shows("If you forget your PIN")
            window.app.locking.lock()
            window.app.redraw()
            await window.tap("I forgot my PIN")
            await window.type("Code on the sheet", "wrong")
            await window.tap("Open")
            await window.see("Your notes are safe")
            await window.type("Code on the sheet", code)
            await window.tap("Open")
            await window.see("A. Carer: choose a PIN")
            await window.type_pin(NEW)
            await window.type_pin(NEW)
            await window.see("Example Child")
            assert window.app.book.person.name == "A. Carer"
            assert window.app.session.staff.member(window.app.book.person.id).manager
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(PIN)
            await window.see("not right")
            await window.type_pin(NEW)
            await window.see("Example Child")

    played(play())


def test_no_sheet_no_false_hope(calm: Calm) -> None:
    """The lock screen offers the sheet only where one was made; on an episode it asks for nothing."""

    async def play() -> None:
        calm.set_up()
        vault = calm.door.unlock(PIN)
        start_episode(calm.parts.open_casebook(vault), calm.child)
        vault.lock()
        async with Window(calm.parts) as window:
            assert not window.shows("I forgot my PIN")
            await window.type_pin(PIN)
            await window.see("Example Child")
            assert not window.shows("If you forget your PIN")

    played(play())


def test_erasing_asks_for_the_word_and_leaves_a_new_device(calm: Calm) -> None:
    """Only the word erases; then the first run is there."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap("People and keys")
            await window.tap("Erase this device")
            await window.tap("Erase everything")
            await window.see("Type the word ERASE")
            assert calm.door.exists
            await window.type("Type ERASE", "erase")
            await window.tap("Erase everything")
            await window.see("Set up this device")
            assert calm.disk.names("") == []

    played(play())


def test_one_childs_record_is_erased_and_the_other_stays(calm: Calm) -> None:
    """Their log is gone with its key, and the other child's opens as before."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            await window.tap("Forms and procedure")
            await window.tap("The whole record, for a request")
            await window.tap("Erase this child’s record")
            await window.tap("Erase this child’s record for good")
            await window.see("Type the word ERASE")
            await window.type("Why, and on whose order?", "Court order 1")
            await window.type("Type ERASE", "ERASE")
            await window.tap("Erase this child’s record for good")
            await window.see("No child here yet")
            (left,) = window.app.session.vault.erasure_records()
            assert left.reason == "Court order 1"

    played(play())
