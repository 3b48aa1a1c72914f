"""Questions of the form in a window: each answer saves itself, and nothing typed is lost or fought with."""

from __future__ import annotations

import re

import flet as ft
import pytest

from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics import Topic
from carerapp.ui import drafts
from carerapp.ui.features.key_contacts.parts import calm_sections
from carerapp.ui.questions.form_renderer import CONTROLS
from carerapp.ui.screen_name import ScreenName
from forms.engine.answers import NOT_KNOWN
from forms.engine.kinds import KINDS
from forms.engine.pages import pages_of
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts are kept without a pause."""
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 0.0)


def name_of(window: Window, field: str) -> str:
    """What a screen reader calls the field."""
    child = window.app.book.child(window.app.place["child"])
    return child.protocol.key_contacts.field(field).question


def test_every_kind_of_field_has_a_control() -> None:
    """A kind without a control would be a question that nobody can answer."""
    assert set(CONTROLS) == set(KINDS)


def test_what_is_typed_is_saved_at_a_pause_and_says_when(calm: Calm) -> None:
    """'Saved' with a time stands there once the answer is durable."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="personal", page="piercings")
            calm.clock.forward(minutes=7)
            await window.type(name_of(window, "piercings"), "Left ear")
            await window.until(lambda: calm.record(window).value("piercings") == "Left ear", "not saved")
            await window.see("Saved 22:47")

    played(play())


def test_a_date_stays_as_typed_until_the_box_is_left(calm: Calm) -> None:
    """What it is read as stands beside it; it is saved, and checked, when the box is left."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="personal")
            born = name_of(window, "date_of_birth")
            await window.type(born, "4/3/2011")
            await window.see("That is Friday 4 March 2011.")
            assert window.value(born) == "4/3/2011"
            await window.leave(born)
            await window.until(lambda: window.value(born) == "4 March 2011", "not shown as it reads")
            assert calm.record(window).value("date_of_birth") == "2011-03-04"
            await window.type(born, "4 March 2199")
            await window.see("That is Monday 4 March 2199.")
            assert not window.shows("Check this")
            await window.leave(born)
            await window.see("Check this: That date is in the future")
            assert calm.record(window).value("date_of_birth") == "2199-03-04"

    played(play())


def test_what_can_not_be_read_is_kept_and_said(calm: Calm) -> None:
    """Letters in a number, control characters, emoji, 200,000 letters: kept, with a message beside it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="personal", page="phones")
            phones, accounts = name_of(window, "phones"), name_of(window, "social_accounts")
            await window.type(phones, "07700 9OO123 😀")
            await window.leave(phones)
            await window.see("Check this: There are letters in that phone number")
            assert calm.record(window).value("phones") == "07700 9OO123 😀"
            await window.type(accounts, "a\x00b" + "x" * 200_000)
            await window.leave(accounts)
            await window.see("Check this: That is very long")
            assert calm.record(window).value("social_accounts") == "ab" + "x" * 200_000

    played(play())


def test_not_known_and_no_are_answers(calm: Calm) -> None:
    """One tap each; a not-known answer can be written over."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="personal", page="compact_pid")
            pid, piercings = name_of(window, "compact_pid"), name_of(window, "piercings")
            await window.tap(f"Not known: {pid}")
            assert calm.record(window).value("compact_pid") == NOT_KNOWN
            await window.tap(f"Write an answer: {pid}")
            await window.type(pid, "123456")
            await window.until(lambda: calm.record(window).value("compact_pid") == "123456", "not saved")
            await window.tap("What to know them by")
            await window.tap(f"No: {piercings}")
            assert calm.record(window).value("piercings") == "No"

    played(play())


def test_a_question_may_ask_for_more(calm: Calm) -> None:
    """'Yes' opens the question that belongs to it; 'no' takes it away, and its answer stays in the record."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="risks")
            pregnant, weeks = name_of(window, "pregnant"), name_of(window, "pregnant_weeks")
            assert not window.shows(weeks)
            await window.tap(f"Yes: {pregnant}")
            await window.type(weeks, "20")
            await window.until(lambda: calm.record(window).value("pregnant_weeks") == 20, "not saved")
            await window.tap(f"No: {pregnant}")
            assert not window.shows(weeks)
            assert calm.record(window).value("pregnant_weeks") == 20

    played(play())


