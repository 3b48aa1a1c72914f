"""A shared tablet: adding somebody, whose turn it is, taking over a shift, removing, ten wrong PINs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carerapp.actions.accept_shift import holder
from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import quick_secret
from tests.support.pins import BEN, PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.shared_tablet import sign_in, with_ben
from tests.support.ui.window import Window
from tests.support.vault.device import MemoryDevice, RememberingDevice
from tests.support.vault.doubles import QuickCrypto


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


def test_a_colleague_is_added_with_a_pin_of_their_own(calm: Calm) -> None:
    """The manager hands over the device; afterwards the lock screen asks who it is."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap("People and keys")
            await window.tap("Add somebody")
            await window.tap("Next: they choose a PIN")
            await window.see("Write their name")
            await window.type("Their name", "Ben Example")
            await window.tap("Next: they choose a PIN")
            await window.see("Ben Example: choose a PIN")
            await window.type_pin(PIN)
            await window.see("enter the PIN again")
            await window.type_pin(PIN)
            await window.see("can't be used here")
            await window.type_pin(BEN)
            await window.type_pin(BEN)
            await window.see("Signed in: A. Carer")
            await window.tap("Somebody else signs in")
            await window.see("Who is signing in")
            assert not window.shows("Ben Example"), "the lock screen shows no name"
            await sign_in(window, "BE", BEN)
            await window.see("Signed in: Ben Example")

    played(play())


def test_a_recovery_sheet_is_a_manager_s(calm: Calm) -> None:
    """Who is none is told so, on the first screen too, and has no button for it; the screen itself makes
    none."""

    async def play() -> None:
        with_ben(calm)
        async with Window(calm.parts) as window:
            await sign_in(window, "BE", BEN)
            await window.see("Ask a manager to make a recovery sheet")
            assert not window.shows("Make a recovery sheet")
            await window.tap("People and keys")
            await window.see("Only a manager can make a recovery sheet")
            assert not window.shows("Make a recovery sheet")
            window.app.go(ScreenName.SHEET)
            await window.tap("Make the sheet")
            await window.see("Only a manager can make a recovery sheet. Nothing was changed.")
            assert not window.app.session.staff.has_sheet

    played(play())


def test_who_is_signed_in_stands_on_every_screen(calm: Calm) -> None:
    """On a device that people share, each screen names the person."""

    async def play() -> None:
        with_ben(calm)
        async with Window(calm.parts) as window:
            await sign_in(window, "BE", BEN)
            await window.see("Signed in: Ben Example")
            for place in (
                Place(ScreenName.KEY_CONTACTS, {"child": calm.child}),
                Place(ScreenName.FORMS, {"child": calm.child}),
                Place(ScreenName.STAFF),
                Place(ScreenName.SHEET),
                Place(ScreenName.CAPTURED),
            ):
                window.app.home(place)
                window.app.redraw()
                await window.see("Signed in: Ben Example")

    played(play())


def test_the_shift_is_taken_over_by_who_signed_in(calm: Calm) -> None:
    """The episode's holder is the one who accepted it."""

    async def play() -> None:
        ben = with_ben(calm)
        vault = calm.door.unlock(PIN)
        episode = start_episode(calm.parts.open_casebook(vault), calm.child)
        vault.lock()
        calm.clock.forward(hours=1)
        async with Window(calm.parts) as window:
            await sign_in(window, "BE", BEN)
            await window.see("Example Child")
            window.app.home(Place(ScreenName.EPISODE, {"child": calm.child, "episode": episode.id}))
            window.app.redraw()
            await window.see("A. Carer has this night")
            await window.tap("Take over the shift")
            await window.see("You are signed in as Ben Example")
            await window.tap(next(w for w in window.words() if w.startswith("I accept")))
            await window.see("Took over the shift from A. Carer")
            assert not window.shows("has this night")
            assert holder(window.app.book.child(calm.child).episode(episode.id)) == ben

    played(play())


def test_a_manager_removes_and_the_pin_opens_nothing_more(calm: Calm) -> None:
    """The removed person's PIN is refused from then on."""

    async def play() -> None:
        with_ben(calm)
        async with Window(calm.parts) as window:
            await sign_in(window, "AC", PIN)
            await window.tap("People and keys")
            await window.tap_row("Ben Example")
            await window.see("Fingerprint of the key")
            await window.tap("Remove")
            await window.tap("Yes, remove")
            await window.see("Have left")
            window.app.locking.switch()
            window.app.redraw()
            await window.type_pin(BEN)
            await window.see("not right")

    played(play())


