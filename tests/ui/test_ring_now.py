"""Danger, a wrong safe word, something new: each ends in the right call, its words, and what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.domain.due_for import duties_for
from carerapp.domain.duties import DutyState
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics.call import Call
from carerapp.ui.features.episode.due import due_cards
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window, words_in

RING = "Call 999 for Example"


def _now(window: Window, calm: Calm) -> Episode:
    running = window.app.book.child(calm.child).open_episode
    assert running is not None
    return running


async def _begun(window: Window, calm: Calm, name: ScreenName, *, reported: bool = False) -> None:
    await window.type_pin(PIN)
    await window.see("Example Child")
    episode = start_episode(window.app.book, calm.child).id
    if reported:
        report(window.app.book, calm.child, episode, reference="REF 77", call_taker="")
    here = {"child": calm.child, "episode": episode}
    places = (Place(ScreenName.EPISODE, here), Place(name, here))
    window.app.home(*(places[:1] if name is ScreenName.EPISODE else places))
    window.app.redraw()


def _last_call(window: Window, calm: Calm) -> tuple[str, CallOutcome | None, str]:
    call = Call.of(_now(window, calm).calls()[-1])
    return call.number, call.outcome, call.words


def test_in_danger_999_is_the_next_thing_until_the_police_have_it(calm: Calm) -> None:
    """The filled call is 999, nobody is sent to follow the child, and what came of the call is asked."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window, calm, ScreenName.DANGER)
            await window.tap("Yes or not sure: call 999")
            await window.see("They will ask")
            taps = window.taps()
            assert taps.index(RING) < taps.index("No danger now: call 101")
            await window.tap("Back to what to do")
            await window.see("Ring 999")
            assert not window.shows("Follow Example")
            calm.clock.forward(minutes=2)
            await window.tap(RING)
            rung = calm.clock()
            await window.see("You rang 999 at 22:42. What happened")
            calm.clock.forward(minutes=5)
            await window.tap("The police have it")
            await window.until(
                lambda: _now(window, calm).reported_at == rung, "not reported when it was rung"
            )
            assert _last_call(window, calm)[:2] == ("999", CallOutcome.SPOKE)
            await window.until(lambda: not window.shows("Ring 999"), "still asked")

    played(play())


def test_no_answer_from_999_is_no_report(calm: Calm) -> None:
    """It stands in the log, and 999 stays the next thing."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window, calm, ScreenName.DANGER)
            await window.tap("Yes or not sure: call 999")
            await window.tap("Back to what to do")
            await window.tap(RING)
            await window.tap("No answer")
            await window.until(lambda: bool(_now(window, calm).calls()), "not in the log")
            assert _last_call(window, calm)[:2] == ("999", CallOutcome.NO_ANSWER)
            assert _now(window, calm).reported_at is None
            await window.see("Ring 999")

    played(play())


@pytest.mark.parametrize("reported", [True, False])
def test_a_wrong_safe_word_leads_to_999_with_the_words(calm: Calm, reported: bool) -> None:
    """Already reported: the reference is in them, and the log keeps what the police were told."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window, calm, ScreenName.ON_THE_PHONE, reported=reported)
            await window.type("What they said", "scared, with Craig")
            await window.type("Where they are", "bus station")
            await window.tap("Wrong")
            await window.see("Safe word wrong: ring 999")
            assert window.shows("scared, with Craig")
            assert window.shows("REF 77") is reported
            await window.tap(RING)
            await window.tap("The police have it")
            await window.see("The police have it, 22:40")
            assert RING not in window.taps()
            assert _last_call(window, calm)[:2] == ("999", CallOutcome.SPOKE)
            assert _now(window, calm).reported_at is not None

    played(play())


def test_after_the_report_what_the_child_said_goes_to_the_police(calm: Calm) -> None:
    """101 with the reference; what they were told stands beside the call."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window, calm, ScreenName.ON_THE_PHONE, reported=True)
            await window.type("What they said", "cold, at the park")
            await window.tap("Right")
            await window.see("Tell the police this now")
            assert window.shows("The reference is .*REF 77")
            await window.tap("Call 101")
            await window.tap("The police have it")
            await window.until(lambda: bool(_now(window, calm).calls()), "not in the log")
            number, outcome, words = _last_call(window, calm)
            assert (number, outcome) == ("101", CallOutcome.SPOKE)
            assert "cold, at the park" in words

    played(play())


def test_before_the_report_a_right_safe_word_leads_back(calm: Calm) -> None:
    """Whether to report is decided as it was before."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window, calm, ScreenName.ON_THE_PHONE)
            await window.type("What they said", "on the way")
            await window.tap("Right")
            await window.see("Do this next")

    played(play())


def test_what_others_must_do_waits_behind_a_line_until_it_is_near(calm: Calm) -> None:
    """At the beginning the screen has the carer's own; an hour before its time another's stands there."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window, calm, ScreenName.EPISODE, reported=True)
            await window.see("Do this next")
            app, child = window.app, window.app.book.child(calm.child)

            def cards() -> set[str]:
                return set(words_in(due_cards(app, child, _now(window, calm), most=99)))

            duties = duties_for(child, _now(window, calm), app.now())
            others = [d for d in duties if not d.carers_own and d.due and d.state is not DutyState.DONE]
            far = max(others, key=lambda duty: duty.due or app.now())
            assert far.due is not None
            assert far.due - app.now() > timedelta(hours=1)
            assert far.what not in cards()
            calm.clock.moment = far.due - timedelta(minutes=30)
            assert far.what in cards()

    played(play())


def test_log_back_and_phone_are_always_in_reach(calm: Calm) -> None:
    """On a phone they stand under what scrolls, above 999, with ordinary and with large text."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _begun(window, calm, ScreenName.EPISODE)
            await window.see("Do this next")
            three = ["Add to the log", "Example is back", "Example is on the phone"]
            for big in (False, True):
                window.app.display.big = big
                window.app.redraw()
                await window.drawn()
                taps = window.taps()
                first = taps.index(three[0])
                assert taps[first : first + 3] == three
                police = taps.index("Call 999. Someone is in danger now.")
                assert police - first <= 4

    played(play())
