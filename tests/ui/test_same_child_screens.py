"""The question whether two files are one child's: below the children, with both told apart; a check before
the act; a way back. Real screens, no browser."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.add_photo import add_photo
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.move_child import Move, move_child
from carerapp.actions.same_child import one_child
from carerapp.actions.start_episode import start_episode
from carerapp.domain.conflicts import conflicts
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.moved import Moved
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.paper.build import jpeg
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

BACK = "Shown from two files: they are two children after all"


class TwoFiles(Calm):
    def __init__(self, clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> None:
        super().__init__(clock, open_book)
        vault = self.door.create(PIN, name="A. Carer", role="Foster carer")
        book = open_book(vault)
        self.first = add_child(book, full_name="Ola Example", date_of_birth="2012-01-02")
        clock.forward(minutes=5)
        self.second = add_child(book, full_name="EXAMPLE Ola")
        self.faces = {self.first: jpeg(60, 80), self.second: jpeg(60, 90)}
        for id, words in ((self.first, "red"), (self.second, "black")):
            add_photo(book, id, SimpleNamespace(jpeg=self.faces[id]), consent=True, taken_on=None)
            answer_question(book, id, book.child(id).key_contacts.id, "hair", words)
        vault.lock()


@pytest.fixture
def two(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> TwoFiles:
    return TwoFiles(clock, open_book)


def test_a_yes_is_checked_before_it_is_done_and_can_be_taken_back(two: TwoFiles) -> None:
    """Both are told apart; what happens is said; then one card, two answers to choose between, and a way
    back with a reason."""

    async def play() -> None:
        async with Window(two.parts) as window:
            await window.type_pin(PIN)
            await window.see("Is this the same child")
            for words in (
                "Born 2 Jan 2012",
                "No birth date is written",
                "Added 20 Nov 2026, 22:40, by A. Carer, on this device",
            ):
                await window.see(words)
            for id in (two.first, two.second):
                await window.see(f"id {id[:6]}")
            await window.tap("Yes, one child")
            await window.see("If this is one child")
            await window.see("3 questions have two different answers. Both stay until somebody chooses")
            assert len(window.app.book.children()) == 2
            await window.tap("Yes, one child")
            await window.see("3 questions have two answers from two devices")
            assert not window.shows("Is this the same child")
            book = window.app.book
            assert len(book.children()) == 1
            await window.tap("Choose which is right")
            await window.tap("Keep this one: red")
            assert {one.path for one in conflicts(book.child(two.first))} == {"full_name", "photo"}
            shown = {answer.value["photo"] for answer in book.child(two.first).key_contacts.answers("photo")}
            assert {book.file(two.second, id) for id in shown} == set(two.faces.values())
            assert window.app.session.damage == (), "a picture was looked for where it is not"
            window.app.home()
            window.app.redraw()
            await window.tap(BACK)
            await window.see("Two children after all\\?")
            await window.see("1 entry from the time when they were one stays in the file")
            await window.type("How do you know?", "Cousins")
            await window.tap("They are two children")
            await window.see("Said to be two children: ")
            assert len(book.children()) == 2
            reasons = [event.reason for event in book.alone(two.second).events if event.reason]
            assert reasons == ["Cousins"]

    played(play())


def test_a_no_is_one_tap_and_is_asked_no_more(two: TwoFiles) -> None:
    """Also after a lock; it can be put right from a small line below."""

    async def play() -> None:
        async with Window(two.parts) as window:
            await window.type_pin(PIN)
            await window.tap("No, two children")
            await window.see("Said to be two children")
            assert not window.shows("Is this the same child")
        async with Window(two.parts) as window:
            await window.type_pin(PIN)
            said = next(name for name in window.taps() if name.startswith("Said to be two children"))
            assert not window.shows("Is this the same child")
            await window.tap(said)
            await window.see("How do you know")
            await window.tap("Yes, one child")
            await window.see(BACK)

    played(play())


def test_it_stands_below_the_children_and_stops_nothing(two: TwoFiles) -> None:
    """The way to a missing child is above it, and no other screen has it."""

    async def play() -> None:
        async with Window(two.parts) as window:
            await window.type_pin(PIN)
            start_episode(window.app.book, two.first)
            window.app.redraw()
            await window.see("Go on: missing for")
            taps = window.taps()
            go_on = next(name for name in taps if name.startswith("Go on"))
            assert taps.index(go_on) < taps.index("Yes, one child")
            await window.tap(go_on)
            await window.until(lambda: not window.shows("Is this the same child"), "the card is still there")

    played(play())


def test_with_two_councils_it_says_so_and_offers_no_yes(two: TwoFiles) -> None:
    """Until one of them is moved."""

    async def play() -> None:
        async with Window(two.parts) as window:
            await window.type_pin(PIN)
            move_child(window.app.book, two.second, Move("liverpool", "", "liverpool"))
            window.app.redraw()
            await window.see("The first file is with Hertfordshire, the second with Liverpool")
            assert "Yes, one child" not in window.taps()

    played(play())


def test_one_of_two_files_moved_stands_apart_and_the_card_says_why(two: TwoFiles) -> None:
    """As when another device moved the one file before it heard of the other. Moved, too, they are one."""

    async def play() -> None:
        async with Window(two.parts) as window:
            await window.type_pin(PIN)
            book = window.app.book
            one_child(book, two.first, two.second)
            profile, away = book.alone(two.second).profile, "liverpool"
            called = {"liverpool": "Liverpool", "hertfordshire": "Hertfordshire"}
            left = "hertfordshire"
            act = Moved(away, "", away, left, "", left, called, before=True, tonight=False, reason="")
            book.write_in(two.second, profile.id, profile.form, NewEvent.note(act))
            window.app.redraw()
            await window.see("one child, two files, two councils")
            await window.see("Move the other one too, and they are shown as one again")
            assert len(book.children()) == 2
            move_child(book, two.first, Move(away, "", away))
            window.app.redraw()
            await window.see(BACK)
            assert not window.shows("two councils")

    played(play())
