"""Closing: what is open and who is not told is said first; *Close* is filled when all is done."""

from __future__ import annotations

from carerapp.actions.answer_question import answer_question
from carerapp.actions.mark_found import mark_found
from carerapp.actions.report import report
from carerapp.actions.tick_step import tick_step
from carerapp.domain.applying import Applying
from carerapp.domain.events import utc
from carerapp.domain.outcomes import StepOutcome
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.boxes import filled
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

WAY = "Go to what is still to do"


async def evening_of(window: Window, *, back: bool) -> Evening:
    await window.type_pin(PIN)
    await window.see("Example Child")
    evening = Evening(window, "hertfordshire")
    report(evening.book, evening.child, evening.episode, reference="REF 1")
    if back:
        mark_found(evening.book, evening.child, evening.episode, how="Came back by themself")
    return evening


def test_with_the_police_untold_close_is_not_the_filled_button(calm: Calm) -> None:
    """They are named before the reasons; the filled button leads to the return, where they are told."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await evening_of(window, back=True)
            await evening.at(ScreenName.CLOSE, "Why is it over")
            await window.tap("Kim is back")
            assert filled(window) == [WAY]
            words = window.words()
            assert words.index("Not told: Police") < words.index(
                "Everything stays in the log. Why is it over?"
            )
            await window.tap(WAY)
            await window.see("Tell them Kim is back")
            here = {"child": evening.child, "episode": evening.episode}
            window.app.home(Place(ScreenName.RETURNED, here), Place(ScreenName.CLOSE, here))
            window.app.redraw()
            await window.see("Why is it over")
            await window.tap(WAY)
            await window.see("Tell them Kim is back")
            assert window.app.navigation.place.name is ScreenName.RETURNED
            assert window.app.navigation.before is not ScreenName.CLOSE

    played(play())


def test_with_things_open_it_can_be_closed_all_the_same(calm: Calm) -> None:
    """The second tap closes it, and Home says what is left."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await evening_of(window, back=True)
            await evening.at(ScreenName.CLOSE, "Why is it over")
            await window.tap("Kim is back")
            await window.tap("Close")
            await window.see("After the last time away: ")
            assert evening.book.child(evening.child).episode(evening.episode).closed

    played(play())


def test_with_everything_done_close_is_filled(calm: Calm) -> None:
    """Everybody is told, each step is ticked, the interview was held."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await evening_of(window, back=True)
            child = evening.book.child(evening.child)
            for step in Applying(child, child.episode(evening.episode), window.app.now()).returning():
                tick_step(evening.book, evening.child, evening.episode, step.field, StepOutcome.DONE)
            when = utc(window.app.now())
            answer_question(evening.book, evening.child, evening.episode, "return_interview_at", when)
            await evening.at(ScreenName.CLOSE, "Why is it over")
            await window.tap("Kim is back")
            assert filled(window) == ["Close"]
            assert not window.shows("still to do")

    played(play())


def test_nobody_wrote_that_they_are_back(calm: Calm) -> None:
    """That comes first, and is one tap away."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await evening_of(window, back=False)
            await evening.at(ScreenName.CLOSE, "You have not written down that Kim is back")
            await window.tap("Kim is back")
            assert filled(window) == ["Write it down first"]
            await window.tap("Write it down first")
            await window.see("Who found or brought them|Came back by themself")

    played(play())


def test_a_false_alarm_that_was_reported_asks_whether_the_police_know(calm: Calm) -> None:
    """They are rung from there; one that nobody reported is closed at once."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await evening_of(window, back=False)
            await evening.at(ScreenName.CLOSE, "Why is it over")
            await window.tap("A false alarm: Kim was never missing")
            await window.see("Do they know that it was a false alarm")
            assert filled(window) == ["Tell the police: call 101"]
            await window.tap("Tell the police: call 101")
            await window.see("You rang 101 at")

    played(play())
