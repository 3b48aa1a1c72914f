"""Two children of one name, on every screen where a child is chosen or named. Real screens, no browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

ONE, OTHER = "Sam Smith, 14", "Sam Smith, 16"


class Sams(Calm):
    """A device with two children called Sam Smith; their ids."""

    children: list[str]


@pytest.fixture
def calm(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Sams:
    made = Sams(clock, open_book)
    vault = made.door.create(PIN, name="A. Carer", role="Foster carer")
    book = open_book(vault)
    now = clock()
    made.children = [
        add_child(book, full_name="Sam Smith", date_of_birth=f"{now.year - years}-01-01")
        for years in (14, 16)
    ]
    vault.lock()
    return made


def test_home_and_its_buttons_say_which(calm: Sams) -> None:
    """Also the buttons that start the clock and that move them."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see(ONE)
            words = window.words()
            buttons = ("isn’t where they should be", "is missing on a trip", "moves to another council")
            for name in (ONE, OTHER):
                assert name in words
                assert all(f"{name} {button}" in words for button in buttons)

    played(play())


@pytest.mark.parametrize(
    ("screen", "shown"),
    [
        (ScreenName.EPISODE, ONE),
        (ScreenName.TOGETHER, OTHER),
        (ScreenName.KEY_CONTACTS, ONE),
        (ScreenName.RECORD, ONE),
        (ScreenName.LOG, ONE),
        (ScreenName.TRIP, ONE),
    ],
)
def test_screens_of_one_child_say_which(calm: Sams, screen: ScreenName, shown: str) -> None:
    """In the band of an open episode, in a plain header, in the list of who else left."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see(ONE)
            child = calm.children[0]
            episode = start_episode(window.app.book, child).id
            window.app.home(Place(screen, {"child": child, "episode": episode}))
            window.app.redraw()
            await window.drawn()  # else home, where both names stand, is still looked at
            assert shown in window.words()
            assert "Sam Smith" not in window.words()

    played(play())