def test_without_a_managers_rank_there_is_nothing_to_remove_or_erase_with(calm: Calm) -> None:
    """Only a manager sees these buttons."""

    async def play() -> None:
        with_ben(calm)
        async with Window(calm.parts) as window:
            await sign_in(window, "BE", BEN)
            await window.tap("People and keys")
            assert not window.shows("Add somebody")
            assert not window.shows("Erase this device")
            await window.tap_row("A. Carer")
            assert not window.shows("Remove")

    played(play())


def test_ten_wrong_pins_switch_the_sign_in_off_and_a_manager_switches_it_on(calm: Calm) -> None:
    """The tenth wrong PIN closes that person's way in, until a manager opens it."""

    async def play() -> None:
        ben = with_ben(calm)
        async with Window(calm.parts) as window:
            for _ in range(10):
                calm.clock.forward(seconds=calm.door.wait_seconds(ben))
                await sign_in(window, "BE", "000001")
            calm.clock.forward(hours=5)
            await sign_in(window, "BE", BEN)
            await window.see("this sign-in is switched off")
            assert window.shows("Call 999")
            assert window.shows("Start without unlocking")
            await sign_in(window, "AC", PIN)
            await window.tap("People and keys")
            await window.see("Switched off: ten wrong PINs")
            await window.tap_row("Ben Example")
            await window.tap("Let them try their PIN again")
            window.app.locking.switch()
            window.app.redraw()
            await sign_in(window, "BE", BEN)
            await window.see("Signed in: Ben Example")

    played(play())


def test_ones_own_pin_is_changed_with_the_old_one(calm: Calm) -> None:
    """The old PIN is asked first; then the new one opens the notes."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap("People and keys")
            await window.tap("Change my PIN")
            await window.see("Enter your PIN as it is now")
            await window.type_pin("000001")
            await window.type_pin(BEN)
            await window.type_pin(BEN)
            await window.see("That was not your PIN. Nothing was changed")
            await window.type_pin(PIN)
            await window.type_pin(BEN)
            await window.type_pin(BEN)
            await window.see("People and keys")
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(BEN)
            await window.see("Example Child|People and keys")

    played(play())


def test_the_phones_own_lock_opens_beside_the_pin(calm: Calm) -> None:
    """Offered where the device can ask; the PIN goes on working; when the phone says no, the PIN is there."""
    from carerapp.vault import NotConfirmed

    device = MemoryDevice()

    async def play() -> None:
        handle, secret = await device.make()
        calm.door.create(PIN, name="A. Carer", role="Foster carer", device=(handle, secret)).lock()
        crypto = QuickCrypto()
        parts = replace(calm.with_device(device), quick=lambda confirmed: quick_secret(crypto, confirmed))
        async with Window(parts) as window:
            await window.type_pin(PIN)
            await window.tap("People and keys")
            await window.tap("Open without the PIN, by fingerprint or face")
            await window.see("opens your notes without the PIN")
            window.app.locking.lock()
            window.app.redraw()
            await window.tap("Use fingerprint, face or the phone’s lock")
            await window.see("People and keys")
            window.app.locking.lock()
            window.app.redraw()
            device.trouble = NotConfirmed()
            await window.tap("Use fingerprint, face or the phone’s lock")
            await window.see("Or enter your PIN")
            device.trouble = None
            await window.type_pin(PIN)
            await window.see("People and keys")

    played(play())


def test_a_device_that_remembers_notices_older_files(calm: Calm) -> None:
    """And says so on the first screen; the notes can be read and written."""
    device = RememberingDevice()

    async def play() -> None:
        handle, secret = await device.make()
        vault = calm.door.create(PIN, name="A. Carer", role="Foster carer", device=(handle, secret))
        vault.lock()
        old = {name: calm.disk.read(name) or b"" for name in calm.disk.names("")}
        async with Window(calm.with_device(device)) as window:
            await window.type_pin(PIN)
            await window.see("No child here yet")
            assert not window.shows("Something is wrong")
            window.app.session.staff.new_sheet()
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(PIN)
            await window.see("No child here yet")
            window.app.locking.lock()
            window.app.redraw()
            for name in calm.disk.names(""):
                calm.disk.delete(name)
            for name, data in old.items():
                calm.disk.replace(name, data)
            await window.type_pin(PIN)
            await window.see("An older copy of the key files was put back")
            assert window.shows("Add a child")

    played(play())
