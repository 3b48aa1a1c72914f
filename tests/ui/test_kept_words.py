"""Words that are half typed are kept, also where they cannot be read yet, and where the disk was full for a
while. Walks at random found each of these. Real screens, no browser."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.domain.json_value import as_object
from carerapp.domain.topics import Topic
from carerapp.domain.typed_time import said_words
from carerapp.domain.uk_time import uk
from carerapp.settings import DRAFT_PAUSE_SECONDS
from carerapp.ui import drafts
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

TIME, NOTE = "Time of the call", "What happened?"


async def _at(window: Window, calm: Calm, name: ScreenName) -> str:
    await window.type_pin(PIN)
    await window.see("Example Child")
    book = window.app.book
    episode = start_episode(book, calm.child).id
    if name is ScreenName.REPORT:
        report(book, calm.child, episode)
    about = {"child": calm.child, "episode": episode}
    window.app.home(Place(ScreenName.EPISODE, about), Place(name, about))
    window.app.redraw()
    return episode


def _kept(window: Window) -> list[object]:
    """The drafts that lie on the disk."""
    return list(as_object(as_object(window.app.book.place.last()).get("drafts")).values())


def test_a_time_that_cannot_be_read_is_kept_over_a_lock(calm: Calm) -> None:
    """It stands in its box with what to do, and has changed nothing; read at last, it is written."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            episode = await _at(window, calm, ScreenName.REPORT)
            before = window.app.book.child(calm.child).episode(episode).reported_at
            await window.type(TIME, "about nine")
            await window.leave(TIME)
            await window.see("The time before is kept")
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(PIN)
            await window.see("The time before is kept")
            assert window.value(TIME) == "about nine"
            assert window.app.book.child(calm.child).episode(episode).reported_at == before
            await window.type(TIME, "22:10")
            await window.leave(TIME)
            reported = window.app.book.child(calm.child).episode(episode).reported_at
            assert reported is not None
            assert f"{reported:%H:%M}" == "22:10"
            assert not window.shows("The time before is kept")

    played(play())


def test_words_that_a_full_disk_held_up_are_kept_when_there_is_room(calm: Calm) -> None:
    """At the unlock, before the next key: a process may end at any moment."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at(window, calm, ScreenName.NOTE)
            calm.disk.full = True
            await window.type(NOTE, "Bag is gone")
            window.app.locking.lock()
            window.app.redraw()
            calm.disk.full = False
            await window.type_pin(PIN)
            await window.see(NOTE.replace("?", r"\?"))
            assert "Bag is gone" in _kept(window)

    played(play())


def test_it_is_tried_again_while_the_app_is_open(calm: Calm) -> None:
    """With the next tick of the window's clock."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _at(window, calm, ScreenName.NOTE)
            calm.disk.full = True
            await window.type(NOTE, "Bag is gone")
            await asyncio.sleep(DRAFT_PAUSE_SECONDS * 1.5)
            await window.see("could not be kept")
            calm.disk.full = False
            window.app.locking.idle_check()
            assert "Bag is gone" in _kept(window)

    played(play())


def test_a_pause_that_ends_after_the_lock_ends_in_no_error(
    calm: Calm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full: the words wait in memory, and nobody asks the closed record for them."""
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 3.0)  # on a busy computer, too, it ends after the lock

    async def play() -> None:
        problems: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, about: problems.append(about))
        async with Window(replace(calm.parts, idle_seconds=10_000)) as window:
            await _at(window, calm, ScreenName.LAST_SEEN)
            calm.disk.full = True
            await window.type("What were they wearing?", "Blue coat")
            window.app.locking.lock()
            window.app.redraw()
            tasks = [t for t in asyncio.all_tasks() if "_after_a_pause" in repr(t)]
            assert tasks
            await asyncio.wait(tasks, timeout=30)
            assert [t.exception() for t in tasks] == [None] * len(tasks)

    played(play())


WHEN = "When did it happen?"


def test_a_note_of_a_time_to_come_is_asked_about(calm: Calm) -> None:
    """It does not become yesterday's in silence, nor "half nine" the morning's: nothing is written until
    somebody says which; then the box says it in words."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            episode = await _at(window, calm, ScreenName.NOTE)
            now = window.app.now()
            later = f"{uk(now + timedelta(minutes=40)):%H:%M}"
            yesterday = said_words(now + timedelta(minutes=40) - timedelta(days=1), now)

            def notes() -> list[datetime]:
                record = window.app.book.child(calm.child).episode(episode).record
                return [note.happened for note in record.notes(Topic.NOTE)]

            await window.type(NOTE, "Bag is gone")
            await window.tap("It happened earlier")
            await window.type(WHEN, later)
            await window.tap("Save")
            await window.see(f"{later} has not come yet today. Do you mean yesterday")
            assert window.value(WHEN) == later
            assert notes() == []
            await window.type(WHEN, "10 min ago")
            await window.leave(WHEN)
            assert window.value(WHEN) == said_words(now - timedelta(minutes=10), now)
            await window.type(WHEN, later)
            await window.leave(WHEN)
            await window.tap(yesterday)
            assert window.value(WHEN) == yesterday
            await window.tap("Save")
            await window.until(lambda: bool(notes()), "not written")
            assert [said_words(happened, now) for happened in notes()] == [yesterday]

    played(play())
