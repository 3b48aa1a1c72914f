"""Calls, texts and people: what came of a call, who must not be rung, a text to the child. No browser."""

from __future__ import annotations

from unittest.mock import patch
from urllib.parse import unquote

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.log_call import log_dialled
from carerapp.actions.say_not_to_ring import say_not_to_ring
from carerapp.actions.start_episode import start_episode
from carerapp.domain.chronology import chronology
from carerapp.domain.not_to_ring import not_to_ring
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics.call import Call
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

SAID = "What was said, and by whom? (if you like)"


async def _at(window: Window, calm: Calm, name: ScreenName, **more: str) -> str:
    await window.type_pin(PIN)
    await window.see("Example Child")
    episode = start_episode(window.app.book, calm.child).id
    window.app.home(Place(name, {"child": calm.child, "episode": episode, **more}))
    window.app.redraw()
    return episode


@pytest.mark.parametrize(
    ("tapped", "outcome", "said"),
    [
        ("No answer", CallOutcome.NO_ANSWER, "no answer."),
        ("Voicemail", CallOutcome.VOICEMAIL, "voicemail."),
        ("Phone off", CallOutcome.PHONE_OFF, "phone off."),
        ("Wrong number", CallOutcome.WRONG_NUMBER, "wrong number."),
    ],
)
def test_what_came_of_a_call_is_one_tap_with_what_was_said(
    calm: Calm, tapped: str, outcome: CallOutcome, said: str
) -> None:
    """The words that were typed go into the log with it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            episode = await _at(window, calm, ScreenName.PEOPLE)
            row = window.app.book.child(calm.child).key_contacts.rows("people")[0]
            log_dialled(window.app.book, calm.child, episode, row, "Sam Example", "07700 900456")
            window.app.redraw()
            await window.type(SAID, "His mum: asleep")
            await window.tap(tapped)
            file = window.app.book.child(calm.child)
            await window.until(lambda: bool(file.episode(episode).calls()), "not in the log")
            call = Call.of(file.episode(episode).calls()[-1])
            assert (call.outcome, call.words) == (outcome, "His mum: asleep")
            words = [line.words for line in chronology(file, file.episode(episode), str)]
            assert any(said in line and "His mum: asleep" in line for line in words)

    played(play())


def test_who_must_not_be_rung_has_no_call_button_anywhere(calm: Calm) -> None:
    """Neither Call nor Text, nor a place among those to ring; taking it back brings them again."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at(window, calm, ScreenName.PEOPLE)
            await window.see("Friends and family")
            book = window.app.book
            row = book.child(calm.child).key_contacts.rows("people")[0]
            name = book.child(calm.child).key_contacts.text(f"people/{row}/name")
            assert f"Call {name}" in window.taps()
            await window.tap(f"Do not ring: {name}")
            await window.until(lambda: f"Call {name}" not in window.taps(), "there is still a call button")
            assert f"Text {name}" not in window.taps()
            assert window.shows("^Do not ring$")
            never = not_to_ring(book.child(calm.child))
            assert row in never
            assert len(never) > 1, "the numbers are not among them"
            await window.tap(f"May be rung after all: {name}")
            await window.until(lambda: f"Call {name}" in window.taps(), "no call button again")
            assert not_to_ring(book.child(calm.child)) == frozenset()

    played(play())


def test_a_number_that_must_not_be_rung_is_none_among_those_to_tell(calm: Calm) -> None:
    """The same number under another name: it is named, and can't be tapped."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at(window, calm, ScreenName.TELL)
            await window.see("What happened")
            await window.tap_row("Social worker or duty worker")
            await window.until(lambda: any(n.startswith("Call 0") for n in window.taps()), "no number")
            number = next(name for name in window.taps() if name.startswith("Call 0"))
            book = window.app.book
            form = book.child(calm.child).key_contacts
            row = form.rows("people")[0]
            same = number.removeprefix("Call ")
            answer_question(book, calm.child, form.id, f"people/{row}/phone", same)
            say_not_to_ring(book, calm.child, row, "Sam Example")
            window.app.redraw()
            await window.see("do not ring")
            assert number not in window.taps()

    played(play())


def test_a_text_to_the_child_is_kind_and_stands_in_the_log(calm: Calm) -> None:
    """The words come with it, the free helpline in them; that it was sent nobody claims."""
    opened: list[str] = []

    async def play() -> None:
        async with Window(calm.parts) as window:
            episode = await _at(window, calm, ScreenName.STEP, step="k6_call_child")
            await window.see("116 000, the free helpline of the charity Missing People")
            with patch.object(window.app.device, "_open", opened.append):
                await window.tap("Send a text")
            await window.until(lambda: bool(opened), "no text was opened")
            assert opened[0].startswith("sms:07700900123?body=")
            for part in ("Hi Example", "not cross", "116 000", "999"):
                assert part in unquote(opened[0])
            file = window.app.book.child(calm.child)
            words = [line.words for line in chronology(file, file.episode(episode), str)]
            assert any("Opened a text to" in line and "can’t tell if it was sent" in line for line in words)

    played(play())
