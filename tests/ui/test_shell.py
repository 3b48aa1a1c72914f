"""The shell, in Flet's own session: locking, taking over, coming back, and what can't be saved.

Longer than others: all of it is tried on one episode, whose making takes a hundred lines.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from carerapp import bootstrap
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.topics import Topic
from carerapp.domain.topics.note import Note
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.services import AppServices
from carerapp.ui.window.routes import SCREENS
from carerapp.vault import DiskFull, Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.adapters.native_image import NativeImage
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.window import Window
from tests.support.vault.doubles import FaultyDisk, QuickCrypto

TITLE = "What happened?"


class Failing(FaultyDisk):
    """A disk that can be told to be full, and to have room again."""

    def __init__(self, disk: MemoryDisk) -> None:
        super().__init__(disk, 0, DiskFull())
        self.full = False

    def _maybe_fail(self) -> None:
        if self.full:
            raise DiskFull


class CapturedEpisode:
    """A device with the invented child missing; windows can be opened on it."""

    def __init__(self, clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> None:
        self.clock, self.open_book = clock, open_book
        self.disk = MemoryDisk()
        self.failing = Failing(self.disk)
        self.door = self.fresh_door()
        vault = self.door.create(PIN, name="A. Carer", role="Foster carer")
        book = open_book(vault)
        self.child = add_invented_child(book)
        self.episode = start_episode(book, self.child).id
        vault.lock()
        from carerapp.documents import Fonts

        self.parts = AppServices(
            door=self.door,
            open_casebook=open_book,
            image=NativeImage(),
            now=clock,
            demo=add_invented_child,
            fonts=Fonts.in_folder(bootstrap.ASSETS / "fonts"),
        )

    def fresh_door(self) -> Door:
        return Door(self.failing, QuickCrypto(), now=lambda: self.clock().timestamp())

    def read_again(self) -> Casebook:
        """What the disk holds, opened by someone else."""
        return self.open_book(self.fresh_door().unlock(PIN))

    async def in_a_note(self, window: Window) -> None:
        """Unlocked, on the note screen of the episode."""
        await window.type_pin(PIN)
        await window.tap("Go on: missing for 0 min")
        await window.tap("Add to the log")
        await window.see("In your own words|in your own words")


@pytest.fixture
def episode(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> CapturedEpisode:
    return CapturedEpisode(clock, open_book)


def played(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def test_it_locks_when_nobody_was_there_and_says_why(episode: CapturedEpisode) -> None:
    """An open episode locks after its own longer time; any tap or key starts the time again."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await episode.in_a_note(window)
            episode.clock.forward(seconds=episode.parts.episode_idle_seconds - 1)
            await window.type(TITLE, "He")
            episode.clock.forward(seconds=episode.parts.episode_idle_seconds - 1)
            window.app.locking.idle_check()
            assert not window.app.locked
            episode.clock.forward(seconds=2)
            window.app.locking.idle_check()
            assert window.app.locked
            await window.see("Locked because nobody was using it")
            assert window.shows("Call 999")
            assert window.shows("Call 101")
            assert not window.shows("Example")

    played(play())


def test_with_no_one_missing_it_locks_sooner(episode: CapturedEpisode) -> None:
    """At home, two minutes."""

    async def play() -> None:
        from carerapp.actions.mark_found import close_episode, mark_found

        book = episode.read_again()
        mark_found(book, episode.child, episode.episode, where="Home")
        close_episode(book, episode.child, episode.episode, ClosedBecause.BACK)
        async with Window(episode.parts) as window:
            await window.type_pin(PIN)
            episode.clock.forward(seconds=episode.parts.idle_seconds + 1)
            window.app.locking.idle_check()
            assert window.app.locked

    played(play())


def test_leaving_the_app_locks_it_but_not_to_make_a_call(episode: CapturedEpisode) -> None:
    """Within three minutes of the app's own call button the outcome can still be tapped."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Go on: missing for 0 min")
            await window.tap("Call 999. Someone is in danger now.")
            episode.clock.forward(minutes=2, seconds=59)
            window.app.locking.app_hidden()
            assert not window.app.locked
            episode.clock.forward(seconds=2)
            window.app.locking.app_hidden()
            assert window.app.locked

    played(play())


def test_leaving_the_app_without_a_call_locks_it(episode: CapturedEpisode) -> None:
    """Out of sight without a reason of the app's own, it is locked at once."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await window.type_pin(PIN)
            window.app.locking.app_hidden()
            assert window.app.locked
            await window.see("Enter your PIN")

    played(play())


def test_a_second_window_takes_over(episode: CapturedEpisode) -> None:
    """The first one locks, says why, and what was half typed in it is in the second."""

    async def play() -> None:
        async with Window(episode.parts) as first:
            await episode.in_a_note(first)
            await first.type(TITLE, "Saw him by the")
            async with Window(episode.parts) as second:
                await second.type_pin(PIN)
                await first.see("Opened in another window")
                assert first.app.locked
                assert not first.shows("Example")
                assert second.value(TITLE) == "Saw him by the"

    played(play())


