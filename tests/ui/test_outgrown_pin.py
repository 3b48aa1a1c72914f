"""A PIN of before, shorter than a new one may be: it opens, and a longer one is asked for in calm time."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.start_episode import start_episode
from carerapp.vault.keys.guessing import time_to_try
from tests.support.pins import NEW, PIN, SHORT
from tests.support.ui.calm import Calm, pin_twice, played
from tests.support.ui.window import Window
from tests.support.vault.device import MemoryDevice

ASKED = "Your PIN is too easy to guess"


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


def of_before(calm: Calm, *, missing: bool = False) -> None:
    """A vault made when six numbers were enough, with a child."""
    with patch("carerapp.vault.making.check_secret"):
        vault = calm.door.create(SHORT, name="A. Carer", role="Foster carer")
    book = calm.parts.open_casebook(vault)
    child = add_invented_child(book)
    if missing:
        start_episode(book, child)
    vault.lock()


def test_it_opens_is_asked_for_and_a_longer_one_ends_it(calm: Calm) -> None:
    """With how long guessing takes; the card is gone at once, and after the next unlock."""
    of_before(calm)

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(SHORT)
            await window.see(ASKED)
            assert window.shows(f"every PIN of 6 numbers can be tried in {time_to_try(10**6)[1]}")
            await window.tap("Change my PIN")
            await window.type_pin(SHORT)
            await window.see("Choose a PIN")
            await window.type_pin("519264")
            await window.see("That is 6 numbers. Choose at least 8")
            await window.type_pin(NEW)
            await window.see("Enter the PIN again")
            await window.type_pin(NEW)
            await window.see("Example Child")
            assert not window.shows(ASKED)
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(NEW)
            await window.see("Example Child")
            assert not window.shows(ASKED)

    played(play())


def test_nothing_is_asked_while_a_child_is_missing(calm: Calm) -> None:
    """It opens as ever, and nothing stands in the way."""
    of_before(calm, missing=True)

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(SHORT)
            await window.see("Go on: missing for")
            assert not window.shows(ASKED)

    played(play())


def test_nothing_is_asked_of_who_has_a_long_one(calm: Calm) -> None:
    """Nor where the device adds a secret of its own to six numbers."""
    calm.set_up()

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            assert not window.shows(ASKED)

    played(play())


def test_six_numbers_are_enough_beside_the_phones_own_secret(calm: Calm) -> None:
    """And nobody is asked for more later."""
    parts = calm.with_device(MemoryDevice())

    async def play() -> None:
        async with Window(parts) as window:
            await pin_twice(window, SHORT)
            await window.tap("Use this phone’s lock too")
            await window.see("No child here yet")
            assert not window.shows(ASKED)
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(SHORT)
            await window.see("No child here yet")
            assert not window.shows(ASKED)

    played(play())


def test_who_says_no_to_the_phones_lock_chooses_a_longer_one(calm: Calm) -> None:
    """Said before anything is made, with the words of the app first."""
    parts = calm.with_device(MemoryDevice())

    async def play() -> None:
        async with Window(parts) as window:
            await pin_twice(window, SHORT)
            await window.tap("Not now")
            await window.see("Without the phone’s own key, choose once more")
            await window.see("Words are safer than numbers here")
            assert not calm.door.exists
            await window.tap("Use numbers instead")
            await window.type_pin(SHORT)
            await window.see("That is 6 numbers. Choose at least 8")
            await window.type_pin(PIN)
            await window.see("Enter the PIN again")
            await window.type_pin(PIN)
            await window.see("No child here yet")
            assert calm.door.device_handle is None

    played(play())
