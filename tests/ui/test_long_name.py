"""A long name with large text: the band keeps its one line for it, and the whole name scrolls below."""

from __future__ import annotations

import flet as ft
import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.theme import BAND
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window, words_in

LONG = "Maximiliana Featherstonehaugh-Sample"


def _who(window: Window) -> str:
    """Who it is, on the band that stays in place: after *Back*."""
    bands = [c for c in window.controls() if isinstance(c, ft.Container) and c.bgcolor == BAND]
    return words_in(bands[0].content)[1]


@pytest.mark.parametrize("big", [True, False])
def test_with_large_text_a_long_name_stands_short_on_the_band_and_whole_below(calm: Calm, big: bool) -> None:
    """At the usual size, and a short name, stand there as they are."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            evening = Evening(window, "hertfordshire")
            window.app.display.big = big
            await evening.at(ScreenName.EPISODE, "Do this next")
            assert _who(window).startswith("Kim Sample")
            form = evening.book.child(evening.child).key_contacts.id
            answer_question(evening.book, evening.child, form, "full_name", LONG)
            await evening.at(ScreenName.EPISODE, "Do this next")
            await window.drawn()
            assert _who(window) == ("Maximiliana" if big else f"{LONG}, 15")
            below = [words for words in window.words() if words.startswith(f"{LONG}. ")]
            assert bool(below) is big, "the whole name is nowhere"

    played(play())
