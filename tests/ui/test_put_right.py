"""Putting an entry right keeps its kind, and undoes no fact by itself. Real screens, no browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.edit_table import add_row
from carerapp.actions.mark_found import mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.domain.checks import check_of
from carerapp.domain.episode import Episode, State
from carerapp.domain.events import Event, EventKind
from carerapp.domain.outcomes import StepOutcome
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

NIGHT = timedelta(hours=3)


class Evening(Calm):
    """An episode that was reported and is over: 22:40 in London, reported 23:10, found 00:40."""

    episode: str

    def begin(self, book: Casebook) -> str:
        episode = start_episode(book, self.child, self.clock()).id
        self.since = self.clock()
        self.clock.forward(minutes=30)
        report(book, self.child, episode, reference="REF 1", call_taker="Operator")
        self.reported = self.clock()
        self.clock.forward(minutes=90)
        mark_found(book, self.child, episode, where="Park", how="", by="", condition="")
        self.found = self.clock()
        self.clock.forward(minutes=20)
        return episode


@pytest.fixture
def evening(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Evening:
    made = Evening(clock, open_book)
    vault = made.door.create(PIN, name="A. Carer", role="Foster carer")
    book = open_book(vault)
    made.child = add_invented_child(book)
    made.episode = made.begin(book)
    vault.lock()
    return made


def now(window: Window, evening: Evening) -> Episode:
    return window.app.book.child(evening.child).episode(evening.episode)


def entry(window: Window, evening: Evening, field: str) -> Event:
    return now(window, evening).record.heads(field)[-1]


async def _at(window: Window, evening: Evening, event: Event) -> None:
    about = {"child": evening.child, "episode": evening.episode}
    log = Place(ScreenName.LOG, about)
    window.app.home(log, Place(ScreenName.CORRECT, {**about, "entry": event.id}))
    window.app.redraw()
    await window.see("Put it right")


async def _opened(window: Window) -> None:
    await window.type_pin(PIN)
    await window.see("Example Child")


MOMENTS = ("unknown_since", "reported_at", "found_at")


@pytest.mark.parametrize("field", MOMENTS)
@pytest.mark.parametrize(
    ("typed", "moved"),
    [("{:%H:%M}", -5), ("{:%d/%m/%Y %H:%M}", -5), ("{:%H%M} hrs", -7), ("{:%-d %B %Y, %H:%M}", 3)],
)
def test_a_moment_is_shown_and_read_as_a_moment(evening: Evening, field: str, typed: str, moved: int) -> None:
    """As the log says it; a bare time is the nearest one, also over midnight. What it states still stands."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await _opened(window)
            before = getattr(now(window, evening), field)
            await _at(window, evening, entry(window, evening, field))
            assert f"{before:%H:%M}" in window.value("It should say")
            assert "T" not in window.value("It should say")
            right = before + timedelta(minutes=moved)
            await window.type("It should say", typed.format(right))
            await window.tap("Save")
            await window.see("The log")
            assert getattr(now(window, evening), field) == right
            assert now(window, evening).state is State.FOUND

    played(play())


@pytest.mark.parametrize("field", [*MOMENTS, "last_seen_at"])
@pytest.mark.parametrize("typed", ["soon", "25:70", "22.1o", "32/13/2026 22:10", "2999-01-01 10:00"])
def test_what_cannot_be_read_changes_nothing(evening: Evening, field: str, typed: str) -> None:
    """It stands in the box with what to do beside it; the fact is as it was, and so is the log."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await _opened(window)
            if field == "last_seen_at":
                at = evening.since.isoformat()
                answer_question(window.app.book, evening.child, evening.episode, field, at)
            event = entry(window, evening, field)
            entries = len(window.app.book.child(evening.child).events)
            await _at(window, evening, event)
            await window.type("It should say", typed)
            for _ in range(2):
                await window.tap("Save")
                await window.see("Check this: (We could not read that|That is in the future)")
            assert not window.shows("It is saved as you wrote it")
            assert window.value("It should say") == typed
            assert len(window.app.book.child(evening.child).events) == entries
            assert now(window, evening).state is State.FOUND

    played(play())


@pytest.mark.parametrize(
    ("field", "says", "state"),
    [
        ("reported_at", "They then count as not reported to the police", State.FOUND),
        ("found_at", "They then count as missing again", State.REPORTED),
        ("unknown_since", "The clock then starts when this log was opened", State.FOUND),
    ],
)
def test_what_would_undo_a_fact_says_so_and_asks_once(
    evening: Evening, field: str, says: str, state: State
) -> None:
    """The first Save writes nothing; the same again does it, and the log keeps both."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await _opened(window)
            event = entry(window, evening, field)
            await _at(window, evening, event)
            await window.type("It should say", "")
            await window.tap("Save")
            await window.see(f"Check this: {says}")
            assert entry(window, evening, field).id == event.id
            await window.type("It should say", "soon")
            await window.tap("Save")
            await window.see("We could not read that")
            await window.type("It should say", "")
            await window.tap("Save")
            await window.see(says)
            assert entry(window, evening, field).id == event.id
            await window.tap("Save")
            await window.see("The log")
            assert not now(window, evening).record.value(field)
            assert now(window, evening).state is state

    played(play())


