"""The Key Contacts form in Flet's own session: every kind of question, what is saved, what is asked for."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image

from carerapp import bootstrap
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.start_episode import start_episode
from carerapp.documents import Fonts
from carerapp.domain.events import Json, Kind
from carerapp.domain.records import Record
from carerapp.ui.form_renderer import CONTROLS
from carerapp.ui.parts import Parts
from carerapp.ui.questions.asked import written
from carerapp.vault import Door, Vault
from carerapp.vault.memory_disk import MemoryDisk
from carerapp.vault.native_image import NativeImage
from forms.engine.answers import NOT_KNOWN, Answer
from forms.engine.kinds import KINDS
from forms.engine.messages import DATE_IN_FUTURE, DATE_UNCLEAR, NUMBER_UNCLEAR, PHONE_LETTERS
from tests.conftest import PIN, ToldClock
from tests.ui.window import Window
from tests.vault.doubles import QuickCrypto

SAFE_WORD = "Their safe word"
BORN = "Date of birth:"


class Quiet:
    """A device with the invented child on a quiet day; somebody can write behind the screen's back."""

    def __init__(self, clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> None:
        self.clock, self.disk = clock, MemoryDisk()
        door = Door(self.disk, QuickCrypto(), now=lambda: clock().timestamp())
        self.book = open_book(door.create(PIN, name="A. Carer", role="Foster carer"))
        self.child = add_invented_child(self.book)
        self.parts = Parts(
            door=door, open_casebook=lambda _: self.book, image=NativeImage(), now=clock,
            demo=add_invented_child, fonts=Fonts.in_folder(bootstrap.ASSETS / "fonts"),
        )  # fmt: skip

    @property
    def form(self) -> Record:
        return self.book.child(self.child).key_contacts

    def answer(self, field: str, value: Json) -> None:
        answer_question(self.book, self.child, self.form.id, field, value)

    async def at(self, window: Window, section: str) -> None:
        await window.type_pin(PIN)
        window.app.go("key_contacts", child=self.child)
        await self.go(window, section)

    async def go(self, window: Window, section: str) -> None:
        if section == "photo":
            window.app.go("photo", child=self.child)
        elif section:
            window.app.go("key_contacts_section", child=self.child, section=section)
        window.app.redraw()
        await asyncio.sleep(0.05)


@pytest.fixture
def quiet(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Quiet:
    return Quiet(clock, open_book)


def played(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def test_every_kind_of_field_has_a_control() -> None:
    assert set(CONTROLS) == set(KINDS)


def test_every_question_of_every_section_is_drawn_with_its_exact_words(quiet: Quiet) -> None:
    """Blank or answered; what another answer makes irrelevant is not asked."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            form = quiet.book.child(quiet.child).protocol.key_contacts
            for section in form.sections:
                if section.answered_in == "episode":
                    continue
                await quiet.go(window, section.name)
                said = window.words()
                for field in section.fields:
                    if field.answered_in == "episode":
                        continue
                    label = field.label or field.plain
                    assert (label in said) == (field.relevant is None), (field.name, said)

    played(play())


def test_typing_saves_and_says_when(quiet: Quiet) -> None:
    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal")
            await window.type("Piercings:", "Left ear")
            await window.leave("Piercings:")
            await window.see("Saved 22:40")
            assert quiet.form.value("piercings") == "Left ear"

    played(play())


def test_not_known_and_no_are_answers(quiet: Quiet) -> None:
    """And words can still be written afterwards."""

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal")
            await window.tap("No: Piercings:")
            assert quiet.form.value("piercings") == "No"
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
        ("personal", BORN, "in spring", DATE_UNCLEAR, "in spring"),
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
            await quiet.at(window, section)
            await window.type(label, typed)
            await asyncio.sleep(0.5)
            assert not window.shows("Check this")
            await window.leave(label)
            await window.see("^Check this: " + problem[:40].replace("?", "."))
            form = quiet.book.child(quiet.child).protocol.key_contacts
            field = next(f for f in form.fields() if f.question == label)
            assert quiet.form.value(field.name) == kept
            await window.tap("Back to Key Contacts Form")
            await quiet.go(window, section)
            await window.see("^Check this: ")

    played(play())


def test_dates_are_typed_loosely_and_shown_in_words(quiet: Quiet) -> None:
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
            await quiet.at(window, "risks")
            assert not window.shows("purple elephant")
            await window.see("^Hidden. Saved 22:40")
            await window.see("We write down who looked, and when")
            await window.tap(f"Show: {SAFE_WORD}")
            await window.see("purple elephant")
            looks = [note.value for note in quiet.form.notes("looked")]
            assert looks == [{"field": "safe_word"}]
            await window.tap("Back to Key Contacts Form")
            await quiet.go(window, "risks")
            assert not window.shows("purple elephant")

    played(play())


def test_a_secret_is_changed_without_showing_the_old_one(quiet: Quiet) -> None:
    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "risks")
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
    async def play() -> None:
        quiet.book.write(quiet.child, quiet.form.id, Kind.ANSWER, "phones", "07700 900999")
        async with Window(quiet.parts) as window:
            await quiet.at(window, "personal")
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
            await quiet.at(window, "additional")
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


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "teal").save(out, "JPEG")
    return out.getvalue()


async def choose(window: Window, data: bytes) -> None:
    async def pick() -> bytes:
        return data

    window.app.device.pick_photo = pick  # type: ignore[method-assign]
    await window.tap("Choose the photo")


def test_a_photo_with_consent_and_a_file_that_is_none(quiet: Quiet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no picture changes nothing; without a yes the photo is kept, and the form's wish is said."""
    monkeypatch.setattr("carerapp.ui.features.key_contacts.photo.PAINTED", 0.4)

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "photo")
            await window.see("should not be taken from a social media image")
            await choose(window, b"%PDF-1.7 not a picture")
            await window.see("^Check this: This file is not a photo the app can read")
            assert quiet.form.value("photo") is None
            await choose(window, picture())
            await window.see("^Saving the photo…")
            await window.see("^Check this: The form asks that they agree to the photo")
            await window.tap("Example agreed to this photo")
            await window.tap("It is not from social media")
            await window.tap("Today: When was it taken?")
            value = quiet.form.value("photo")
            assert (value["consent"], value["not_social_media"], value["taken_on"]) == (
                True,
                True,
                "2026-11-20",
            )
            assert not window.shows("Check this")
            await window.type("When was it taken?", "last summer")
            await window.leave("When was it taken?")
            await window.see("^Check this: We could not read that as a date")
            assert window.value("When was it taken?") == "last summer"
            await window.tap("Take or choose a new photo")
            await window.tap("Example agreed to this photo")
            await choose(window, picture())
            await window.until(lambda: quiet.form.value("photo")["photo"] != value["photo"], "not taken")
            assert quiet.form.value("photo")["consent"] is True
            window.app.home()
            window.app.redraw()
            await window.see("Its date is not known")

    played(play())


def test_the_check_goes_through_the_facts_oldest_first(quiet: Quiet) -> None:
    """Yes makes a fact fresh and keeps when it was first written; the next one follows."""

    async def play() -> None:
        quiet.clock.forward(days=30)
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            await window.tap("5-minute check with Example")
            await window.see("Example Child")
            await window.tap("Yes, still right: Full name:")
            await window.see("Known as")
            first, again = quiet.form.history("full_name")
            assert (again.value, again.supersedes) == (first.value, (first.id,))
            await window.tap("Later: Known as (alias names):")
            await window.tap(f"Change it: {BORN}")
            await window.type(BORN, "4 3 2011")
            await window.tap("Next")
            assert quiet.form.value("date_of_birth") == "2011-03-04"
            assert not window.shows("Known as")
            await window.tap("Back to Key Contacts Form")
            await quiet.go(window, "personal")
            await window.see(r"^Saved 20 Nov\. Checked just now")

    played(play())


def test_the_check_ends_and_a_table_is_one_fact(quiet: Quiet) -> None:
    """Every row of a table is fresh after one yes; secrets are confirmed without being shown."""

    async def play() -> None:
        quiet.clock.forward(days=400)
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            await window.see("Some of it is 13 months old")
            await window.tap("5-minute check with Example")
            for _ in range(60):
                if window.shows("That is all"):
                    break
                assert not window.shows("purple elephant")
                yes = next(
                    w for w in window.words() if w.startswith(("Yes, still right: ", "Still not known: "))
                )
                await window.tap(yes)
            await window.see("Everything is checked today")
            looks = quiet.form.notes("looked")
            assert looks == ()
            await window.tap("Back to the form")
            assert not window.shows("5-minute check")
            assert window.shows("Filled in. Checked 25 Dec")

    played(play())


def test_no_check_with_a_child_who_is_missing(quiet: Quiet) -> None:
    async def play() -> None:
        quiet.clock.forward(days=30)
        start_episode(quiet.book, quiet.child)
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            assert window.shows("Section 5 fills itself")
            assert not window.shows("5-minute check")

    played(play())


def test_earlier_times_say_when_how_long_and_whether_the_police_knew(quiet: Quiet) -> None:
    async def play() -> None:
        night = start_episode(quiet.book, quiet.child).id
        quiet.clock.forward(hours=2)
        mark_found(quiet.book, quiet.child, night, where="Home")
        close_episode(quiet.book, quiet.child, night, "back")
        async with Window(quiet.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Earlier times")
            await window.see("20 Nov 2026, 22:40")
            await window.see(r"Back 21 Nov 00:40, after 2 h 00 min\. Not reported to the police")
            await window.tap("20 Nov 2026, 22:40")
            await window.see("The log")

    played(play())


def test_the_age_of_an_answer_is_a_time_today_and_a_day_before() -> None:
    answer = Answer("x", "2026-11-20T22:40:00+00:00")
    assert written(answer, datetime(2026, 11, 20, 23, 0, tzinfo=UTC)) == "22:40"
    assert written(answer, datetime(2026, 11, 21, 1, 0, tzinfo=UTC)) == "20\u00a0Nov"
    assert written(answer, datetime(2027, 1, 1, tzinfo=UTC)) == "20\u00a0Nov\u00a02026"
