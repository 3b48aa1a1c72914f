"""The screens of a move: one tap from the child's card, a check before the act, and the old council's forms
after it. Real screens, no browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.open_form import open_form
from carerapp.actions.start_episode import start_episode
from carerapp.domain.belonging import moves
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

CSE = "hertfordshire/cse_reporting_form"


@pytest.fixture
def calm(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Calm:
    made = Calm(clock, open_book)
    vault = made.door.create(PIN, name="A. Carer", role="Foster carer")
    book = open_book(vault)
    made.child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    open_form(book, made.child, book.protocols.form(CSE))
    vault.lock()
    return made


def test_a_move_is_checked_before_it_is_done(calm: Calm) -> None:
    """What happens to the log, the counts, the forms and what each council gets is said; Back changes
    nothing, and the choices are still there."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Ola Example")
            start_episode(window.app.book, calm.child)
            window.app.redraw()
            await window.tap("Ola moves to another council")
            await window.see("Nothing is different yet")
            await window.tap_row("Liverpool")
            await window.see("Does Liverpool get what was written before")
            await window.type("Why do they move?", "A new placement")
            await window.tap("Check what happens")
            for words in (
                "Which council’s rules hold: Liverpool. Until now: Hertfordshire",
                "The file is with: Liverpool. Until now: Hertfordshire",
                "under Hertfordshire’s procedure. Liverpool’s holds from the next time",
                "This device knows of none",
                "Hertfordshire.*: stays here, to read and print",
                "Nothing that was written before: no log, no photo, no form",
                "That they are missing since",
                "What Hertfordshire gets",
                "Why: A new placement",
            ):
                await window.see(words)
            before = len(window.app.book.child(calm.child).events)
            window.app.back()
            window.app.redraw()
            await window.see("Does Liverpool get what was written before")
            assert len(window.app.book.child(calm.child).events) == before
            await window.tap("Check what happens")
            await window.tap("Move Ola")
            await window.see("Children")
            assert window.app.book.child(calm.child).holder == "liverpool"
            assert window.app.book.child(calm.child).belongs.host == "liverpool"

    played(play())


def test_a_form_of_the_old_council_is_read_printed_and_named_as_its_own(calm: Calm) -> None:
    """Under its own heading; no new one can be begun; the address is not the new council's."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Ola moves to another council")
            await window.tap_row("Liverpool")
            await window.tap("Check what happens")
            await window.tap("Move Ola")
            await window.tap("Forms and procedure")
            await window.see("Begun before they moved")
            await window.see("^Hertfordshire.*: ")
            window.app.home(Place(ScreenName.FORM, {"child": calm.child, "form": CSE}))
            window.app.redraw()
            await window.see("This is a form of Hertfordshire.*, begun before Ola moved")
            await window.see("Save or print it")
            assert not window.shows("Start a new one")

    played(play())


def test_a_move_that_is_tapped_twice_is_one_move(calm: Calm) -> None:
    """The second, slow one, on a window that does not show yet what came of the first: nothing went wrong."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Ola moves to another council")
            await window.tap_row("Liverpool")
            await window.tap("Check what happens")
            await window.see("Check this first")
            again: Any = window._named("Move Ola")[0]
            await window.tap("Move Ola")
            await window.see("Children")
            again.on_click(None)
            window.app.redraw()
            assert not window.app.warning
            assert len(moves(window.app.book.child(calm.child).events)) == 1

    played(play())
