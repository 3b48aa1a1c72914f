"""Days and times in the boxes of forms, as people say them. Real screens, no browser.

It is Friday 20 November 2026, 22:40.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row
from carerapp.actions.start_episode import start_episode
from carerapp.domain.json_value import Json
from carerapp.domain.records import Record
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

SEEN = "When were they last seen?"


class Evening(Calm):
    """On the screen about when and where the child was last seen."""

    episode: str

    async def begin(self, window: Window) -> None:
        await window.type_pin(PIN)
        await window.see("Example Child")
        self.episode = start_episode(window.app.book, self.child).id
        here = {"child": self.child, "episode": self.episode}
        window.app.home(Place(ScreenName.EPISODE, here), Place(ScreenName.LAST_SEEN, here))
        window.app.redraw()
        await window.see(SEEN)

    def episode_record(self, window: Window) -> Record:
        return window.app.book.child(self.child).episode(self.episode).record

    def seen(self, window: Window) -> Json:
        return self.episode_record(window).value("last_seen_at")


@pytest.fixture
def evening(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Evening:
    made = Evening(clock, open_book)
    made.set_up()
    return made


@pytest.mark.parametrize(
    ("typed", "said", "value"),
    [
        ("21:30", "Friday 20 November, 21:30", "2026-11-20T21:30:00+00:00"),
        ("9.30pm", "Friday 20 November, 21:30", "2026-11-20T21:30:00+00:00"),
        ("4pm", "Friday 20 November, 16:00", "2026-11-20T16:00:00+00:00"),
        ("19/11 21:30", "Thursday 19 November, 21:30", "2026-11-19T21:30:00+00:00"),
        ("yesterday 9pm", "Thursday 19 November, 21:00", "2026-11-19T21:00:00+00:00"),
        ("10 min ago", "Friday 20 November, 22:30", "2026-11-20T22:30:00+00:00"),
    ],
)
def test_a_moment_is_said_in_words_and_kept_when_its_box_is_left(
    evening: Evening, typed: str, said: str, value: str
) -> None:
    """While it is typed nothing is written; what it will be stands beside the box."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await evening.begin(window)
            await window.type(SEEN, typed)
            await window.typing_paused()
            await window.see(f"That is {said}.")
            assert evening.seen(window) is None
            assert not window.shows("Check this")
            await window.leave(SEEN)
            await window.until(lambda: evening.seen(window) == value, "not kept")

    played(play())


def test_half_of_a_time_is_neither_written_nor_refused(evening: Evening) -> None:
    """ "9" may be going to be "9.30pm"."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await evening.begin(window)
            for typed in ("9", "9.3", "9.30", "9.30p"):
                await window.type(SEEN, typed)
                await window.typing_paused()
                assert evening.episode_record(window).history("last_seen_at") == ()
                assert not window.shows("Check this")

    played(play())


@pytest.mark.parametrize(("tapped", "value"), [("09:30", "09:30"), ("21:30", "21:30")])
def test_what_may_be_two_times_is_asked_with_two_buttons(evening: Evening, tapped: str, value: str) -> None:
    """ "Half nine": in the morning or in the evening, and a tap says which."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await evening.begin(window)
            await window.type(SEEN, "half nine")
            await window.leave(SEEN)
            await window.see("That can be two times. Which one?")
            await window.tap(f"Friday 20 November, {tapped}")
            await window.until(
                lambda: evening.seen(window) == f"2026-11-20T{value}:00+00:00", "the tap is not kept"
            )
            assert not window.shows("Which one")

    played(play())


def test_what_may_be_two_times_never_takes_the_place_of_one_that_was_read(evening: Evening) -> None:
    """It stays in the box with its question; what stood there stays in the record."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await evening.begin(window)
            stood = "2026-11-19T12:00:00+00:00"
            answer_question(window.app.book, evening.child, evening.episode, "last_seen_at", stood)
            window.app.redraw()
            await window.type(SEEN, "half nine")
            await window.leave(SEEN)
            await window.see("What stood there before stays.")
            assert (evening.seen(window), window.value(SEEN)) == (stood, "half nine")
            await window.tap("Thursday 19 November, 09:30")
            await window.until(
                lambda: evening.seen(window) == "2026-11-19T09:30:00+00:00", "the tap is not kept"
            )

    played(play())


def test_what_is_still_to_come_is_refused_and_stays_in_the_box(evening: Evening) -> None:
    """Nobody was last seen tomorrow."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await evening.begin(window)
            await window.type(SEEN, "tomorrow 9am")
            await window.leave(SEEN)
            await window.see("That is in the future. Nothing was changed.")
            assert evening.episode_record(window).history("last_seen_at") == ()
            assert window.value(SEEN) == "tomorrow 9am"

    played(play())


def test_a_time_of_a_moment_ago_is_one_tap(evening: Evening) -> None:
    """Now, 15, 30 and 60 minutes ago."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await evening.begin(window)
            for words in ("Now", "15 min ago", "60 min ago"):
                assert f"{words}: {SEEN}" in window.taps()
            await window.tap(f"30 min ago: {SEEN}")
            await window.until(lambda: evening.seen(window) is not None, "the tap is not kept")
            assert str(evening.seen(window)).startswith("2026-11-20T22:10:00")

    played(play())


def test_a_day_in_the_row_of_a_table_is_read_as_people_say_it(evening: Evening) -> None:
    """A cell is asked like a question."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await evening.begin(window)
            book = window.app.book
            form = book.child(evening.child).protocol.key_contacts
            table = next(t for t in form.fields() if any(c.kind == "date" for c in t.columns))
            column = next(c for c in table.columns if c.kind == "date")
            record = evening.record(window).id
            row = add_row(book, evening.child, record, table.name)
            here = {"child": evening.child, "record": record, "table": table.name, "row": row}
            window.app.home(Place(ScreenName.TABLE_ROW, here))
            window.app.redraw()
            await asyncio.sleep(0.02)
            await window.type(column.question, "yesterday")
            await window.typing_paused()
            await window.see("That is Thursday 19 November 2026.")
            await window.leave(column.question)
            path = f"{table.name}/{row}/{column.name}"
            await window.until(lambda: evening.record(window).value(path) == "2026-11-19", "not kept")

    played(play())


def test_a_correction_that_may_be_two_times_asks_which(evening: Evening) -> None:
    """Nothing is written until one of the two is tapped and saved."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await evening.begin(window)
            at = "2026-11-20T20:00:00+00:00"
            entry = answer_question(window.app.book, evening.child, evening.episode, "last_seen_at", at)
            assert entry is not None
            here = {"child": evening.child, "episode": evening.episode}
            log = Place(ScreenName.LOG, here)
            window.app.home(log, Place(ScreenName.CORRECT, {**here, "entry": entry.id}))
            window.app.redraw()
            await window.see("Put it right")
            await window.type("It should say", "half past nine")
            await window.tap("Save")
            await window.see("Which one")
            assert evening.seen(window) == at
            await window.tap("Friday 20 November, 21:30")
            await window.see("That is Friday 20 November, 21:30.")
            await window.tap("Save")
            await window.see("The log")
            assert evening.seen(window) == "2026-11-20T21:30:00+00:00"

    played(play())
