"""Tables of codes at the end of a form, and the numbers of its statements, on the screen."""

from __future__ import annotations

from collections.abc import Callable

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.open_form import open_form
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

CSE = "hertfordshire/cse_reporting_form"


def test_codes_open_where_they_stand_and_statements_have_their_numbers(
    clock: ToldClock, open_book: Callable[[Vault], Casebook]
) -> None:
    """Each table by its title; a second tap closes it."""
    calm = Calm(clock, open_book)
    vault = calm.door.create(PIN, name="A. Carer", role="Foster carer")
    book = open_book(vault)
    child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    record = open_form(book, child, book.protocols.form(CSE)).id
    vault.lock()

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            window.app.home(Place(ScreenName.FORM, {"child": child, "form": CSE}))
            window.app.redraw()
            await window.see("Save or print it")
            assert not window.shows("W1 – British")
            await window.tap("Ethnicity Codes")
            await window.see("W1 – British")
            await window.tap("Ethnicity Codes")
            assert not window.shows("W1 – British")
            await window.tap("Disability descriptions")
            await window.see("D – Deaf – HEAR – ‘HEARING’.")
            place = {"child": child, "form": CSE, "record": record, "section": "victim"}
            window.app.home(Place(ScreenName.FORM_SECTION, place))
            window.app.redraw()
            await window.see("3. The Child / Young Person is vulnerable")

    played(play())
