"""Learning the app on a calm day: the tour, and what a child's file still lacks for a bad night."""

from __future__ import annotations

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.edit_table import add_row
from carerapp.domain.readiness import FEWEST_PEOPLE, lacks
from carerapp.ui.features.tour import PAGES, TITLE
from carerapp.ui.screen_name import ScreenName
from forms.engine.answers import NOT_KNOWN
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


def test_the_tour_is_three_screens_and_leads_home(calm: Calm) -> None:
    """From Home, at any time; Back leaves it, too."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap(TITLE)
            for number, (title, lines) in enumerate(PAGES, 1):
                await window.see(f"{number} of 3")
                assert title in window.words()
                assert all(window.shows(line[:30]) for line in lines)
                assert any(tap.startswith("Call 999") for tap in window.taps())
                await window.tap("Next" if number < 3 else "Done")
            await window.see("Example Child")
            assert window.app.place.name is ScreenName.CHILDREN
        assert len(PAGES) == 3

    played(play())


def test_what_ready_still_lacks_is_named_and_a_tap_away(calm: Calm) -> None:
    """A new child lacks all of it; what is answered goes, "not known" is an answer, and at last nothing is
    missing."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book = window.app.book
            child = add_child(book, full_name="Kim Sample", protocol_id="hertfordshire")
            form, profile = book.child(child).key_contacts.id, book.child(child).profile.id
            names = [lack.words for lack in lacks(book.child(child))]
            assert names[:3] == ["A photo", "Their phone number", "People to ring, with a number: nobody yet"]
            assert "A safe word" in names
            window.app.go(ScreenName.PREPARE, child=child)
            window.app.redraw()
            await window.see(f"{len(names)} things are still missing")
            await window.tap_row("Their phone number")
            assert window.app.place.name is ScreenName.KEY_CONTACTS_SECTION
            assert window.app.place.get("at") == f"asked:{form}:phones"
            for lack in lacks(book.child(child)):
                if lack.at == "here":
                    answer_question(book, child, profile, lack.field, "Told")
                elif lack.field == "people":
                    for number in range(FEWEST_PEOPLE):
                        row = add_row(book, child, form, "people")
                        answer_question(book, child, form, f"people/{row}/phone", f"07700 90012{number}")
                        left = [one.words for one in lacks(book.child(child)) if one.field == "people"]
                        told = f"People to ring, with a number: {number + 1} of {FEWEST_PEOPLE} there"
                        assert left == ([told] if number + 1 < FEWEST_PEOPLE else [])
                elif lack.field:
                    answer_question(book, child, form, lack.field, NOT_KNOWN)
            assert [lack.words for lack in lacks(book.child(child))] == ["A photo"]
            answer_question(book, child, form, "photo", {"photo": "p", "consent": True})
            window.app.replace(ScreenName.PREPARE, child=child)
            window.app.redraw()
            await window.see("Ready: nothing is missing")

    played(play())
