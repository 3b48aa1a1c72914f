"""A question on the screen: drawn by its kind, saved as it is typed, hidden when it is secret."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics import Topic
from carerapp.ui.questions.form_renderer import CONTROLS
from carerapp.vault import Vault
from forms.engine.answers import NOT_KNOWN
from forms.engine.kinds import KINDS
from forms.engine.messages import DATE_IN_FUTURE, DATE_UNCLEAR, NUMBER_UNCLEAR, PHONE_LETTERS
from forms.engine.pages import pages_of
from tests.support.clock import ToldClock
from tests.support.ui.quiet_day import Quiet, played
from tests.support.ui.window import Window

SAFE_WORD = "Their safe word"
BORN = "Date of birth:"


@pytest.fixture
def quiet(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Quiet:
    return Quiet(clock, open_book)


def test_every_kind_of_field_has_a_control() -> None:
    """A kind without a control would be a question that nobody can answer."""
    assert set(CONTROLS) == set(KINDS)


def test_every_question_of_every_section_is_drawn_with_its_exact_words(quiet: Quiet) -> None:
    """Blank or answered; what another answer makes irrelevant is not asked, nor what is for children who live
    elsewhere."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            file = quiet.book.child(quiet.child)
            form = file.protocol.key_contacts
            for section in form.sections:
                if section.answered_in == "episode":
                    continue
                said: list[str] = []
                for page in pages_of(section):
                    await quiet.go(window, section.name, page.fields[0].name)
                    said += window.words()
                for field in section.fields:
                    if field.answered_in == "episode":
                        continue
                    label = field.label or field.plain
                    here = not field.settings or file.lives in field.settings
                    assert (label in said) == (field.relevant is None and here), (field.name, said)

    played(play())


def test_typing_saves_and_says_when(quiet: Quiet) -> None:
    """An answer is saved at a pause, and the screen shows its time."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal", "piercings")
            await window.type("Piercings:", "Left ear")
            await window.leave("Piercings:")
            await window.see("Saved 22:40")
            assert quiet.form.value("piercings") == "Left ear"

    played(play())


def test_not_known_and_no_are_answers(quiet: Quiet) -> None:
    """And words can still be written afterwards."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal", "piercings")
            await window.tap("No: Piercings:")
            assert quiet.form.value("piercings") == "No"
            await quiet.go(window, "personal", "compact_pid")
            await window.tap("Not known: Police Compact PID (Person Identification number):")
            assert quiet.form.value("compact_pid") == NOT_KNOWN
            await window.tap("Write an answer: Police Compact PID (Person Identification number):")
            await window.type("Police Compact PID (Person Identification number):", "12345")
            await window.until(lambda: quiet.form.value("compact_pid") == "12345", "not saved")

    played(play())


@pytest.mark.parametrize(
    ("section", "label", "typed", "problem", "kept"),
    [
        ("personal", BORN, "4 March 2112", DATE_IN_FUTURE, "2112-03-04"),
        ("personal", "Full name:", "x" * 120_000, "That is very long: 120,000 letters", "x" * 120_000),
        ("parents_authority", "Care provider's phone", "ask at the pub", PHONE_LETTERS, "ask at the pub"),
        ("risks", "How many weeks?", "a few", NUMBER_UNCLEAR, "a few"),
    ],
)
def test_bad_input_is_kept_with_a_message_beside_it(
    quiet: Quiet, section: str, label: str, typed: str, problem: str, kept: str
) -> None:
    """The message comes when the box is left, not under the carer's hands; it stops nothing."""

    async def play() -> None:
        quiet.answer("pregnant", "yes")
        async with Window(quiet.parts) as window:
            form = quiet.book.child(quiet.child).protocol.key_contacts
            field = next(f for f in form.fields() if f.question == label)
            await quiet.at(window, section, field.name)
            await window.type(label, typed)
            await asyncio.sleep(0.5)
            assert not window.shows("Check this")
            await window.leave(label)
            await window.see("^Check this: " + problem[:40].replace("?", "."))
            assert quiet.form.value(field.name) == kept
            await window.tap("Back to Key Contacts Form")
            await quiet.go(window, section, field.name)
            await window.see("^Check this: ")

    played(play())