def test_hide_blanks_the_screen_at_once_and_nothing_typed_is_lost(episode: CapturedEpisode) -> None:
    """The PIN brings back the screen with what was half typed."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await episode.in_a_note(window)
            await window.type(TITLE, "At the bus")
            await window.tap("Hide this screen")
            said = " ".join(window.words())
            assert "Example" not in said
            assert "bus" not in said
            assert "PIN" not in said
            assert window.shows("Call 999")
            await window.tap("Show")
            await window.type_pin(PIN)
            assert window.value(TITLE) == "At the bus"

    played(play())


def test_it_reopens_where_it_was_with_what_was_half_typed(episode: CapturedEpisode) -> None:
    """Also in another process: the place and the drafts are in the vault."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await episode.in_a_note(window)
            await window.type(TITLE, "Half a sen")
            await window.until(lambda: "Half a sen" in str(episode.read_again().place.last()), "not kept")
        async with Window(replace(episode.parts, door=episode.fresh_door())) as again:
            await again.type_pin(PIN)
            assert again.value(TITLE) == "Half a sen"
            await again.tap("Back to what to do")
            await again.see("Do this next")

    played(play())


def test_words_typed_while_the_screen_is_drawn_anew_are_kept(episode: CapturedEpisode) -> None:
    """The box's new value arrives, the screen is redrawn for another reason, and only then comes the key."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await episode.in_a_note(window)
            await window.type(TITLE, "By the canal", between=window.app.redraw)
            assert window.value(TITLE) == "By the canal"
            await window.tap("Save")
            await window.see("Do this next")
            assert window.shows("By the canal")

    played(play())


def test_what_can_not_be_saved_stays_on_the_screen_and_is_said(episode: CapturedEpisode) -> None:
    """A full device: the words stay, the carer is told, and a second try saves them once."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await episode.in_a_note(window)
            episode.failing.full = True
            await window.type(TITLE, "By the canal")
            await window.tap("Save")
            await window.see("^Not saved: this device has no room left")
            assert window.value(TITLE) == "By the canal"
            assert window.shows("Call 999")
            episode.failing.full = False
            await window.tap("Save")
            await window.see("Do this next")
            assert not window.shows("Not saved")
        notes = episode.read_again().child(episode.child).episode(episode.episode).record.notes(Topic.NOTE)
        assert [Note.of(note).words for note in notes] == ["By the canal"]

    played(play())


def test_a_step_that_can_not_be_saved_is_not_shown_as_done(episode: CapturedEpisode) -> None:
    """A disk that is full leaves the step undone on the screen, with the reason."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Go on: missing for 0 min")
            episode.failing.full = True
            await window.tap("Done")
            await window.see("^Not saved")
            assert not window.shows("Done or tried")
            assert not window.shows("Saved on this device")

    played(play())


def test_locking_on_a_full_device_still_locks(episode: CapturedEpisode) -> None:
    """Not being able to keep a draft must not leave the record open."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await episode.in_a_note(window)
            await window.type(TITLE, "By the canal")
            episode.failing.full = True
            window.app.locking.app_hidden()
            assert window.app.locked

    played(play())


def test_a_screen_that_fails_still_has_999_and_a_way_home(
    episode: CapturedEpisode, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """And what failed is never printed: it may hold what was typed."""

    def broken(app: object) -> Any:
        raise ValueError("purple elephant")

    monkeypatch.setitem(SCREENS, ScreenName.NOTE, broken)

    async def play() -> None:
        async with Window(episode.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Go on: missing for 0 min")
            await window.tap("Add to the log")
            await window.see("Something went wrong in the app")
            assert window.shows("Call 999")
            assert window.shows("Call 101")
            await window.tap("Back to the children")
            await window.see("Key Contacts")

    played(play())
    said = capfd.readouterr()
    assert "purple" not in said.out + said.err
    assert "ValueError at test_shell.py" in said.err


def test_a_tap_that_fails_says_so_and_prints_no_words(
    episode: CapturedEpisode, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The screen says that it went wrong; standard error names the place and no word of the carer's."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await episode.in_a_note(window)
            await window.type(TITLE, "purple elephant")

            def broken(*_: object, **__: object) -> None:
                raise RuntimeError(f"could not write {window.value(TITLE)}")

            monkeypatch.setattr(Casebook, "write", broken)
            await window.tap("Save")
            await window.see("Something went wrong in the app")
            assert window.value(TITLE) == "purple elephant"

    played(play())
    said = capfd.readouterr()
    assert "purple" not in said.out + said.err


def test_a_wrong_pin_says_so_and_999_stays(episode: CapturedEpisode) -> None:
    """The reason is said, and both emergency calls stay on the screen."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await window.type_pin("111222")
            await window.see("That is not right. Your notes are safe")
            assert window.shows("Call 999")
            await window.type_pin(PIN)
            await window.see("Children")

    played(play())


def test_the_real_lock_is_as_strong_as_it_says() -> None:
    """The tests above use a quick one; the app must not."""
    assert type(bootstrap.door(MemoryDisk())._crypto) is NativeCrypto


def test_a_key_that_comes_after_the_lock_is_dropped(
    episode: CapturedEpisode, caplog: pytest.LogCaptureFixture
) -> None:
    """A browser may tell of the last key when nothing is open any more: no error hides the lock screen."""

    async def play() -> None:
        async with Window(episode.parts) as window:
            await episode.in_a_note(window)
            await window.type(TITLE, "Saw him")
            window.app.locking.lock()
            await window.type(TITLE, "Saw him by")
            window.app.redraw()
            await window.see("Enter your PIN")
            assert window.app.warning == ""
            assert [record for record in caplog.records if record.levelname == "ERROR"] == []
            await window.type_pin(PIN)
            await window.see("Add to the log")
            assert window.value(TITLE) == "Saw him"

    played(play())
