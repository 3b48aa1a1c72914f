"""What hangs on an open answer is asked of a person: no duty and nobody to tell waits where nobody looks."""

from __future__ import annotations

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.report import report
from carerapp.domain.advice import Advice
from carerapp.domain.asking import question_for
from carerapp.domain.belonging import NOT_SURE
from carerapp.domain.due_for import advice_for
from carerapp.domain.events import utc
from carerapp.ui.features.report.tell_card import TellState
from carerapp.ui.screen_name import ScreenName
from forms.protocol import Setting
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

PACKS = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016")


def waiting(advice: Advice) -> set[str]:
    """The words of every question on which a duty, or whether somebody is told, hangs."""
    facts = {fact for duty in advice.due if duty.hangs for fact in duty.ask}
    facts |= {fact for telling in advice.tell for fact in telling.ask}
    questions = (question_for(fact, advice.situation.protocols) for fact in facts)
    return {question.field.question for question in questions if question}


def advised(evening: Evening) -> Advice:
    """What is advised now."""
    file = evening.book.child(evening.child)
    return advice_for(file, file.episode(evening.episode), evening.book.now())


@pytest.mark.parametrize("setting", ["foster", "home"])
@pytest.mark.parametrize("pack", PACKS)
def test_every_open_answer_has_its_question_on_a_screen(pack: str, setting: Setting, calm: Calm) -> None:
    """While the child is away, and when they are back."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, pack, setting)
            for stage in ("away", "back"):
                if stage == "back":
                    report(evening.book, evening.child, evening.episode)
                    evening.say(found_at=utc(evening.book.now()))
                wanted = waiting(advised(evening))
                assert wanted, stage
                await evening.at(ScreenName.ASKED, "Answer what you can")
                await window.until(lambda wanted=wanted: wanted <= set(window.words()), "not asked")  # type: ignore[misc]

    played(play())


def test_who_is_told_perhaps_has_the_question_on_the_card(calm: Calm) -> None:
    """Hertfordshire §3.9: who tells the parents turns on "a HCC residential children's home"."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire", "residential")
            await evening.at(ScreenName.TELL, "Who to tell")
            row = next(t for t in advised(evening).tell if "hcc_home" in t.ask and t.carers_own)
            window.app.state(TellState).show(row.inform.id)
            window.app.redraw()
            await window.see("children's home of Hertfordshire County Council")
            answer_question(evening.book, evening.child, evening.episode, "hcc_home", "yes")
            assert not [t for t in advised(evening).tell if "hcc_home" in t.ask]

    played(play())


def test_who_placed_them_is_asked_and_can_be_said(calm: Calm) -> None:
    """Stoke-on-Trent 2016 L185 turns on it: the way there stands among the questions."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "stoke_on_trent_2016", placing=NOT_SURE)
            assert "placed_here" in advised(evening).asks
            await evening.at(ScreenName.ASKED, "Did another council place them here?")
            await window.tap("Say which council placed them")
            await window.see("Which council placed them there?")

    played(play())


@pytest.mark.parametrize(("pack", "rule"), [("liverpool", "LIV-T22"), ("portsmouth", "POR-T3")])
def test_the_carers_own_duty_is_there_while_office_hours_are_not_confirmed(
    pack: str, rule: str, calm: Calm
) -> None:
    """No answer of a carer settles it: it stands on the list and says that the authority must say when."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, pack)
            report(evening.book, evening.child, evening.episode)
            duty = next(duty for duty in advised(evening).due if duty.rule == rule)
            await evening.at(ScreenName.DUE, "What is due")
            assert duty.what in window.words()

    played(play())
