"""Adding a child asks which council placed them, and takes nothing for granted."""

from __future__ import annotations

import pytest

from carerapp.domain.belonging import ELSEWHERE, NOT_SURE
from carerapp.domain.setting_words import SETTING_WORDS
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


@pytest.mark.parametrize(
    ("tapped", "placing"), [("", NOT_SURE), ("The council here", ""), ("Another council", ELSEWHERE)]
)
def test_who_placed_them_is_what_was_tapped(calm: Calm, tapped: str, placing: str) -> None:
    """Nothing tapped: not known."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Add a child")
            await window.type("Full name", "Ada Example")
            await window.tap_row("Hertfordshire")
            await window.see("Which council placed them here")
            if tapped:
                await window.tap_row(tapped)
            await _added(window)
            assert window.app.book.children()[-1].belongs.placing == placing

    played(play())


def test_nobody_placed_a_child_who_lives_at_home(calm: Calm) -> None:
    """So it is not asked, and leaves no question open."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Add a child")
            await window.type("Full name", "Ada Example")
            await window.tap_row(SETTING_WORDS["home"].choice)
            await window.tap_row("Hertfordshire")
            await window.see("Edition of June 2019")
            assert not window.shows("Which council placed them")
            await _added(window)
            assert window.app.book.children()[-1].belongs.placing == ""

    played(play())


async def _added(window: Window) -> None:
    children = len(window.app.book.children())
    await window.tap("Add")
    await window.until(lambda: len(window.app.book.children()) == children + 1, "nobody was added")
    assert window.app.place.name is ScreenName.KEY_CONTACTS
