"""Writing without unlocking: one tap, sealed, nothing inside is shown; put in its place afterwards."""

from __future__ import annotations

import pytest

from carerapp.domain.topics import Topic
from carerapp.domain.topics.note import Note
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


def test_the_clock_runs_after_one_tap_and_what_was_written_comes_in(calm: Calm) -> None:
    """One tap starts the clock; who unlocks next puts it all into the child's log."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.tap("Start without unlocking")
            await window.see("Written without unlocking")
            await window.see("Sealed on this device 22:40. 1 entry")
            assert window.shows("Call 999")
            assert not window.shows("Example Child")
            calm.clock.forward(minutes=4)
            await window.type("Your name", "Kim")
            await window.type("What happened?", "Bag and coat are gone")
            await window.tap("Save")
            await window.see("22:44 Bag and coat are gone")
            await window.tap("Hertfordshire")
            await window.see("How did it go|Done")
            await window.tap("Done")
            await window.see("3 entries")
            await window.type("What happened?", "half a senten")
            await window.tap("Unlock")
            await window.see("Enter your PIN")
            assert not window.shows("Bag and coat")
            data = b"".join(calm.disk.read(n) or b"" for n in calm.disk.names("captured"))
            assert b"Bag" not in data
            assert b"Kim" not in data
            await window.type_pin(PIN)
            await window.see("Which child is this about")
            await window.see("Bag and coat are gone")
            assert window.shows("half a senten"), "what was typed when they left is sealed too"
            await window.tap("Example Child")
            await window.see("missing|Not seen since|Do this next")
            assert calm.disk.names("captured") == []
            episode = window.app.book.child(calm.child).open_episode
            assert episode is not None
            words = [Note.of(e).words for e in episode.record.notes(Topic.NOTE)]
            assert words == ["Bag and coat are gone", "half a senten"]

    played(play())


def test_a_full_device_says_so_and_keeps_the_words(calm: Calm) -> None:
    """The screen says that there is no room, and the words stay in their box."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.tap("Start without unlocking")
            await window.see("Sealed on this device")
            calm.disk.full = True
            await window.type("What happened?", "words to keep")
            await window.tap("Save")
            await window.see("Not saved")
            assert window.value("What happened?") == "words to keep"
            await window.tap("Unlock")
            assert window.value("What happened?") == "words to keep"
            calm.disk.full = False
            await window.tap("Save")
            await window.see("words to keep")
            assert window.value("What happened?") == ""

    played(play())


def test_it_stays_until_somebody_says_whose_it_is(calm: Calm) -> None:
    """Leaving it unplaced keeps it sealed, for somebody who knows."""

    async def play() -> None:
        calm.set_up()
        async with Window(calm.parts) as window:
            await window.tap("Start without unlocking")
            await window.tap("Unlock")
            for _ in range(2):
                await window.type_pin(PIN)
                await window.see("Which child is this about")
                await window.tap("Back to children")
                await window.see("Something was written while the app was locked")
                window.app.locking.lock()
                window.app.redraw()

    played(play())


def test_where_there_is_no_vault_there_is_nothing_to_start(calm: Calm) -> None:
    """A device that is not set up offers no writing without unlocking."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.see("Set up this device")
            assert not window.shows("Start without unlocking")

    played(play())
