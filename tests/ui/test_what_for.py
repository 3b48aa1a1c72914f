"""Each screen says in one sentence what it is for: at once, or asked for on the crisis path."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from unittest.mock import patch

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.ui import kit
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.window.own_language import WITH_A_LINE_UNDER
from carerapp.ui.window.what_for import ASK, ON_A_CALM_DAY, ON_THE_CRISIS_PATH, WHAT_FOR
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.reading_age import reading_age, too_hard
from tests.support.taps.stand import Stand
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.every_screen import stops
from tests.support.ui.window import Window, controls_in, taps_in, words_in
from tests.support.walks.unhurried import played as unhurried

LONGEST = 90  # letters: two lines of a phone


def test_every_screen_has_one_sentence_that_a_child_of_nine_can_read() -> None:
    """One, short, in one of the two lists; a new screen without one is named."""
    assert set(WHAT_FOR) == set(ScreenName)
    assert ON_A_CALM_DAY.keys() & ON_THE_CRISIS_PATH.keys() == set()
    assert set(ON_THE_CRISIS_PATH) > WITH_A_LINE_UNDER
    said = list(WHAT_FOR.values())
    assert [words for words in said if words.count(".") != 1 or words[-1] != "."] == []
    assert [words for words in said if len(words) > LONGEST] == []
    assert {words: round(reading_age(words), 1) for words in said if too_hard(words)} == {}


def test_it_stands_under_the_title_of_a_calm_screen_and_behind_the_last_line_of_the_others(
    clock: ToldClock, open_book: Callable[[Vault], Casebook]
) -> None:
    """On every screen of the app, drawn; what is tapped last on the crisis path brings it out."""
    calm, asked = set[ScreenName](), set[ScreenName]()

    async def look(stand: Stand) -> None:
        name = stand.stop.name
        await stand.arrive()
        drawn = stand.window.drawn()
        if ASK not in dict(taps_in(drawn)):
            said = words_in(drawn)
            titles = [words_in(c)[0] for c in controls_in(drawn) if isinstance(c, kit.Heard) and c.header]
            assert WHAT_FOR[name] in said, stand.stop
            under = said.index(WHAT_FOR[name])
            assert not titles or said[under - 1] == titles[0] or titles[0] in said[under:], stand.stop
            calm.add(name)
        else:
            assert WHAT_FOR[name] not in words_in(drawn), stand.stop
            (line,) = [control for said, control in taps_in(drawn) if said == ASK]
            await stand.window.tap(line)
            await stand.rest()
            opened = words_in(stand.window.drawn())
            assert opened[opened.index(ASK) + 1] == WHAT_FOR[name], stand.stop
            assert ASK not in dict(taps_in(stand.window.drawn())), stand.stop
            asked.add(name)
        await stand.close()

    async def at(stop: object) -> None:
        await look(Stand(stop))  # type: ignore[arg-type]

    for stop in stops(clock, open_book):
        unhurried(at(stop))
    assert asked >= set(ON_THE_CRISIS_PATH)
    assert calm == set(ON_A_CALM_DAY) - asked
    assert calm | asked == set(ScreenName)


@pytest.mark.parametrize(("big", "width"), list(itertools.product((False, True), (390, 1180))))
def test_on_the_crisis_path_it_is_the_last_of_what_scrolls(calm: Calm, big: bool, width: int) -> None:
    """Under what is to be done, also where that scrolls with large text; a tap takes a reader to it."""

    async def play() -> None:
        async with Window(calm.parts, width=width) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            evening = Evening(window, "hertfordshire")
            window.app.display.big = big
            await evening.at(ScreenName.TELL, "Who to tell")
            taps = window.taps()
            scrolled = [tap for tap in taps if not tap.startswith(("Call 999.", "Call 101."))]
            stays = ["Keep looking"] if not big else []
            assert scrolled[-1 - len(stays) :] == [ASK, *stays], "something stands under it"
            with patch.object(window.app.display, "show", wraps=window.app.display.show) as shown:
                await window.tap(ASK)
            await window.see(WHAT_FOR[ScreenName.TELL])
            assert shown.call_count == 1, "it stands below what is seen"
            heard = [c for c in window.controls() if isinstance(c, kit.Heard) and c.header and c.focused]
            assert words_in(heard[-1]) == [ASK], "the heading that turns focused last takes the reader"
            await evening.at(ScreenName.EPISODE, "Do this next")
            assert ASK in window.taps(), "it is closed on another screen"

    played(play())


def test_where_a_screen_cannot_be_drawn_it_says_nothing_wrong(calm: Calm) -> None:
    """999, the way home, and the line."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            window.app.go(ScreenName.EPISODE, child=calm.child, episode="none")
            window.app.redraw()
            await window.see("Something went wrong")
            assert {"Back to the children", ASK} <= set(window.taps())

    played(play())
