"""What is the same for each child of a household: a change for one is asked about for the others."""

from __future__ import annotations

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.household import behind, changed, keep_own, take_household
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

OLD, NEW = "01632 960111", "01632 960222"


def say(book: Casebook, child: str, name: str, value: str) -> None:
    answer_question(book, child, book.child(child).key_contacts.id, name, value)


def two(calm: Calm, window: Window) -> tuple[Casebook, str, str]:
    """Kim, and Max who took over what was said for Kim."""
    book = window.app.book
    kim = add_child(book, full_name="Kim Sample", protocol_id="hertfordshire")
    say(book, kim, "provider_phone", OLD)
    say(book, kim, "provider_name", "Sample Fostering")
    say(book, kim, "hair", "Brown")
    answer_question(book, kim, book.child(kim).profile.id, "office_ends", "17:00")
    calm.clock.forward(minutes=1)
    most = add_child(book, full_name="Max Sample", protocol_id="hertfordshire")
    take_household(book, most)
    say(book, most, "hair", "Brown")
    calm.clock.forward(minutes=1)
    return book, kim, most


def phone(book: Casebook, child: str) -> str:
    return book.child(child).key_contacts.text("provider_phone")


def test_a_change_is_asked_about_where_it_is_made(calm: Calm) -> None:
    """On the same page, in words; one tap writes it for the other child, and it is asked no more."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book, kim, most = two(calm, window)
            there = {"child": kim, "section": "parents_authority", "page": "provider_name"}
            window.app.home(Place(ScreenName.KEY_CONTACTS_SECTION, there))
            window.app.redraw()
            await window.see("^Page 2 of 3")
            assert not window.shows("The same for Max")
            await window.type("Care provider's phone", NEW)
            await window.leave("Care provider's phone")
            await window.see(r"^The same for Max\?")
            assert window.shows(f"^Now: {NEW}$")
            assert window.shows(f"^Before: {OLD}$")
            assert phone(book, most) == OLD
            await window.tap("Yes, for Max, too")
            assert phone(book, most) == NEW
            await window.until(lambda: not window.shows("The same for Max"), "asked again")

    played(play())


def test_it_is_asked_on_the_other_childs_form_until_somebody_answers(calm: Calm) -> None:
    """ "No, it stays" is an answer: nothing changes, and it is asked about on neither side."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book, kim, most = two(calm, window)
            say(book, kim, "provider_phone", NEW)
            window.app.home(Place(ScreenName.KEY_CONTACTS, {"child": most}))
            window.app.redraw()
            await window.see(r"^Changed for Kim\. Here, too\?")
            assert "Yes, change 1 answer" in window.taps()
            await window.tap("No, it stays")
            assert phone(book, most) == OLD
            await window.until(lambda: not window.shows("Changed for Kim"), "asked again")
            assert behind(book, kim) == []
            assert changed(book, kim) is None

    played(play())


def test_only_what_was_the_same_is_asked_about(calm: Calm) -> None:
    """Not what never was, what is blank, what is the child's own, nor what was looked at since."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book, kim, most = two(calm, window)
            say(book, kim, "hair", "Red")
            say(book, most, "provider_name", "Other Home")
            assert changed(book, most) is None
            calm.clock.forward(minutes=1)
            say(book, kim, "provider_name", "New Name")  # it never was what stands at Max's
            assert changed(book, most) is None
            say(book, kim, "provider_phone", "")
            assert changed(book, most) is None
            say(book, kim, "provider_phone", NEW)
            found = changed(book, most)
            assert found is not None
            assert [one.field.name for one in found[1]] == ["provider_phone"]
            assert [one.id for one, _ in behind(book, kim)] == [most]
            assert most not in [one.id for one, _ in behind(book, calm.child)]
            keep_own(book, most, kim)
            assert changed(book, most) is None
            other = add_child(book, full_name="Lou Sample", protocol_id="liverpool")
            say(book, other, "provider_phone", OLD)
            say(book, kim, "provider_phone", "01632 960333")
            assert changed(book, other) is None

    played(play())


def test_the_authoritys_hours_are_asked_about_where_they_stand(calm: Calm) -> None:
    """They are not of the form, and the same for the household all the same."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book, kim, most = two(calm, window)
            answer_question(book, kim, book.child(kim).profile.id, "office_ends", "16:30")
            window.app.home(Place(ScreenName.PREPARE, {"child": kim}))
            window.app.redraw()
            await window.tap("Yes, for Max, too")
            assert book.child(most).profile.text("office_ends") == "16:30"

    played(play())