def test_a_secret_is_shown_on_purpose_and_the_look_is_written_down(calm: Calm) -> None:
    """Hidden until Show; the look is in the record before the words are on the screen; hidden again later."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="risks", page="safe_word")
            word = name_of(window, "safe_word")
            assert not window.shows("purple elephant")
            assert calm.record(window).notes(Topic.LOOKED) == ()
            await window.tap(f"Show: {word}")
            await window.see("purple elephant")
            (look,) = calm.record(window).notes(Topic.LOOKED)
            assert look.value == {"field": "safe_word"}
            window.app.replace(ScreenName.KEY_CONTACTS_SECTION, child=calm.child, section="personal")
            window.app.back()
            window.app.go(
                ScreenName.KEY_CONTACTS_SECTION, child=calm.child, section="risks", page="safe_word"
            )
            window.app.redraw()
            await window.see("Hidden")
            assert not window.shows("purple elephant")

    played(play())


def test_a_look_that_can_not_be_written_down_shows_nothing(calm: Calm) -> None:
    """No look without a trace of it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="risks", page="safe_word")
            calm.disk.full = True
            await window.tap(f"Show: {name_of(window, 'safe_word')}")
            await window.see("Not saved")
            assert not window.shows("purple elephant")

    played(play())


def test_a_secret_is_changed_without_showing_the_old_one(calm: Calm) -> None:
    """The old answer stays hidden while the new one is written."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="risks", page="safe_word")
            word = name_of(window, "safe_word")
            await window.tap(f"Change: {word}")
            assert window.value(word) == ""
            await window.type(word, "green whale")
            await window.until(lambda: calm.record(window).value("safe_word") == "green whale", "not saved")
            await window.leave(word)
            await window.see("Hidden")
            assert not window.shows("green whale")
            assert not window.shows("purple elephant")

    played(play())


def test_when_the_device_is_full_the_words_stay_and_nothing_says_saved(calm: Calm) -> None:
    """Once there is room, leaving the box saves them."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="personal", page="piercings")
            marks = name_of(window, "piercings")
            calm.disk.full = True
            await window.type(marks, "Left ear")
            await window.see("Not saved: this device has no room left")
            assert window.value(marks) == "Left ear"
            assert calm.record(window).value("piercings") is None
            calm.disk.full = False
            await window.leave(marks)
            assert calm.record(window).value("piercings") == "Left ear"
            assert not window.shows("Not saved")

    played(play())


def test_two_devices_that_disagree_are_both_shown_until_one_is_chosen(calm: Calm) -> None:
    """Both answers stand on the screen, until a tap keeps one."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="risks")
            book, record = window.app.book, calm.record(window)
            book.write(
                calm.child, record.id, NewEvent.answer("medical", "Epilepsy. Rescue medicine in the bag.")
            )
            window.app.redraw()
            await window.see("Two answers")
            assert window.shows("Asthma")
            assert window.shows("Epilepsy")
            await window.tap("Keep this one: Asthma. Blue inhaler, two puffs when needed.")
            assert [a.value for a in record.answers("medical")] == [
                "Asthma. Blue inhaler, two puffs when needed."
            ]
            assert not window.shows("Epilepsy")

    played(play())


def test_rows_of_a_table_open_on_a_screen_of_their_own(calm: Calm) -> None:
    """Added, named and there; taken off only after a second tap; an empty one is not kept."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS_SECTION, section="additional", page="people")
            record = calm.record(window)
            count = len(record.rows("people"))
            add = next(w for w in window.words() if w.startswith("Add") and name_of(window, "people") in w)
            await window.tap(add)
            await window.tap("Done")
            assert len(record.rows("people")) == count
            await window.tap(add)
            await window.type("Name", "Łucja Test")
            await window.tap("Done")
            await window.see("Łucja Test")
            assert len(record.rows("people")) == count + 1
            window.app.go(
                ScreenName.TABLE_ROW,
                child=calm.child,
                record=record.id,
                table="people",
                row=record.rows("people")[-1],
            )
            window.app.redraw()
            await window.tap("Take this row off the form")
            assert len(record.rows("people")) == count + 1
            await window.tap("Take it off")
            assert len(record.rows("people")) == count

    played(play())


def test_every_box_and_button_of_the_form_has_a_name(calm: Calm) -> None:
    """No field without words for a screen reader, and no two with the same ones on a screen."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS)
            form = window.app.book.child(calm.child).protocol.key_contacts
            pages = [(s.name, page.fields[0].name) for s in calm_sections(form) for page in pages_of(s)]
            assert len(pages) > len(form.sections)
            for section, page in pages:
                window.app.replace(
                    ScreenName.KEY_CONTACTS_SECTION, child=calm.child, section=section, page=page
                )
                window.app.redraw()
                await window.see(re.escape(form.field(page).label))
                boxes = [c for c in window.controls() if isinstance(c, ft.TextField)]
                labels = [
                    c.label
                    for c in window.controls()
                    if isinstance(c, ft.Semantics) and isinstance(c.content, ft.TextField)
                ]
                assert len(labels) == len(boxes)
                assert len(set(labels)) == len(labels)
                assert all(labels)

    played(play())