def test_a_choice_is_chosen(evening: Evening) -> None:
    """By its label, not by the name it is stored under; and a step by what came of it."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await _opened(window)
            book = window.app.book
            answer_question(book, evening.child, evening.episode, "whereabouts", "unknown")
            await _at(window, evening, entry(window, evening, "whereabouts"))
            assert not window.shows("^unknown$")
            await window.tap("Not for certain")
            await window.tap("Save")
            await window.see("The log")
            assert now(window, evening).record.value("whereabouts") == "uncertain"
            step = book.child(evening.child).protocol.checklist[0].field
            tick_step(book, evening.child, evening.episode, step, StepOutcome.DONE, "In the garden")
            await _at(window, evening, entry(window, evening, step))
            assert window.value("In words, if you like") == "In the garden"
            await window.tap("Couldn’t")
            await window.tap("Save")
            await window.see("The log")
            found = check_of(now(window, evening).record, step)
            assert found is not None
            assert (found.outcome, found.comments) == (StepOutcome.COULDNT, "In the garden")

    played(play())


def test_a_row_is_put_right_on_its_own_screen(evening: Evening) -> None:
    """Its entry in the log holds no words of its own: the id of the row is shown to nobody."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await _opened(window)
            book = window.app.book
            form = book.child(evening.child).key_contacts.id
            row = add_row(book, evening.child, form, "people")
            event = next(
                e for e in book.child(evening.child).events if e.kind is EventKind.ADD_ROW and e.value == row
            )
            await _at(window, evening, event)
            assert not window.shows(row)
            await window.tap("Open this row")
            await window.see("Relationship|Phone")
            assert window.app.place.name is ScreenName.TABLE_ROW

    played(play())


def test_an_entry_that_was_answered_again_puts_the_newest_right(evening: Evening) -> None:
    """Else the correction of an old entry would take the place of the answer that holds."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await _opened(window)
            old = entry(window, evening, "reported_at")
            newer = evening.reported + timedelta(minutes=4)
            answer_question(window.app.book, evening.child, evening.episode, "reported_at", newer.isoformat())
            await _at(window, evening, old)
            await window.see("You put that newest answer right")
            assert f"{newer:%H:%M}" in window.value("It should say")
            await window.tap("Save")
            await window.see("The log")
            assert now(window, evening).reported_at == newer

    played(play())


def test_a_box_that_saves_by_itself_keeps_the_moment_that_stood_there(evening: Evening) -> None:
    """On the questions about when they were last seen: letters that are no time, and an emptied box."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await _opened(window)
            label = "Since when do you not know where they are?"
            about = {"child": evening.child, "episode": evening.episode}
            window.app.home(Place(ScreenName.LAST_SEEN, about))
            window.app.redraw()
            for typed, says in (
                ("soon", "What stood there before stays"),
                ("", "The clock then starts when this log was opened. To do that, put its entry"),
            ):
                await window.type(label, typed)
                await window.leave(label)
                await window.see(f"Check this: .*{says}")
                assert window.value(label) == typed
                assert now(window, evening).unknown_since == evening.since
            await window.type(label, f"{evening.since - timedelta(minutes=15):%H:%M}")
            await window.leave(label)
            await window.until(
                lambda: now(window, evening).unknown_since == evening.since - timedelta(minutes=15),
                "the time was not read",
            )

    played(play())


def test_what_cannot_be_read_waits_in_its_box_over_a_lock(evening: Evening) -> None:
    """It is not lost, and still changes nothing."""

    async def play() -> None:
        async with Window(evening.parts) as window:
            await _opened(window)
            label = "Since when do you not know where they are?"
            window.app.home(Place(ScreenName.LAST_SEEN, {"child": evening.child, "episode": evening.episode}))
            window.app.redraw()
            await window.type(label, "about nine")
            await window.leave(label)
            await window.see("What stood there before stays")
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(PIN)
            await window.see(label.replace("?", r"\?"))
            assert window.value(label) == "about nine"
            assert now(window, evening).unknown_since == evening.since

    played(play())
