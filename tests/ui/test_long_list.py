"""Lists of any length: how many rows are made, and that each can be reached. Real screens, no browser."""

from __future__ import annotations

import flet as ft
from hypothesis import given
from hypothesis import strategies as st

from carerapp.actions.answer_question import answer_question
from carerapp.actions.edit_table import add_row
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.ui.long_list import CHUNK, SHORT, LongList, LongLists
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

VIEW = 800.0  # pixels of a screen


def looked_at(heights: list[float], top: float) -> set[int]:
    """The chunks that a screen shows whose list is scrolled to `top`."""
    shown, at = set(), 0.0
    for chunk, height in enumerate(heights):
        if at < top + VIEW and at + height > top:
            shown.add(chunk)
        at += height
    return shown


@given(
    st.lists(st.floats(200, 3000), min_size=4, max_size=90),
    st.lists(st.floats(0, 1), min_size=1, max_size=20),
    st.floats(0, 2000),
    st.floats(0, 2000),
)
def test_what_is_looked_at_is_always_there(
    heights: list[float], places: list[float], before: float, after: float
) -> None:
    """Wherever the screen is scrolled to, in any order, whatever stands above the list and beneath it."""
    one = LongList()
    one.begin(len(heights) * CHUNK, lambda chunk: heights[chunk], None)
    extent = before + sum(heights) + after - VIEW
    for place in places:
        pixels = max(0.0, extent * place)
        one.scrolled(pixels, VIEW, extent)
        assert all(one.has(chunk) for chunk in looked_at(heights, pixels - before))


def test_few_rows_stand_at_one_time_however_many_there_are() -> None:
    """Not more for ten thousand rows than for a thousand."""
    for chunks in (40, 400):
        one = LongList()
        one.begin(chunks * CHUNK, lambda chunk: 2000.0, None)
        for pixels in range(0, chunks * 2000, 700):
            one.scrolled(float(pixels), VIEW, chunks * 2000.0 - VIEW)
            assert len(one.filled) <= 4


def test_a_height_that_was_measured_stays_the_height_of_the_space() -> None:
    """Nothing moves under a finger when rows that were there are taken away."""
    one = LongList()
    one.begin(10 * CHUNK, lambda chunk: 1000.0, "a")
    one.measured[3] = 1234.0
    assert one.height(3) == 1234.0
    assert one.height(4) == 1000.0
    one.begin(10 * CHUNK, lambda chunk: 1000.0, "another search")
    assert one.height(3) == 1000.0


async def _long_log(window: Window, calm: Calm, entries: int) -> None:
    await window.type_pin(PIN)
    await window.see("Example Child")
    book = window.app.book
    episode = start_episode(book, calm.child).id
    for number in range(entries):
        write_note(book, calm.child, episode, f"Note number {number}.")
    window.app.home(Place(ScreenName.LOG, {"child": calm.child, "episode": episode}))
    window.app.redraw()
    await window.see("Note number 0\\.")


def test_a_long_log_is_as_small_as_a_short_one_and_searched_whole(calm: Calm) -> None:
    """Few controls; a search in the log's own field finds what is not drawn; a space gives its rows."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _long_log(window, calm, 1000)
            assert sum(1 for _ in window.controls()) < 1000
            assert not window.shows("Note number 600\\.")
            await window.tap("Entries 601 to 625 of 1,001. Show them")
            await window.see("Note number 600\\.")
            await window.tap("Search in the log")
            await window.type("Words", "number 77")
            await window.see("^19 of 1001 entries$")
            await window.see("Note number 777\\.")
            await window.tap("Show everything")
            await window.see("Entries 601 to 625 of 1,001")

    played(play())


def test_scrolling_fills_what_comes_next(calm: Calm) -> None:
    """The client says where it stands; the rows there are made, those far behind go."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _long_log(window, calm, 1000)
            (one,) = window.app.state(LongLists).lists.values()
            total = sum(one.height(chunk) for chunk in one.chunks)
            scroll = next(
                c for c in window.controls() if isinstance(c, ft.Column) and c.on_scroll is not None
            )
            where = {"pixels": total / 2, "min_scroll_extent": 0.0, "max_scroll_extent": total}
            event = {"event_type": "update", "viewport_dimension": VIEW, **where}
            await window.session.dispatch_event(scroll._i, "scroll", event)
            await window.see("Note number 500\\.")
            assert not window.shows("Note number 0\\.")
            assert sum(1 for _ in window.controls()) < 1400

    played(play())


def test_two_hundred_friends_open_like_ten(calm: Calm) -> None:
    """Those to ring, and the same people on the form: both lists; the last of them can be rung."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            book = window.app.book
            form = book.child(calm.child).key_contacts.id
            before = len(book.child(calm.child).key_contacts.rows("people"))
            for number in range(200):
                row = add_row(book, calm.child, form, "people")
                for column, words in (("name", f"Friend {number}"), ("phone", f"07700 900{number:03}")):
                    answer_question(book, calm.child, form, f"people/{row}/{column}", words)
            episode = start_episode(book, calm.child).id
            section = book.child(calm.child).protocol.key_contacts.section_of("people").name
            there = {"child": calm.child, "section": section, "page": "people"}
            many = before + 200
            last = f"{many - many % CHUNK + 1} to {many} of {many}. Show them"
            about = {"child": calm.child, "episode": episode}
            window.app.home(Place(ScreenName.PEOPLE, about))
            window.app.redraw()
            await window.see("Friend 0$")
            assert sum(1 for _ in window.controls()) < 2000
            await window.tap(f"People {last}")
            await window.see("Call Friend 199")
            window.app.home(Place(ScreenName.KEY_CONTACTS_SECTION, there))
            window.app.redraw()
            question = book.child(calm.child).protocol.key_contacts.field("people").question.rstrip(": ")
            await window.see(f"{question}, rows 51 to 75 of")
            assert window.shows("Friend 0$")
            assert not window.shows("Friend 199")
            await window.tap(f"{question}, rows {last}")
            await window.see("Friend 199")

    played(play())


def test_a_short_list_has_no_spaces(calm: Calm) -> None:
    """As it always was."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _long_log(window, calm, SHORT - 1)
            assert window.shows(f"Note number {SHORT - 2}\\.")
            assert not window.shows("Show them")

    played(play())
