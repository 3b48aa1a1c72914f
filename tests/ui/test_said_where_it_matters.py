"""What a procedure says or asks, on the screen where it matters: planning the return, a check by key
contacts, where the child lives, the placing authority's words."""

from __future__ import annotations

import pytest

from carerapp.actions.mark_found import mark_found
from carerapp.actions.report import report
from carerapp.domain.asking import question_words
from carerapp.ui.features.about import ABOUT
from carerapp.ui.screen_name import ScreenName
from forms.packaged import load_protocol
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    """Without a child."""
    new_device.door.create(PIN, name="A. Carer", role="Foster carer").lock()
    return new_device


@pytest.mark.parametrize("pack", ["liverpool", "stoke_on_trent_2016"])
@pytest.mark.parametrize(
    ("where", "reported", "shown"),
    [("unknown", False, False), ("unknown", True, True), ("uncertain", False, True), ("known", False, True)],
)
def test_planning_the_return_is_offered(
    calm: Calm, pack: str, where: str, reported: bool, shown: bool
) -> None:
    """From the report on, and where the place is known or suspected."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, pack)
            evening.say(whereabouts=where)
            if reported:
                report(evening.book, evening.child, evening.episode)
            await evening.at(ScreenName.EPISODE, "What next|The procedure says|Kim")
            assert window.shows(ABOUT["planning_return"]) is shown

    played(play())


def test_a_check_by_key_contacts_is_asked(calm: Calm) -> None:
    """Hertfordshire, semi-independent: "key contacts not verified well being"."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire", "semi_independent")
            evening.say(whereabouts="unknown", beyond_check_in="yes", cannot_be_contacted="yes")
            words = question_words("wellbeing_not_verified", [load_protocol("hertfordshire")])
            await evening.at(ScreenName.DECIDE, words.split("?")[0])
            assert window.shows(words.split("?")[0])

    played(play())


def test_where_they_live_is_asked_on_a_calm_day(calm: Calm) -> None:
    """Far from the council that placed them: also where no other council's procedure holds."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire")
            form = load_protocol("hertfordshire").preparation
            assert form is not None
            words = form.field("placed_out").question.rstrip("?")
            await evening.at(ScreenName.PREPARE, words)
            assert window.shows(words)

    played(play())


def test_the_placing_authoritys_words_of_the_return_are_there(calm: Calm) -> None:
    """A Hertfordshire child in Liverpool, back: Appendix 2 §4 is one tap from the return."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "liverpool", placing="hertfordshire")
            mark_found(evening.book, evening.child, evening.episode)
            await evening.at(ScreenName.RETURNED, "Kim is back")
            assert window.shows(ABOUT["return"])
            listed = next(e for e in load_protocol("hertfordshire").lists if e.id == "found_at_a_distance")
            await evening.at(ScreenName.SAYS, listed.items[0].split(".")[0][:40], about="return")

    played(play())


@pytest.mark.parametrize("pack", ["hertfordshire", "portsmouth", "stoke_on_trent_2016"])
def test_what_a_step_of_the_return_asks_is_not_said_a_second_time(calm: Calm, pack: str) -> None:
    """Whom to tell stands in a list of its own there; what is due has room for the interview. The list of all
    that is due has both."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, pack)
            report(evening.book, evening.child, evening.episode)
            mark_found(evening.book, evening.child, evening.episode)
            steps = {step.field for step in load_protocol(pack).returning}
            twice = [rule.what for rule in load_protocol(pack).time_rules if rule.met in steps]
            await evening.at(ScreenName.DUE, "What is due")
            due = [what for what in twice if window.shows(what)]
            await evening.at(ScreenName.RETURNED, "Kim is back")
            assert [what for what in due if window.shows(what)] == []
            assert due
            assert window.shows("nterview")

    played(play())
