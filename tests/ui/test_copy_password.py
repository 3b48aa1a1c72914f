"""The password of the officer's copy: it lives until the copy is made, and stands on no stream."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.domain.topics.copy import Copy
from carerapp.ui import drafts
from carerapp.ui.features.handover import handover
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import played
from tests.support.ui.every_screen import Day, at
from tests.support.ui.window import Window
from tests.support.vault.doubles import copy_of

SECRET = "three words \U0001f642 tell"


@pytest.fixture
def day(clock: ToldClock, open_book: Callable[[Vault], Casebook], monkeypatch: pytest.MonkeyPatch) -> Day:
    """A child is missing, and the device is connected with an authority."""
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(handover, "PAINT_SECONDS", 0.0)
    return Day(clock, open_book, "missing")


def kept(day: Day, disk: MemoryDisk) -> str:
    """All that is written down about the password's evening: every entry, and what is half typed."""
    vault = day.parts(disk).door.unlock(PIN)
    book = day.open_book(vault)
    return repr([book.place.last(), *(list(vault.entries(child)) for child in vault.children())])


async def with_password(window: Window, day: Day) -> None:
    await at(window, ScreenName.HANDOVER, day.episode)
    await window.tap_row("Lock the PDF with a password")
    await window.type("Password for the PDF", SECRET)
    await window.typing_paused()


def test_the_password_of_a_copy_lives_until_the_copy_is_made(
    day: Day, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Over another screen, a lock and a kill. Then it is in the copy, and in no draft, entry or stream."""

    async def play() -> None:
        disk = day.copied()
        async with Window(day.parts(disk)) as window:
            await with_password(window, day)
            window.app.go(ScreenName.PHOTO, child=day.child)
            window.app.redraw()
            await window.drawn()
            window.app.back()
            window.app.redraw()
            await window.drawn()
            assert window.value("Password for the PDF") == SECRET
            window.app.locking.app_hidden()
            window.app.redraw()
            await window.type_pin(PIN)
            assert window.value("Password for the PDF") == SECRET
            killed = copy_of(disk)
        assert not any(SECRET.encode() in data for data in killed.files.values())
        async with Window(day.parts(killed)) as again:
            await again.type_pin(PIN)
            assert again.value("Password for the PDF") == SECRET
            await again.tap("Make the officer’s copy")
            await again.see(
                "The copy is ready.* It has a password",
            )
            assert not again.shows("Password for the PDF")
            await again.typing_paused()
            episode = again.app.book.child(day.child).open_episode
            assert episode is not None
            (copy,) = episode.copies()
            assert Copy.of(copy).password
            assert b"/Encrypt" in again.app.book.file(day.child, Copy.of(copy).file)
            after = copy_of(killed)
        assert SECRET not in kept(day, after)
        assert "three words" not in kept(day, after)

    played(play())
    said = capfd.readouterr()
    assert "three words" not in said.out + said.err + caplog.text
    assert "\U0001f642" not in said.out + said.err + caplog.text


@pytest.mark.parametrize("half", ["\u05d0bc words tell", "three\u0007 words tell"])
def test_a_password_that_no_pdf_can_have_is_said_and_stands_on_no_stream(
    day: Day, half: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Two directions, a control letter: refused beside the box, where it stays."""

    async def play() -> None:
        async with Window(day.parts(day.copied())) as window:
            await at(window, ScreenName.HANDOVER, day.episode)
            await window.tap_row("Lock the PDF with a password")
            await window.type("Password for the PDF", half)
            await window.tap("Make the officer’s copy")
            await window.see("That password can't be used")
            assert window.app.drafts.get(f"password:{day.episode['episode']}") == half

    played(play())
    said = capfd.readouterr()
    assert "words" not in said.out + said.err + caplog.text


@pytest.mark.parametrize("half", ["three words \ud83d tell", "three words \ud83d\ude42 tell"])
def test_half_an_emoji_neither_stops_the_window_nor_stands_on_a_stream(
    day: Day, half: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A keyboard that sends it in two halves: what is shown, kept and drawn anew is whole."""

    async def play() -> None:
        async with Window(day.parts(day.copied())) as window:
            await at(window, ScreenName.HANDOVER, day.episode)
            await window.tap_row("Lock the PDF with a password")
            await window.type("Password for the PDF", half)
            await window.typing_paused()
            window.app.locking.app_hidden()
            window.app.redraw()
            await window.type_pin(PIN)
            await window.drawn()
            shown = window.value("Password for the PDF")
            assert shown.startswith("three words ")
            assert shown.encode("utf-8")

    played(play())
    gc.collect()  # a task that failed is told of when it goes
    said = capfd.readouterr()
    assert "words" not in said.out + said.err + caplog.text


def test_what_fails_beside_the_screens_says_no_words(day: Day, capfd: pytest.CaptureFixture[str]) -> None:
    """A task that nobody waits for: its kind is said, never its message."""

    async def play() -> None:
        async with Window(day.parts(day.copied())):

            async def fails() -> None:
                raise ValueError("purple elephant")

            task = asyncio.get_running_loop().create_task(fails())
            await asyncio.sleep(0.01)
            del task
            gc.collect()

    played(play())
    said = capfd.readouterr()
    assert "purple" not in said.out + said.err
    assert "ValueError beside the screens" in said.err


@pytest.mark.parametrize("way", ["unticked", "closed"])
def test_a_password_that_is_of_no_use_any_more_is_wiped(day: Day, way: str) -> None:
    """The tick is taken away, or the episode is closed."""

    async def play() -> None:
        disk = day.copied()
        async with Window(day.parts(disk)) as window:
            await with_password(window, day)
            assert SECRET in kept(day, copy_of(disk))
            if way == "unticked":
                await window.tap_row("Lock the PDF with a password")
            else:
                window.app.go(ScreenName.CLOSE, **day.episode, because="false_alarm")
                window.app.redraw()
                await window.drawn()
                await window.type("What happened?", "In the bath")
                await window.tap("Close")
            await window.typing_paused()
            assert SECRET not in kept(day, copy_of(disk))

    played(play())


def test_a_lock_while_the_copy_is_being_made_leaves_its_button(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing went wrong: no copy was begun, and whoever unlocks can make it."""
    monkeypatch.setattr(handover, "PAINT_SECONDS", 0.4)

    async def play() -> None:
        async with Window(day.parts(day.copied())) as window:
            await at(window, ScreenName.HANDOVER, day.episode)
            await window.tap("Make the officer’s copy")
            await window.see("Making the copy")
            window.app.locking.lock()
            window.app.redraw()
            await asyncio.sleep(0.8)
            await window.type_pin(PIN)
            await window.see("Make the officer’s copy")
            assert not window.app.warning
            episode = window.app.book.child(day.child).open_episode
            assert episode is not None
            assert not episode.copies()

    played(play())
