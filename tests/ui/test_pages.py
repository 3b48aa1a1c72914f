"""A long section of the form, page by page: one subject each, and nothing lost by leaving in the middle."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.quiet_day import Quiet, played
from tests.support.ui.window import Window

CONTINUE, BACK = "Save and continue", "Save and go back"


@pytest.fixture
def quiet(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Quiet:
    return Quiet(clock, open_book)


def test_each_page_leads_to_the_next_and_the_last_to_the_next_section(quiet: Quiet) -> None:
    """Blanks never block; which page it is stands under its heading; Back goes through the pages."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            await window.tap_row("1. Personal details")
            seen: list[str] = []
            for _ in range(5):
                await window.see(f"^Page {len(seen) + 1} of 5")
                seen.append(window.app.place.get("page"))
                await window.tap(CONTINUE)
            assert seen == ["", "compact_pid", "phones", "ethnic_appearance", "accent"]
            await window.see(r"^Page 1 of 3\. On the form: SECTION 2")
            await window.tap(CONTINUE)
            await window.tap("Back to page 1: Council and social worker")
            await window.see("^Page 1 of 3")
            await window.tap("Back to Key Contacts Form")
            await window.see("What you do on the night")

    played(play())


def test_the_whole_form_is_gone_through_with_one_button(quiet: Quiet) -> None:
    """From the first page to the last, without a look at the list of sections."""

    async def play() -> None:
        form = quiet.book.child(quiet.child).protocol.key_contacts
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal")
            asked = []
            for _ in range(14):
                asked += [f.name for f in form.fields() if (f.label or f.plain) in window.words()]
                await window.tap(CONTINUE)
            asked += [f.name for f in form.fields() if (f.label or f.plain) in window.words()]
            await window.tap("Save and check the answers")
            await window.see("^Check the answers")
            calm = [
                f.name
                for f in form.fields()
                if form.answered_in(f.name) == "form" and not f.relevant and not f.settings
            ]
            assert set(calm) <= set(asked)

    played(play())


def test_half_typed_words_are_saved_by_the_button_and_by_a_lock(quiet: Quiet) -> None:
    """Without a pause, and without leaving the box."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal", "piercings")
            await window.type("Piercings:", "Left ear")
            await window.tap(CONTINUE)
            assert quiet.form.value("piercings") == "Left ear"
            await quiet.go(window, "personal", "height")
            await window.type("Height:", "As tall as me")
            window.app.locking.lock()
            assert quiet.form.value("height") == "As tall as me"
            await window.type_pin(PIN)
            await window.see("^Page 4 of 5")

    played(play())


def test_the_list_says_what_is_left_on_each_page_and_leads_there(quiet: Quiet) -> None:
    """What is answered there is taken off the count."""

    async def play() -> None:
        quiet.answer("height", "")
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal")

            def left() -> list[str]:
                return [w for w in window.words() if w in ("1 question left", "Filled in")]

            before = left()
            assert before[3:] == ["1 question left"] * 2
            await window.tap_row("How they look")
            await window.see("^Page 4 of 5")
            await window.type("Height:", "Tall")
            await window.leave("Height:")
            await window.until(lambda: left() == [*before[:3], "Filled in", before[4]], "still left")

    played(play())


def test_a_question_comes_and_goes_with_the_answer_it_hangs_on(quiet: Quiet) -> None:
    """On its page, as before; a page known by a question that does not apply any more begins at the first."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "risks")
            await window.tap("Yes: Are they pregnant?")
            await window.type("How many weeks?", "12")
            await window.leave("How many weeks?")
            assert quiet.form.value("pregnant_weeks") == 12
            await window.tap("No: Are they pregnant?")
            await window.until(lambda: not window.shows("How many weeks"), "still asked")
            await quiet.go(window, "risks", "pregnant_weeks")
            await window.see("^Page 1 of 2")

    played(play())


def test_support_for_solo_provision_is_asked_where_it_may_be(quiet: Quiet) -> None:
    """Not in a foster home, unless it has an answer, which can then be changed."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "parents_authority", "emergency_duty")
            solo = "Frequency of support for solo provision"
            assert not window.shows(solo)
            child = quiet.book.child(quiet.child)
            answer_question(quiet.book, child.id, child.profile.id, "setting", "semi_independent")
            window.app.redraw()
            await window.see(solo)
            answer_question(quiet.book, child.id, child.profile.id, "setting", "foster")
            window.app.redraw()
            await window.until(lambda: not window.shows(solo), "still asked")
            quiet.answer("solo_support", "Daily")
            window.app.redraw()
            await window.see(solo)

    played(play())


def test_who_filled_it_in_is_one_tap(quiet: Quiet) -> None:
    """The carer's own name, on a button; another's can be written."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "closing", "completed_by_1_4")
            quiet.answer("completed_by_1_4", "")
            window.app.redraw()
            me = window.app.book.person.name
            await window.tap(f"{me}: Name of person completing this form Sections 1 - 4:")
            assert quiet.form.value("completed_by_1_4") == me

    played(play())


def test_who_comes_for_one_answer_lands_on_its_page_and_is_brought_back(quiet: Quiet) -> None:
    """From *what Ready still lacks*: the page that asks it, and the button says that it goes back."""

    async def play() -> None:
        quiet.answer("phones", "")
        async with Window(quiet.parts) as window:
            await window.type_pin(PIN)
            window.app.go(ScreenName.PREPARE, child=quiet.child)
            window.app.redraw()
            await window.tap_row("Their phone number")
            await window.see("^Page 3 of 5")
            await window.type("Telephone number/s:", "07700 900123")
            assert CONTINUE not in window.taps()
            await window.tap(BACK)
            await window.until(lambda: window.app.place.name is ScreenName.PREPARE, "not back")
            assert quiet.form.value("phones") == "07700 900123"

    played(play())


def test_on_a_tablet_the_pages_stand_beside_the_questions(quiet: Quiet) -> None:
    """With the sections; a tap on one stays one tap."""

    async def play() -> None:
        async with Window(quiet.parts, width=1180) as window:
            await quiet.at(window, "personal")
            await window.tap_row("Phones and accounts")
            await window.see("^Page 3 of 5")
            await window.tap_row("4. Health and risks")
            await window.see("^Page 1 of 2")

    played(play())
