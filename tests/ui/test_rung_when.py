"""When a contact can be rung: asked on a calm day, and who can be rung now stands first on the night."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.drill import start_drill
from carerapp.actions.edit_table import add_row
from carerapp.actions.papers import Papers
from carerapp.actions.say_not_to_ring import say_not_to_ring
from carerapp.actions.say_rung_when import say_rung_when
from carerapp.documents import Fonts
from carerapp.domain.log_names import LogNames
from carerapp.domain.not_to_ring import not_to_ring
from carerapp.domain.outcomes import RungWhen
from carerapp.domain.rung_when import rung_when
from carerapp.domain.topics import Topic
from carerapp.domain.topics.contact_hours import ContactHours
from carerapp.ui.features.children.rung_when import TITLE
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.machine import ROOT
from tests.support.paper.reading import pdftotext
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window


async def _with_friends(window: Window) -> tuple[Evening, str, str]:
    """Away at night, with two friends on the form: their rows, in the form's order."""
    await window.type_pin(PIN)
    await window.see("Example Child")
    evening = Evening(window, "hertfordshire")
    book, child = evening.book, evening.child
    form = book.child(child).key_contacts.id
    rows = []
    for name, phone in (("Day Sample", "07700 900111"), ("Night Sample", "07700 900222")):
        rows.append(row := add_row(book, child, form, "people"))
        answer_question(book, child, form, f"people/{row}/name", name)
        answer_question(book, child, form, f"people/{row}/phone", phone)
    return evening, rows[0], rows[1]


def _calls(window: Window) -> list[str]:
    return [tap for tap in window.taps() if tap.startswith("Call ") and "Sample" in tap]


def test_it_is_asked_where_a_bad_night_is_prepared_and_kept_with_the_form(calm: Calm) -> None:
    """Nothing is chosen beforehand; what is chosen stands in the row, and can be taken back."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening, day, _ = await _with_friends(window)
            window.app.home(Place(ScreenName.PREPARE, {"child": evening.child}))
            window.app.redraw()
            await window.see(TITLE)
            await window.tap_row("Day Sample")
            await window.see("When can Day Sample be rung")
            assert rung_when(evening.book.child(evening.child)) == {}
            await window.tap("In office hours")

            def said() -> Mapping[str, RungWhen]:
                return rung_when(evening.book.child(evening.child))

            await window.until(lambda: said() == {day: RungWhen.OFFICE}, "not kept")
            await window.tap("Not known")
            await window.until(lambda: said() == {}, "not taken back")

    played(play())


def test_who_can_be_rung_now_stands_first_and_nobody_is_hidden(calm: Calm) -> None:
    """Late in the evening a friend in office hours stands after one of whom nobody said it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening, day, _ = await _with_friends(window)
            await evening.at(ScreenName.PEOPLE, "Friends and family")
            assert _calls(window) == ["Call Day Sample", "Call Night Sample"]
            say_rung_when(evening.book, evening.child, day, "Day Sample", RungWhen.OFFICE)
            window.app.redraw()
            await window.see("Not now, but in office hours")
            assert _calls(window) == ["Call Night Sample", "Call Day Sample"]
            say_rung_when(evening.book, evening.child, day, "Day Sample", RungWhen.ALWAYS)
            window.app.redraw()
            await window.see("Can be rung at any time")
            assert _calls(window) == ["Call Day Sample", "Call Night Sample"]

    played(play())


def test_it_is_on_no_printed_form_and_in_a_drill_the_same(calm: Calm) -> None:
    """Our own question; a drill knows it, and who must not be rung."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening, day, night = await _with_friends(window)
            book, child = evening.book, evening.child
            papers = Papers(book, Fonts.in_folder(ROOT / "assets" / "fonts"))
            before = pdftotext(papers.whole_form(child))
            say_rung_when(book, child, night, "Night Sample", RungWhen.OUT_OF_HOURS)
            assert pdftotext(papers.whole_form(child)) == before
            say_not_to_ring(book, child, day, "Day Sample")
            drill = book.child(start_drill(book, child)[0])
            first, second = drill.key_contacts.rows("people")
            assert rung_when(drill) == {second: RungWhen.OUT_OF_HOURS}
            assert first in not_to_ring(drill)
            assert second not in not_to_ring(drill)

    played(play())


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (RungWhen.OFFICE, "Night Sample can be rung in office hours."),
        (RungWhen.NOT_KNOWN, "Not known when Night Sample can be rung."),
    ],
)
def test_the_log_says_it_in_a_sentence(calm: Calm, when: RungWhen, said: str) -> None:
    """Among the entries of the form."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening, _, night = await _with_friends(window)
            say_rung_when(evening.book, evening.child, night, "Night Sample", when)
            event = evening.book.child(evening.child).key_contacts.notes(Topic.CONTACT_HOURS)[-1]
            assert ContactHours.of(event).in_log(LogNames(evening.book.child(evening.child))) == said

    played(play())
