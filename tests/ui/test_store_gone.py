"""The files are taken away while the app is open: "Not saved" at once, the words kept, a copy to save
elsewhere; and "Not saved" is said of nothing that was saved."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from carerapp import bootstrap
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.casebook import Casebook, Environment
from carerapp.actions.start_episode import start_episode
from carerapp.bootstrap import protocols
from carerapp.documents import Fonts
from carerapp.domain.topics import Topic
from carerapp.ui.folder_host import FolderHost
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.services import AppServices
from carerapp.vault import Door
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.adapters.native_image import NativeImage
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.calm import Calm
from tests.support.ui.window import Window
from tests.support.vault.doubles import QuickCrypto

WORDS = "She was seen at the station ሰላም"


class Laptop:
    """A device whose files lie in a real folder."""

    def __init__(self, folder: Path, clock: ToldClock) -> None:
        self.folder, self.clock = folder, clock
        self.disk = NativeDisk(folder)
        door = Door(self.disk, QuickCrypto(), now=lambda: clock().timestamp())
        ids = (f"id{number}" for number in itertools.count())
        outside = Environment(clock, lambda: next(ids), protocols())
        self.parts = AppServices(
            door=door,
            open_casebook=lambda vault: Casebook(vault, outside),
            image=NativeImage(),
            now=clock,
            demo=add_invented_child,
            fonts=Fonts.in_folder(bootstrap.ASSETS / "fonts"),
            host=FolderHost(folder, vault_exists=door.exists),
        )

    def set_up(self) -> None:
        vault = self.parts.door.create(PIN, name="A. Carer", role="Foster carer")
        book = self.parts.open_casebook(vault)
        self.child = add_invented_child(book)
        self.episode = start_episode(book, self.child).id
        vault.lock()

    async def noting(self, window: Window) -> None:
        about = {"child": self.child, "episode": self.episode}
        window.app.home(Place(ScreenName.EPISODE, about), Place(ScreenName.NOTE, about))
        window.app.redraw()
        await window.type("What happened?", WORDS)


@pytest.fixture
def laptop(tmp_path: Path, clock: ToldClock) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "carerapp", clock)
    made.set_up()
    yield made
    made.disk.close()


def deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def keys_deleted(folder: Path) -> None:
    for file in folder.glob("keys*"):
        file.unlink()


@pytest.mark.parametrize("take_away", [deleted, moved])
def test_a_note_into_a_folder_that_is_gone_is_not_saved_and_not_lost(
    laptop: Laptop, take_away: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing says "Saved"; the words stay in their box, and the copy has them and the log."""
    saved: list[tuple[str, bytes]] = []

    async def save_file(self: object, *, file_name: str, src_bytes: bytes, **_: Any) -> None:
        saved.append((file_name, src_bytes))

    monkeypatch.setattr(ft.FilePicker, "save_file", save_file)

    async def play() -> None:
        async with Window(laptop.parts) as window:
            await window.type_pin(PIN)
            await laptop.noting(window)
            assert window.shows("^Saved on this device")
            take_away(laptop.folder)
            await window.tap("Save")
            await window.see("^Not saved: the place on this device where your notes were kept is gone")
            assert not window.shows("^Saved on this device")
            assert window.value("What happened?") == WORDS
            record = window.app.book.child(laptop.child).episode(laptop.episode).record
            assert not record.notes(Topic.NOTE)
            await window.tap("Save a copy elsewhere")
            await window.until(lambda: bool(saved), "no copy")
            name, data = saved[0]
            assert name == "notes-2026-11-20-2240.txt"
            assert WORDS in data.decode()
            assert "Started the log" in data.decode()
            assert not laptop.folder.exists()

    asyncio.run(play())


@pytest.mark.parametrize("take_away", [deleted, moved, keys_deleted])
def test_it_is_said_though_nobody_writes(laptop: Laptop, take_away: Callable[[Path], None]) -> None:
    """At the next look, and on the lock screen; the strip takes its word back."""

    async def play() -> None:
        async with Window(laptop.parts) as window:
            await window.type_pin(PIN)
            await laptop.noting(window)
            take_away(laptop.folder)
            window.app.redraw()
            await window.see("^Not saved: the place on this device")
            assert not window.shows("^Saved on this device")
            window.app.locking.hide()
            window.app.redraw()
            await window.tap("Show")
            await window.see("The place on this device where your notes were kept is gone")

    asyncio.run(play())


def test_the_next_start_misses_them(laptop: Laptop, clock: ToldClock) -> None:
    """It does not say "Set up this device" as if there had been nothing."""

    async def first() -> None:
        async with Window(laptop.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            await asyncio.sleep(0.05)

    async def next_start() -> None:
        again = Laptop(laptop.folder, clock)
        async with Window(again.parts) as window:
            await window.see("The notes that were kept on this device are gone")
            assert window.shows("Set up this device")
        again.disk.close()

    asyncio.run(first())
    laptop.disk.close()
    deleted(laptop.folder)
    asyncio.run(next_start())


# --- and "Not saved" of nothing that was saved -----------------------------------------------
def test_a_place_that_could_not_be_kept_is_no_entry_that_was_not_saved(
    calm: Calm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry is in the log, and the carer is not told to write it twice."""
    from carerapp.vault import DiskFull

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            book = window.app.book
            episode = start_episode(book, calm.child).id
            about = {"child": calm.child, "episode": episode}
            window.app.home(Place(ScreenName.EPISODE, about), Place(ScreenName.NOTE, about))
            window.app.redraw()
            await window.type("What happened?", WORDS)

            def no_room_for_small_files(name: str, data: bytes) -> None:
                raise DiskFull

            monkeypatch.setattr(calm.disk, "replace", no_room_for_small_files)
            await window.tap("Save")
            (note,) = book.child(calm.child).episode(episode).record.notes(Topic.NOTE)
            assert WORDS in str(note.value)
            assert not window.shows("Not saved")
            assert window.shows("Every entry you made is saved. Only the place where you were could")

    asyncio.run(play())


def test_what_came_in_and_could_not_be_kept_is_nothing_that_the_carer_wrote(calm: Calm) -> None:
    """It is said as what it is."""
    from carerapp.ui.sharing_news import SharingNews
    from carerapp.vault import NotSaved

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            news = SharingNews(window.app, window.app.navigation, window.app.locking, None)
            news.not_saved(NotSaved(full=True))
            window.app.redraw()
            await window.see("What came from the authority could not be kept")
            assert not window.shows("Not saved")

    asyncio.run(play())
