"""The rules that hold for a child are not on this device: said wherever their steps and advice are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import PIN, ToldClock
from tests.support.ui.calm import played
from tests.support.ui.every_screen import Day
from tests.support.ui.window import Window

SAID = "This device does not have the rules that hold for this child: those of “kent”"


@pytest.mark.parametrize(
    ("kind", "screens"),
    [
        ("desk", (ScreenName.CHILDREN, ScreenName.DESK_EPISODE, ScreenName.COPIES)),
        ("missing", (ScreenName.EPISODE, ScreenName.DECIDE, ScreenName.DUE, ScreenName.KEY_CONTACTS)),
    ],
)
def test_each_screen_of_the_child_says_so(
    clock: ToldClock, open_book: Callable[[Vault], Casebook], kind: str, screens: tuple[ScreenName, ...]
) -> None:
    """And nothing of it where the rules are here."""
    day = Day(clock, open_book, kind)

    async def play() -> None:
        async with Window(day.parts(day.copied())) as window:
            await window.type_pin(PIN)
            for lacks in ("", "kent"):
                window.app.book.child(day.child).lacks = lacks
                for screen in screens:
                    args = {} if screen is ScreenName.CHILDREN else day.episode
                    window.app.home(Place(screen, dict(args)))
                    window.app.redraw()
                    await window.drawn()
                    assert window.shows(SAID) == bool(lacks), screen

    played(play())
