"""The screens of a placing council's own Key Contacts form: offered, filled in, beside the host's."""

from __future__ import annotations

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window

THEIRS = "hertfordshire/key_contacts"


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    """Without a child."""
    new_device.door.create(PIN, name="A. Carer", role="Foster carer").lock()
    return new_device


def test_it_is_among_the_forms_and_can_be_filled_in(calm: Calm) -> None:
    """A Hertfordshire child in Liverpool: begun with what is known, answered, beside Liverpool's own forms;
    the host's Key Contacts form is as it was."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "liverpool", placing="hertfordshire")
            own = window.app.book.child(evening.child).key_contacts.id
            await evening.at(ScreenName.FORMS, "Liverpool: you fill in")
            await window.see("Hertfordshire: for a child who lives in another area")
            await window.tap_row("Key Contacts Form")
            await window.see("Complete the Hertfordshire Key Contact Form and submit a copy")
            await window.see("mpu@herts.pnn.police.uk")
            await window.tap("Start this form")
            await window.see("Save or print it")
            await window.tap_row("Personal details")
            await window.see("On the form: SECTION 1: Personal Details")
            await window.type("Height:", "As tall as me")
            window.app.drafts.save_all()
            file = window.app.book.child(evening.child)
            (theirs,) = file.begun(THEIRS)
            assert (theirs.text("height"), theirs.text("full_name")) == ("As tall as me", "Kim Sample")
            assert file.key_contacts.id == own
            assert not file.key_contacts.answers("height")

    played(play())


def test_whoever_gets_it_has_the_way_to_it(calm: Calm) -> None:
    """On the card of whom to tell: Appendix 2 §2."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "liverpool", placing="hertfordshire")
            await evening.at(ScreenName.TELL, "Who to tell")
            await window.tap_row("Social worker and Hertfordshire's Missing Persons Unit")
            await window.tap("Open the form")
            await window.see("Start this form")
            assert window.app.place["form"] == THEIRS

    played(play())


@pytest.mark.parametrize(("said", "offered"), [("", True), ("yes", True), ("no", False)])
def test_in_an_area_without_a_pack_the_childs_own_form_is_the_one(
    calm: Calm, said: str, offered: bool
) -> None:
    """No other council's procedure holds there: the Key Contacts form is Hertfordshire's already. Not asked
    yet, it is offered."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire")
            book = window.app.book
            if said:
                answer_question(book, evening.child, book.child(evening.child).profile.id, "placed_out", said)
            await evening.at(ScreenName.FORMS, "Forms")
            title = "Hertfordshire: for a child who lives in another area"
            assert window.shows(title) is offered
            if offered:
                await window.tap_row("Key Contacts Form")
                assert window.app.place.name is ScreenName.KEY_CONTACTS

    played(play())
