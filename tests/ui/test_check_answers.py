"""All answers before a copy: in the form's order, blanks once on top, *Change* and back to the same place."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft
import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import StepOutcome
from carerapp.domain.topics import Topic
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from forms.engine.answers import NOT_KNOWN
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.quiet_day import Quiet, played
from tests.support.ui.window import Window

CHECK, TITLE = "Check all the answers", "^Check the answers"


@pytest.fixture
def quiet(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Quiet:
    return Quiet(clock, open_book)


async def at_answers(quiet: Quiet, window: Window, **args: str) -> None:
    await window.type_pin(PIN)
    window.app.go(ScreenName.KEY_CONTACTS, child=quiet.child)
    window.app.go(ScreenName.KC_ANSWERS, child=quiet.child, **args)
    window.app.redraw()
    await window.see(TITLE)


def _answered(quiet: Quiet, field: str) -> bool:
    return bool(quiet.form.rows(field) or quiet.form.value(field) not in (None, ""))


def test_every_answer_stands_there_in_the_forms_order(quiet: Quiet) -> None:
    """Whatever page asks it; "not known" is an answer; what does not apply is not there."""

    async def play() -> None:
        quiet.answer("build", NOT_KNOWN)
        form = quiet.book.child(quiet.child).protocol.key_contacts
        async with Window(quiet.parts) as window:
            await at_answers(quiet, window)
            changes = [name.removeprefix("Change: ") for name in window.taps() if name.startswith("Change: ")]
            answered = [
                f.question.rstrip(": .?")
                for f in form.fields()
                if form.answered_in(f.name) == "form" and _answered(quiet, f.name)
            ]
            assert len(answered) > 30
            assert changes == answered
            said = window.words()
            assert "Not known" in said
            assert "Example Child" in said
            assert any(words.startswith("Jo Example. ") for words in said)

    played(play())


def test_what_is_blank_is_named_once_with_the_way_to_its_page(quiet: Quiet) -> None:
    """On top, by the page that asks it; answered there, it goes."""

    async def play() -> None:
        for name in ("height", "build", "phones"):
            quiet.answer(name, "")
        async with Window(quiet.parts) as window:
            await at_answers(quiet, window)
            said = window.words()
            assert sum("Telephone number/s" in words for words in said) == 1
            await window.see("Height. Build")
            await window.tap_row("Phones and accounts")
            await window.see("^Page 3 of 5")
            await window.type("Telephone number/s:", "07700 900123")
            await window.tap("Save and go back")
            await window.see(TITLE)
            assert not window.shows("Phones and accounts")
            assert window.shows("07700 900123")

    played(play())


def test_change_leads_to_the_question_and_back_to_the_same_place(quiet: Quiet) -> None:
    """The list stands where it was scrolled to."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await at_answers(quiet, window)
            scrolls = window.app.display.scrolls
            moved = ft.OnScrollEvent.__new__(ft.OnScrollEvent)
            moved.event_type, moved.pixels = ft.ScrollType.END, 700.0
            scrolls.scrolled(moved)
            await window.tap("Change: Places they go")
            await window.see("^Page 4 of 4")
            assert window.app.place.get("at") == f"asked:{quiet.form.id}:places"
            await window.tap("Save and go back")
            await window.see(TITLE)
            assert scrolls.stood(f"scroll:{ScreenName.KC_ANSWERS}:{quiet.child}:3") == 700.0

    played(play())


def test_secrets_stay_hidden_and_nobody_is_said_to_have_looked(quiet: Quiet) -> None:
    """Whoever changes one goes to its page, where *Show* is."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await at_answers(quiet, window)
            assert not window.shows("purple elephant")
            assert window.shows("^Hidden here")
            assert quiet.form.notes(Topic.LOOKED) == ()
            await window.tap("Change: Their safe word")
            await window.tap("Show: Their safe word")
            await window.see("purple elephant")

    played(play())


def test_two_answers_and_a_doubtful_one_are_said(quiet: Quiet) -> None:
    """Neither is chosen here, and neither stands in the way."""

    async def play() -> None:
        quiet.book.write(quiet.child, quiet.form.id, NewEvent.answer("phones", "07700 900999"))
        quiet.answer("provider_phone", "ask at the pub")
        async with Window(quiet.parts) as window:
            await at_answers(quiet, window)
            await window.see("Two answers. Which one is right?")
            await window.see("^Check this: There are letters in that phone number")

    played(play())


def test_it_is_offered_where_the_form_is_and_where_the_copy_is_made(quiet: Quiet) -> None:
    """Beside the list of sections, after the last page, and under the blanks of the hand-over, where it knows
    what was done; the copy is one tap away without it."""

    async def play() -> None:
        episode = start_episode(quiet.book, quiet.child).id
        async with Window(quiet.parts) as window:
            await quiet.at(window, "closing")
            await window.tap("Save and check the answers")
            await window.see(TITLE)
            await window.tap("Back to Key Contacts Form")
            await window.tap(CHECK)
            await window.see(TITLE)
            assert not window.shows("What you did")
            tick_step(quiet.book, quiet.child, episode, "k3_search_rooms", StepOutcome.DONE, "Loft too")
            window.app.go(ScreenName.HANDOVER, child=quiet.child, episode=episode)
            window.app.redraw()
            await window.see("Give the officer the form")
            assert "Make the officer’s copy" in window.taps()
            await window.tap(CHECK)
            await window.see("steps are not ticked yet")
            await window.see("Loft too")
            await window.tap("Back to the officer’s copy")
            await window.see("Give the officer the form")

    played(play())


def test_a_blank_form_says_so_and_a_full_one_too(quiet: Quiet) -> None:
    """One line where nothing is blank."""

    async def play() -> None:
        form = quiet.book.child(quiet.child).protocol.key_contacts
        for field in form.fields():
            if form.answered_in(field.name) == "form" and not quiet.form.answers(field.name):
                answer_question(quiet.book, quiet.child, quiet.form.id, field.name, NOT_KNOWN)
        async with Window(quiet.parts) as window:
            await at_answers(quiet, window)
            await window.see("^Nothing is blank")

    played(play())
