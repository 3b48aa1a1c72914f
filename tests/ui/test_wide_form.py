"""A form of an authority's own with what XLSForm has: groups, sums, warnings, tables in tables, languages."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from carerapp.actions.open_form import open_form
from carerapp.actions.reading_help import keep_reading_help
from carerapp.domain.records import Record
from carerapp.protocols import ProtocolLibrary
from carerapp.ui import drafts
from carerapp.ui.screen_name import ScreenName
from forms.engine.definition import Form
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window
from tests.support.wide_form import FORM, form


@pytest.fixture(autouse=True)
def brought(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is one that this device knows; drafts are kept without a pause."""
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 0.0)
    shipped: Callable[[ProtocolLibrary, str], Form] = ProtocolLibrary.form
    wide = form(
        FORM.replace('name = "money"', 'name = "money"\ndefault = "2"\nguidance = "Count the coins."')
    )

    def found(self: ProtocolLibrary, ref: str) -> Form:
        return wide if ref.startswith("x/form") else shipped(self, ref)

    monkeypatch.setattr(ProtocolLibrary, "form", found)


def filling(
    calm: Calm, section: str, play: Callable[[Window, Callable[[], Record]], Coroutine[Any, Any, None]]
) -> None:
    """A window on a section of it, newly begun."""

    async def run() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.KEY_CONTACTS)
            book = window.app.book
            one = open_form(book, calm.child, book.protocols.form("x/form"))
            where = {"child": calm.child, "form": "x/form", "record": one.id, "section": section}
            window.app.go(ScreenName.FORM_SECTION, **where)
            await window.drawn()
            await play(window, lambda: window.app.book.child(calm.child).record(one.id))

    played(run())


def test_groups_labels_and_warnings_follow_the_answers(calm: Calm) -> None:
    """A note, a question that speaks of an answer, a group in a group; nothing that was typed is refused."""

    async def play(window: Window, record: Callable[[], Record]) -> None:
        await window.see("Say what you know of ….")
        await window.see("The form asks for an answer here. You can go on without it.")
        assert not window.shows("School")
        await window.type("Who?", "Sam")
        await window.see("Does Sam go to school?")
        assert not window.shows("The form asks for an answer here.")
        await window.tap("Yes: Does Sam go to school?")
        await window.see("School")
        assert not window.shows("Teacher of Sam")
        await window.type("Year", "20")
        await window.leave("Year")
        await window.see("Check this: Years are 1 to 13.")
        assert record().value("year") == 20
        await window.see("Teacher of Sam")
        await window.see("Who teaches Sam?")

    filling(calm, "one", play)


def test_what_is_worked_out_changes_with_the_answers(calm: Calm) -> None:
    """It begins with what the form says; further help stands behind a tap; a section appears."""

    async def play(window: Window, record: Callable[[], Record]) -> None:
        await window.see("Twice that")
        assert record().value("money") == 2
        assert "4" in window.words()
        assert not window.shows("Count the coins.")
        await window.tap("More help: Money")
        await window.see("Count the coins.")
        assert not window.shows("Next: Two")
        await window.type("Money", "5.5")
        await window.see("11")
        await window.see("Next: Two")

    filling(calm, "one", play)


def test_a_table_in_a_table(calm: Calm) -> None:
    """Each row opens as a screen of its own; a cell of the inner one stands under both rows."""

    async def play(window: Window, record: Callable[[], Record]) -> None:
        await window.type("Money", "6")
        await window.tap("Next: Two")
        await window.see("The form expects 6 here. There are 0.")
        await window.tap("Add one: Visits")
        await window.type("Minutes", "90")
        await window.see("Why so long?")
        await window.tap("Add a person: Who came")
        await window.type("Name", "Ann")
        await window.see("Friend of Ann for 90 minutes")
        (visit,) = record().rows("visits")
        (person,) = record().rows(f"visits/{visit}/people")
        await window.until(
            lambda: record().value(f"visits/{visit}/people/{person}/name") == "Ann", "not saved"
        )
        await window.tap("Done")
        await window.see("Ann")
        await window.tap("Done")
        await window.see("The form expects 6 here. There is 1.")

    filling(calm, "one", play)


def test_the_second_language_of_who_chose_it(calm: Calm) -> None:
    """Beneath the English of the form, and only the form's own words."""

    async def play(window: Window, record: Callable[[], Record]) -> None:
        assert not window.shows("Kto?")
        keep_reading_help(window.app.book, "pl")
        window.app.redraw()
        await window.see("Kto?")
        await window.see("Who?")

    filling(calm, "one", play)
