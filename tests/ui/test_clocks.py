"""Every time on the screens and in documents is the United Kingdom's, in every time zone, over the nights on
which clocks change; and a device's clock that is wrong is said at once."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from carerapp.actions.mark_found import close_episode
from carerapp.actions.start_episode import start_episode
from carerapp.documents.blocks import Labelled, Paragraph
from carerapp.documents.sheets import call_script_sheet, chronology_sheet
from carerapp.domain.chronology import chronology
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.topics import Topic
from carerapp.ui.screen_name import ScreenName
from forms.engine.uk_clock import comes_twice
from tests.support.device_clock import MOVED, ZONES, live_in
from tests.support.pins import PIN
from tests.support.ui.moved_phone import LONDON, Phone
from tests.support.ui.window import Window

NIGHTS = [datetime(2026, 10, 25, 3, 10, tzinfo=UTC), datetime(2027, 3, 28, 3, 10, tzinfo=UTC)]


@pytest.fixture(autouse=True)
def _home_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Other tests live where they lived."""
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("night", NIGHTS, ids=["october", "march"])
@pytest.mark.parametrize("zone", ZONES)
def test_one_time_on_every_screen_and_paper(
    zone: str, night: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the device's clock is set to: gone since before the change, written after it."""
    live_in(zone, monkeypatch)

    phone = Phone(night)

    async def walk(window: Window, moved: timedelta) -> None:
        """The clock is set so far from the true time; then an episode begins and ends."""
        change = night + moved - phone.clock.wall
        phone.clock.wall += change
        window.app.redraw()
        book, now, moved = window.app.book, phone.clock(), change
        if moved:
            way = "forward" if moved > timedelta() else "back"
            await window.see(f"Your device’s clock may be wrong by .*: it was set {way} since the last entry")
            await window.tap("The clock is right")
        assert not window.shows("clock may be wrong")
        gone = now - timedelta(hours=4, minutes=40)
        episode = start_episode(book, phone.child, gone).id
        await phone.on(window, ScreenName.EPISODE, episode)
        words = phone.clock_words(gone)
        await window.see(f"Not seen since {_literal(words)}")
        assert window.shows("4 h 40 min")

        there = gone.astimezone(LONDON)
        await phone.on(window, ScreenName.REPORT, episode)
        await window.see(f"since {there:%d/%m/%Y %H:%M}")

        earlier = now - timedelta(minutes=10)
        await phone.on(window, ScreenName.NOTE, episode)
        await window.type("What happened?", "A car outside")
        await window.tap("It happened earlier")
        await window.type("When did it happen?", f"{earlier.astimezone(LONDON):%d/%m/%Y %H:%M}")
        await window.tap("Save")
        if comes_twice(earlier):
            side = "Before" if earlier.astimezone(LONDON).utcoffset() else "After"
            await window.tap(f"{side} the clocks went back")
            await window.tap("Save")
        (note,) = book.child(phone.child).episode(episode).record.notes(Topic.NOTE)
        assert note.happened == earlier.replace(second=0, microsecond=0)
        await phone.on(window, ScreenName.LOG, episode)
        assert window.shows(_literal(f"{earlier.astimezone(LONDON):%H:%M}"))

        file = book.child(phone.child)
        made = {"made_at": book.now(), "made_by": "A. Carer"}
        script = call_script_sheet(file, file.episode(episode), **made)  # type: ignore[arg-type]
        asked = [block for block in script.blocks if isinstance(block, Labelled)]
        since = " ".join(answer.text for block in asked for answer in block.answers)
        assert f"since {there:%d/%m/%Y %H:%M}" in since
        log = chronology_sheet(file, file.episode(episode), name_of=book.name_of, **made)  # type: ignore[arg-type]
        since = " ".join(block.text for block in log.blocks if isinstance(block, Paragraph))
        assert re.search(rf"since {there:%H:%M}( \([^)]*back\))? on {there.day} {there:%B %Y}", since)
        abroad = now.utcoffset() != now.astimezone(LONDON).utcoffset()
        lines = chronology(file, file.episode(episode), book.name_of)
        assert {bool(line.beside) for line in lines} == {abroad}
        close_episode(book, phone.child, episode, ClosedBecause.BACK)

    async def go() -> None:
        async with Window(phone.parts) as window:
            await window.type_pin(PIN)
            for moved in MOVED:
                await walk(window, moved)

    asyncio.run(go())


def _literal(words: str) -> str:
    return re.escape(words)


def test_the_hour_that_comes_twice_is_asked_in_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words stay, two buttons say which, and the log tells the two apart."""
    live_in("Europe/London", monkeypatch)
    phone = Phone(NIGHTS[0])

    async def go() -> None:
        async with Window(phone.parts) as window:
            await window.type_pin(PIN)
            book = window.app.book
            episode = start_episode(book, phone.child).id
            for which, offset in (("Before", 1), ("After", 0)):
                await phone.on(window, ScreenName.NOTE, episode)
                await window.type("What happened?", f"{which}: a car")
                await window.tap("It happened earlier")
                await window.type("When did it happen?", "01:30")
                await window.tap("Save")
                await window.see("Clocks showed that time twice")
                assert window.value("What happened?") == f"{which}: a car"
                await window.tap(f"{which} the clocks went back")
                await window.tap("Save")
                notes = book.child(phone.child).episode(episode).record.notes(Topic.NOTE)
                happened = {str(note.value): note.happened for note in notes}
                wanted = datetime(2026, 10, 25, 1 - offset, 30, tzinfo=UTC)
                assert [moment for words, moment in happened.items() if which in words] == [wanted]
            await phone.on(window, ScreenName.LOG, episode)
            for which in ("before", "after"):
                assert window.shows(rf"01:30 \({which} the clocks went back\)")

    asyncio.run(go())


def test_the_hour_that_never_was_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the field; nothing is written, nothing moved."""
    live_in("Europe/London", monkeypatch)
    phone = Phone(NIGHTS[1])

    async def go() -> None:
        async with Window(phone.parts) as window:
            await window.type_pin(PIN)
            episode = start_episode(window.app.book, phone.child).id
            await phone.on(window, ScreenName.NOTE, episode)
            await window.type("What happened?", "A car")
            await window.tap("It happened earlier")
            await window.type("When did it happen?", "01:30")
            await window.tap("Save")
            await window.see("Clocks never showed that time: they went from 01:00 to 02:00")
            assert not window.app.book.child(phone.child).episode(episode).record.notes(Topic.NOTE)

    asyncio.run(go())


def test_abroad_the_box_says_whose_time_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what the clocks there show now."""
    live_in("Europe/Warsaw", monkeypatch)
    phone = Phone(datetime(2026, 7, 20, 20, 40, tzinfo=UTC))

    async def go() -> None:
        async with Window(phone.parts) as window:
            await window.type_pin(PIN)
            episode = start_episode(window.app.book, phone.child).id
            await phone.on(window, ScreenName.REPORT, episode)
            assert window.shows(r"UK time\. It is 21:40 in the UK now\.")
            assert window.value("Time of the call") == "21:40"

    asyncio.run(go())


def test_begun_two_years_ahead_it_is_said_and_can_be_put_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the clock is right again, the band does not count from a time to come."""
    live_in("Europe/London", monkeypatch)
    phone = Phone(NIGHTS[0], timedelta(days=731))

    async def go() -> None:
        async with Window(phone.parts) as window:
            await window.type_pin(PIN)
            await window.see("Your device’s clock may be wrong by 731 days: it was set forward")
            episode = start_episode(window.app.book, phone.child).id
            await phone.on(window, ScreenName.EPISODE, episode)
            await window.see("Your device’s clock may be wrong by 731 days")
            phone.clock.wall -= timedelta(days=731)
            window.app.redraw()
            await window.see("By this device’s clock that is still to come")
            assert window.shows("Check the time")
            assert not window.shows("^731 days")
            await window.tap("The clock is right. Put the log right")
            await window.type("Since when do you not know where they are?", "25/10/2026 00:50")
            await window.leave("Since when do you not know where they are?")
            await window.see("3 h 20 min")
            assert not window.shows("still to come")

    asyncio.run(go())


def test_an_episode_never_starts_in_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    """A time kept on the first page before the clock was set back: the log tells it, the start is now."""
    live_in("Europe/London", monkeypatch)
    phone = Phone(NIGHTS[0])
    book = phone.parts.open_casebook(phone.door.unlock(PIN))
    kept = phone.clock() + timedelta(hours=2)
    episode = start_episode(book, phone.child, kept)
    assert episode.unknown_since <= book.now()
    lines = chronology(book.child(phone.child), book.child(phone.child).episode(episode.id), book.name_of)
    assert any("Not seen since 05:10 on 25 October 2026" in line.words for line in lines)


@pytest.mark.parametrize("typed", ["25/10/2026 04:30", "after tea", "25/10/2026 01:30"])
def test_a_start_that_is_to_come_or_can_not_be_read_changes_nothing(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time that was there before still holds, and what is wrong stands beside the field."""
    live_in("Europe/London", monkeypatch)
    phone = Phone(NIGHTS[0])
    label = "Since when do you not know where they are?"

    async def go() -> None:
        async with Window(phone.parts) as window:
            await window.type_pin(PIN)
            began = phone.clock() - timedelta(hours=4, minutes=40)
            episode = start_episode(window.app.book, phone.child, began)
            await phone.on(window, ScreenName.LAST_SEEN, episode.id)
            await window.type(label, typed)
            await window.leave(label)
            await window.see("^Check this: ")
            assert window.app.book.child(phone.child).episode(episode.id).unknown_since == began
            if "01:30" in typed:
                await window.tap("After the clocks went back")
                since = window.app.book.child(phone.child).episode(episode.id).unknown_since
                assert since == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    asyncio.run(go())


@pytest.mark.parametrize("moved", [timedelta(days=-1), timedelta(hours=-2), timedelta(days=1)])
def test_the_open_record_locks_by_the_clock_that_nobody_sets(
    moved: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set back, it locks all the same; set forward, it does not lock under the carer's hands."""
    live_in("Europe/London", monkeypatch)
    phone = Phone(NIGHTS[0])

    async def go() -> None:
        async with Window(phone.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            phone.clock.wall += moved
            window.app.locking.idle_check()
            assert not window.app.locked
            phone.clock.passes(seconds=phone.parts.idle_seconds + 1)
            window.app.locking.idle_check()
            assert window.app.locked

    asyncio.run(go())
