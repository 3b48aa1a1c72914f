"""What looks wrong is asked about beside its field, before anything is written. Real screens, no browser."""

from __future__ import annotations

import pytest

from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


async def _at_add(window: Window) -> None:
    await window.type_pin(PIN)
    await window.tap("Add a child")
    await window.tap_row("Hertfordshire")
    await window.type("Full name", "Ada Example")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("3 May 1900", "That makes them 126 years old. Check the year. If it is right, tap Add again."),
        (
            "soon",
            "We could not read that as a date. Write it like 4 March 2012. If it is right, tap Add again.",
        ),
        ("1 1 2999", "If it is right, tap Add again."),
    ],
)
def test_a_birth_date_that_looks_wrong_is_asked_about(calm: Calm, typed: str, asked: str) -> None:
    """Nothing is said to be saved that is not; another date is asked about anew; a second tap keeps it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at_add(window)
            children = len(window.app.book.children())
            await window.type("Date of birth", "30 2 2012")
            await window.tap("Add")
            await window.type("Date of birth", typed)
            await window.tap("Add")
            await window.see(asked.replace(".", r"\."))
            assert not window.shows("saved")
            assert window.value("Date of birth") == typed
            assert len(window.app.book.children()) == children
            await window.tap("Add")
            await window.until(lambda: len(window.app.book.children()) == children + 1, "nobody was added")

    played(play())


def test_a_name_that_was_missing_first_changes_nothing_about_that(calm: Calm) -> None:
    """The question about the date was skipped when Add had been tapped without a name."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at_add(window)
            children = len(window.app.book.children())
            await window.type("Full name", "")
            await window.type("Date of birth", "3 May 1900")
            await window.tap("Add")
            await window.type("Full name", "Ada Example")
            await window.tap("Add")
            await window.see("126 years old")
            assert len(window.app.book.children()) == children

    played(play())


def test_an_age_that_cannot_be_right_is_told_nobody(calm: Calm) -> None:
    """Home asks about the year; no screen says how old they are, and neither does the call script."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at_add(window)
            await window.type("Date of birth", "3 May 1900")
            await window.tap("Add")
            await window.tap("Add")
            await window.until(lambda: len(window.app.book.children()) == 2, "nobody was added")
            window.app.home()
            window.app.redraw()
            await window.see("Date of birth: 126 years ago\\? Check the year")
            assert not window.shows("Ada Example, 126")
            child = window.app.book.children()[-1].id
            episode = start_episode(window.app.book, child).id
            window.app.home(Place(ScreenName.REPORT, {"child": child, "episode": episode}))
            window.app.redraw()
            await window.see("They will ask")
            assert not window.shows("126 years")

    played(play())


@pytest.mark.parametrize("password", ["x", "1234567"])
def test_a_short_password_is_refused_beside_its_field(calm: Calm, password: str) -> None:
    """It stays in the box, nothing is written, and no copy is made."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            book = window.app.book
            episode = start_episode(book, calm.child).id
            window.app.home(Place(ScreenName.HANDOVER, {"child": calm.child, "episode": episode}))
            window.app.redraw()
            await window.tap_row("Lock the PDF with a password")
            await window.type("Password for the PDF", password)
            entries = len(book.child(calm.child).events)
            await window.tap("Make the officer’s copy")
            await window.see("Check this: That is too short. Write at least 8 letters or numbers")
            assert window.value("Password for the PDF") == password
            assert len(book.child(calm.child).events) == entries
            await window.type("Password for the PDF", "plum jam tree")
            await window.tap("Make the officer’s copy")
            await window.see("The copy is ready")

    played(play())