def test_words_that_are_no_day_never_take_the_place_of_one(quiet: Quiet) -> None:
    """The day stays; the words wait in the box, also while other screens are looked at. Where no day stood,
    they are kept on the form."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            born = quiet.form.value("date_of_birth")
            assert born
            await quiet.at(window, "personal")
            await window.type(BORN, "in spring")
            await window.leave(BORN)
            await window.see("^Check this: We could not read that as a date. What stood there before stays")
            await window.tap("Back to Key Contacts Form")
            await quiet.go(window, "personal")
            await window.see("What stood there before stays")
            assert window.value(BORN) == "in spring"
            assert quiet.form.value("date_of_birth") == born
            quiet.answer("date_of_birth", "")
            await window.type(BORN, "in spring 2012")
            await window.leave(BORN)
            await window.see(re.escape(DATE_UNCLEAR))
            assert quiet.form.value("date_of_birth") == "in spring 2012"

    played(play())


def test_dates_are_typed_loosely_and_shown_in_words(quiet: Quiet) -> None:
    """Several ways to write a day are read as the same day, shown in words."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal")
            await window.type(BORN, "5/6/11")
            await asyncio.sleep(0.5)
            assert window.value(BORN) == "5/6/11"  # nothing changes under the carer's hands
            await window.leave(BORN)
            await window.until(lambda: window.value(BORN) == "5 June 2011", "not in words")

    played(play())


def test_choices_are_taken_by_a_tap_and_changed_by_another(quiet: Quiet) -> None:
    """Own words too, where the form's answers do not fit."""

    async def play() -> None:
        question = "Are they in care under Section 20 or Section 31?"
        async with Window(quiet.parts) as window:
            await quiet.at(window, "parents_authority")
            await window.tap(f"Section 31: {question}")
            assert quiet.form.value("care_details") == "section_31"
            await window.tap(f"Something else: {question}")
            await window.type(question, "Remand")
            await window.leave(question)
            await window.until(lambda: quiet.form.value("care_details") == "Remand", "not saved")
            await window.tap(f"Not known: {question}")
            assert quiet.form.value("care_details") == NOT_KNOWN

    played(play())


def test_what_is_not_relevant_is_not_asked(quiet: Quiet) -> None:
    """A question whose condition does not hold is not on the screen."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "risks")
            assert not window.shows("How many weeks")
            await window.tap("Yes: Are they pregnant?")
            await window.see("How many weeks")

    played(play())


def test_a_secret_is_hidden_shown_on_purpose_and_hidden_again(quiet: Quiet) -> None:
    """The look is written down before the value is on the screen."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "risks", "safe_word")
            assert not window.shows("purple elephant")
            await window.see("^Hidden. Saved 22:40")
            await window.see("We write down who looked, and when")
            await window.tap(f"Show: {SAFE_WORD}")
            await window.see("purple elephant")
            looks = [note.value for note in quiet.form.notes(Topic.LOOKED)]
            assert looks == [{"field": "safe_word"}]
            await window.tap("Back to Key Contacts Form")
            await quiet.go(window, "risks", "safe_word")
            assert not window.shows("purple elephant")

    played(play())


def test_a_secret_is_changed_without_showing_the_old_one(quiet: Quiet) -> None:
    """The old answer stays hidden while the new one is written."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "risks", "safe_word")
            await window.tap(f"Change: {SAFE_WORD}")
            assert window.value(SAFE_WORD) == ""
            await window.type(SAFE_WORD, "green whale")
            await window.leave(SAFE_WORD)
            await window.see("^Hidden. ")
            assert not window.shows("green whale|purple elephant")
            assert quiet.form.value("safe_word") == "green whale"
            assert [e.value for e in quiet.form.history("safe_word")] == ["purple elephant", "green whale"]

    played(play())


def test_two_answers_at_once_both_stand_until_one_is_chosen(quiet: Quiet) -> None:
    """Both answers are shown with their authors, until a tap keeps one."""

    async def play() -> None:
        quiet.book.write(quiet.child, quiet.form.id, NewEvent.answer("phones", "07700 900999"))
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal", "phones")
            await window.see("Two answers. Which one is right?")
            await window.tap("Keep this one: 07700 900999")
            await window.until(lambda: not window.shows("Two answers"), "still two")
            assert [a.value for a in quiet.form.answers("phones")] == ["07700 900999"]

    played(play())


def test_rows_are_added_filled_in_and_taken_off(quiet: Quiet) -> None:
    """A row that was left empty is not kept; one that is taken off asks first."""

    async def play() -> None:
        table = "Friends, relatives and others they see"
        before = len(quiet.form.rows("people"))
        async with Window(quiet.parts) as window:
            await quiet.at(window, "additional", "people")
            await window.tap(f"Add a person: {table}")
            await window.tap("Done")
            assert len(quiet.form.rows("people")) == before
            await window.tap(f"Add a person: {table}")
            await window.type("Name", "Kit Example")
            await window.tap("Done")
            await window.see("Kit Example")
            row = quiet.form.rows("people")[-1]
            assert quiet.form.value(f"people/{row}/name") == "Kit Example"
            await window.tap("Kit Example")
            await window.tap("Take this row off the form")
            await window.see("Take Kit Example off the form?")
            await window.tap("Keep it")
            assert row in quiet.form.rows("people")
            await window.tap("Take this row off the form")
            await window.tap("Take it off")
            await window.until(lambda: not window.shows("Kit Example"), "still there")
            assert row not in quiet.form.rows("people")

    played(play())
