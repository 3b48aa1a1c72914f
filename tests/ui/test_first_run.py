"""The first run and the lock: a name, a PIN twice, and the way in."""

from __future__ import annotations

import pytest

from tests.support.pins import NEW, PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


async def to_the_pin(window: Window) -> None:
    await window.type("Your name", "Ada Carer")
    await window.tap("Key worker")
    await window.tap("Next: choose your lock")
    await window.tap("Use numbers instead")
    await window.see("Choose a PIN")


def test_name_role_and_pin_twice_make_the_vault(calm: Calm) -> None:
    """Then the invented child is one tap away. 999 and 101 are there at every step."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            assert window.shows("Call 999")
            await to_the_pin(window)
            assert window.shows("Call 999")
            await window.type_pin(PIN)
            await window.see("Enter the PIN again")
            await window.type_pin(PIN)
            await window.see("No child here yet")
            person = window.app.book.person
            assert (person.name, person.role) == ("Ada Carer", "Key worker")
            await window.tap("Try it with an invented child")
            await window.see("Invented, for training")

    played(play())


def test_a_blank_name_is_refused_beside_its_box(calm: Calm) -> None:
    """Everything is signed with it. The message goes once a name is written, while it is written."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            for blank in ("", "   "):
                await window.type("Your name", blank)
                await window.tap("Next: choose your lock")
                await window.see("Check this: Write your name")
                assert not window.shows("Choose a PIN|Words are safer")
            await window.type("Your name", "A")
            await window.until(lambda: not window.shows("Write your name"), "the message stays")
            assert window.value("Your name") == "A"
            await window.tap("Next: choose your lock")
            await window.see("Choose a PIN|Words are safer")

    played(play())


@pytest.mark.parametrize(
    ("pin", "says"),
    [("4829", "That is 4 numbers"), ("482917", "Choose at least 8"), ("23456789", "easy to guess")],
)
def test_a_weak_pin_is_not_taken(calm: Calm, pin: str, says: str) -> None:
    """The reason is said, and nothing is made."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await to_the_pin(window)
            await window.type_pin(pin)
            await window.see(says)
            assert not calm.door.exists

    played(play())


def test_two_pins_that_differ_are_not_taken(calm: Calm) -> None:
    """The two must be the same, and the choice begins anew."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await to_the_pin(window)
            await window.type_pin(PIN)
            await window.see("Enter the PIN again")
            await window.type_pin(NEW)
            await window.see("The two were not the same")
            assert not calm.door.exists

    played(play())


def test_a_passphrase_opens_it_too(calm: Calm) -> None:
    """Words chosen at the first run open the notes later."""

    async def play() -> None:
        words = "purple lamp under seven stairs"
        async with Window(calm.parts) as window:
            await to_the_pin(window)
            await window.tap("Use a passphrase instead. It is stronger")
            await window.type("Passphrase", words)
            await window.type("The same again", words)
            await window.tap("Set up")
            await window.see("No child here yet")
            window.app.locking.lock()
            window.app.redraw()
            await window.tap("Use my passphrase instead")
            await window.type("Passphrase", words)
            await window.tap("Unlock")
            await window.see("No child here yet")

    played(play())


def test_a_pin_cut_short_is_no_wrong_try(calm: Calm) -> None:
    """A slip of the finger earns no wait, and what was typed stays."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.type_pin(PIN[:3])
            await window.see("Go on typing")
            await window.type_pin(PIN[3:])
            await window.see("Example Child")
            assert calm.door.wait_seconds() == 0

    played(play())


def test_wrong_pins_earn_a_wait_that_is_said(calm: Calm) -> None:
    """In words, with what is safe, and 999 still there."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            for _ in range(20):
                await window.type_pin("000001")
                await window.see("Your notes are safe")
                if calm.door.wait_seconds():
                    break
            await window.see("[Tt]ry again in|Wait")
            assert window.shows("You can still call 999")
            assert window.shows("Call 999")

    played(play())


@pytest.mark.parametrize("width", [390, 1180])
def test_a_tap_on_999_is_answered_in_words(calm: Calm, width: int) -> None:
    """A laptop may have no dialler: the screen says what to do then, locked or not."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts, width=width) as window:
            await window.tap("Call 999. Someone is in danger now.")
            await window.see("Calling 999. If this device didn’t ring, use any phone now")

    played(play())
