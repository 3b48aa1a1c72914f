"""Decided is decided: nothing asks again, and no screen says 101 where another says 999."""

from __future__ import annotations

import pytest

from carerapp.actions.answer_danger import answer_danger
from carerapp.actions.decide import decide
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.tick_step import tick_step
from carerapp.domain.due_for import advice_for, duties_for
from carerapp.domain.duties import DutyState
from carerapp.domain.outcomes import CallOutcome, DangerAnswer, ReportDecision, StepOutcome
from carerapp.domain.police import EMERGENCY
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.boxes import filled
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

REPORT = "Report to the police now"


async def begun(window: Window, protocol: str = "hertfordshire", **more: str) -> Evening:
    await window.type_pin(PIN)
    await window.see("Example Child")
    return Evening(window, protocol, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("what", list(ReportDecision))
def test_what_was_decided_stands_in_place_of_its_questions(calm: Calm, what: ReportDecision) -> None:
    """On the decision's own screen and among what is due; it can be looked at again."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            await evening.at(ScreenName.DECIDE, "change what you must do")
            await evening.at(ScreenName.DUE, "change what you must do")
            decide(evening.book, evening.child, evening.episode, what, "Half past nine", [])
            await evening.at(ScreenName.DECIDE, what.on_screen)
            assert window.shows("^Half past nine$")
            assert not window.shows("change what you must do|What you know")
            assert (REPORT in filled(window)) is (what is ReportDecision.REPORT)
            await window.tap("Decide again")
            await window.see("What you know")
            await evening.at(ScreenName.DUE, "What is due")
            child = evening.book.child(evening.child)
            advice = advice_for(child, child.episode(evening.episode), window.app.now())
            assert "at_risk" in advice.asks
            assert set(advice.asks_beside_the_report) == {"danger_answer", "court_conditions"}  # 999; to tell
            await evening.at(ScreenName.ASKED, "^2 answers change what you must do")
            assert not window.shows("Do you think they are at risk")

    played(play())


def test_what_was_learned_since_not_yet_is_said(calm: Calm) -> None:
    """Law 8: an answer that means *report* stands above the old decision."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            decide(evening.book, evening.child, evening.episode, ReportDecision.NOT_YET, "Has just rung", [])
            await evening.at(ScreenName.DECIDE, "You decided: not yet")
            assert not window.shows("^Report to the police$")
            evening.say(at_risk="yes", whereabouts="known")
            await evening.at(ScreenName.DECIDE, "^Report to the police$")

    played(play())


def test_at_risk_without_danger_is_101_everywhere(calm: Calm) -> None:
    """*No danger*, then *at risk: yes*: reported at once, by 101, and no duty sends them to 999."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            answer_danger(evening.book, evening.child, evening.episode, DangerAnswer.NO)
            evening.say(at_risk="yes")
            await evening.at(ScreenName.REPORT, "They will ask")
            assert "Call 101" in window.taps()
            assert "Call 999 for Kim" not in window.taps()
            child = evening.book.child(evening.child)
            due = duties_for(child, child.episode(evening.episode), window.app.now())
            assert not [duty.what for duty in due if EMERGENCY in duty.what]

    played(play())


def test_a_rule_that_says_999_has_999_on_the_report_too(calm: Calm) -> None:
    """Stoke's briefing for a very vulnerable child at home: its duty and the call are one number."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window, "stoke_on_trent_2016", setting="home")
            answer_danger(evening.book, evening.child, evening.episode, DangerAnswer.NO)
            evening.say(whereabouts="unknown", very_vulnerable="no")
            await evening.at(ScreenName.REPORT, "They will ask")
            assert "Call 999 for Kim" not in window.taps()
            evening.say(very_vulnerable="yes")
            await evening.at(ScreenName.REPORT, "No danger now: call 101")
            assert "Call 999 for Kim" in window.taps()

    played(play())


def test_once_999_has_it_nothing_says_ring_999_now(calm: Calm) -> None:
    """Until then the duty stands; said in danger once more, it stands again."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            book, child, episode = evening.book, evening.child, evening.episode

            def state() -> DutyState:
                file = book.child(child)
                due = duties_for(file, file.episode(episode), window.app.now())
                return next(duty.state for duty in due if duty.rule == "HER-T1")

            answer_danger(book, child, episode, DangerAnswer.YES_OR_UNSURE)
            assert state() is DutyState.NOW
            for outcome, then in (
                (CallOutcome.NO_ANSWER, DutyState.NOW),
                (CallOutcome.SPOKE, DutyState.DONE),
            ):
                calm.clock.forward(minutes=1)
                rung = log_dialled(book, child, episode, EMERGENCY, EMERGENCY, EMERGENCY)
                log_call(book, child, episode, rung, outcome)
                assert state() is then
            calm.clock.forward(minutes=1)
            answer_danger(book, child, episode, DangerAnswer.YES_OR_UNSURE)
            assert state() is DutyState.NOW

    played(play())


def test_every_step_tried_asks_no_more_than_once(calm: Calm) -> None:
    """The open card: decide; once decided to report, the call itself; once not, the looking goes on."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            book, child, episode = evening.book, evening.child, evening.episode
            for step in book.child(child).protocol.checklist:
                tick_step(book, child, episode, step.field, StepOutcome.DONE)
            await evening.at(ScreenName.EPISODE, "Every step is done or tried")
            assert filled(window) == ["Decide"]
            decide(book, child, episode, ReportDecision.REPORT, "", [])
            await evening.at(ScreenName.EPISODE, "The police do not have it yet")
            assert filled(window) == ["Ring the police"]
            decide(book, child, episode, ReportDecision.NOT_YET, "Has rung", [])
            await evening.at(ScreenName.EPISODE, "Keep looking, keep writing")
            assert filled(window) == ["Ring someone"]

    played(play())
