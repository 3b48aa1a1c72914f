"""What is half typed, where it was lost before: while locked, and for the authority alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from carerapp.actions.casebook import Casebook
from carerapp.actions.copy_out import PASSWORD, RESTRICTED, copy_out
from carerapp.domain.json_value import as_object, as_text
from carerapp.domain.topics import Topic
from carerapp.domain.topics.note import Note
from carerapp.ui import drafts
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.clock import ToldClock
from tests.support.pins import BEN, PIN
from tests.support.ui.calm import played
from tests.support.ui.every_screen import Day, at
from tests.support.ui.window import Window
from tests.support.vault.doubles import copy_of

FOR_THE_DESK = "What the duty desk should know"


@pytest.fixture
def day(clock: ToldClock, open_book: Callable[[Vault], Casebook], monkeypatch: pytest.MonkeyPatch) -> Day:
    """A child is missing, and the device is connected with an authority."""
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 0.02)
    return Day(clock, open_book, "missing")


# --- written without unlocking -----------------------------------------------------------
def test_what_was_half_typed_while_locked_is_sealed_and_comes_in_as_not_finished(day: Day) -> None:
    """It can't be read any more where it was typed; who unlocks next sees it, and it enters the log so."""

    async def play() -> None:
        disk = day.copied()
        async with Window(day.parts(disk)) as window:
            await window.tap("Start without unlocking")
            await window.see("next sees it, marked as not finished")
            await window.type("Your name", "Kim Canary")
            await window.type("What happened?", "Saw him by the canary")
            await window.typing_paused()
            killed = copy_of(disk)
        assert not any(b"anary" in data for data in killed.files.values())
        async with Window(day.parts(killed)) as again:
            await again.tap("Start without unlocking")
            assert again.value("What happened?") == "", "what is sealed can't be read here"
            await again.tap("Unlock")
            await again.type_pin(PIN)
            await again.see("^Half typed, not finished: Saw him by the canary")
            await again.see("Kim Canary")
            await again.tap("Example Child")
            await again.see("Which child is this about")  # the second start, without words
            await again.tap("Example Child")
            episode = again.app.book.child(day.child).open_episode
            assert episode is not None
            notes = [Note.of(e).words for e in episode.record.notes(Topic.NOTE)]
            assert notes == ["Bag is gone", "Half typed, not finished: Saw him by the canary"]
            assert killed.names("captured") == []

    played(play())


def test_words_that_were_saved_while_locked_are_not_there_a_second_time(day: Day) -> None:
    """The entry has the id that its words had half typed, so a kill in between doubles nothing."""

    async def play() -> None:
        disk = day.copied()
        async with Window(day.parts(disk)) as window:
            await window.tap("Start without unlocking")
            await window.type("What happened?", "Bag and coat")
            await window.typing_paused()
            half = {name: bytes(disk.files[name]) for name in disk.names("captured/half")}
            await window.tap("Save")
            await window.typing_paused()
            killed = copy_of(disk)
        assert half
        for name, data in half.items():  # the state of a kill right after the entry
            killed.files[name] = bytearray(data)
        entries = day.parts(killed).door.unlock(PIN).captured.entries()
        assert [e["words"] for e in entries if e.get("words")] == ["Bag and coat"]

    played(play())


def test_who_types_without_a_pause_loses_little(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """A burst makes no pause; what is older than the longest time is on the disk all the same."""
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 0.5)
    monkeypatch.setattr(drafts, "DRAFT_LONGEST_SECONDS", 0.6)

    async def play() -> None:
        disk = day.copied()
        async with Window(day.parts(disk)) as window:
            await at(window, ScreenName.NOTE, day.episode)
            end = time.monotonic() + 2
            text = ""
            while time.monotonic() < end:
                text += "a"
                window.app.drafts.type(f"note:{day.episode['episode']}", text)
                await asyncio.sleep(0.02)
            killed = copy_of(disk)
        kept = day.open_book(day.parts(killed).door.unlock(PIN)).place.last()
        (words,) = as_object(as_object(kept)["drafts"]).values()
        assert len(as_text(words)) > len(text) / 3

    played(play())


def test_a_copy_of_what_is_open_leaves_out_words_for_the_authority_alone_and_says_so(
    day: Day, open_book: Callable[[Vault], Casebook]
) -> None:
    """The copy is not locked, and others may read it. A password is left out without a word."""
    book = open_book(day.parts(day.copied()).door.unlock(PIN))
    typed = {"note:1": "By the canal", f"{RESTRICTED}1": "He says a carer hit him", f"{PASSWORD}1": "tell me"}
    words = copy_out(book, typed)
    assert "By the canal" in words
    assert "hit him" not in words
    assert "tell me" not in words
    assert "for the authority alone is not in this copy. Ring them" in words


def test_what_is_half_typed_about_a_child_goes_with_their_record(day: Day) -> None:
    """Erased means erased: no box brings it back."""

    async def play() -> None:
        disk = day.copied()
        async with Window(day.parts(disk)) as window:
            await at(window, ScreenName.RESTRICTED, day.episode)
            await window.type(FOR_THE_DESK, "He says a carer hit him")
            window.app.drafts.type("add:name", "Another Child")
            await window.typing_paused()
            window.app.session.erase_child(day.child, "asked for")
            window.app.home()
            await window.typing_paused()
            assert window.app.drafts.unsaved() == {"add:name": "Another Child"}
            killed = copy_of(disk)
        place = open_place(day, killed)
        assert "hit him" not in place
        assert "Another Child" in place

    def open_place(day: Day, disk: MemoryDisk) -> str:
        return repr(day.open_book(day.parts(disk).door.unlock(PIN)).place.last())

    played(play())


# --- for the authority alone ---------------------------------------------------------------
def test_words_for_the_authority_alone_come_back_to_who_wrote_them_and_to_nobody_else(day: Day) -> None:
    """After a kill they stand in the box; a colleague's session does not hold them, nor can it open them."""

    async def play() -> None:
        disk = day.copied()
        vault = day.parts(disk).door.unlock(PIN)
        ben = vault.staff.add(BEN, name="Ben Example", role="Residential staff")
        ann = vault.person.id
        vault.lock()
        async with Window(day.parts(disk)) as window:
            await window.tap("Sign in as AC")
            await at(window, ScreenName.RESTRICTED, day.episode)
            await window.type(FOR_THE_DESK, "He says a carer hit him")
            await window.typing_paused()
            killed = copy_of(disk)
        async with Window(day.parts(killed)) as again:
            await again.tap("Sign in as AC")
            await again.type_pin(PIN)
            assert again.value(FOR_THE_DESK) == "He says a carer hit him"
            again.app.locking.switch()
            again.app.redraw()
            await again.tap("Sign in as BE")
            await at(again, ScreenName.RESTRICTED, day.episode, BEN)
            assert again.value(FOR_THE_DESK) == ""
            assert again.app.drafts.unsaved() == {}
        as_ben = day.parts(killed).door.unlock(BEN, person=ben)
        held = as_ben.get_setting(f"place {ann}")
        assert isinstance(held, dict)
        assert as_ben.open_own(str(held["own"])) is None
        assert "hit him" not in repr(held)

    played(play())


def test_what_a_full_disk_would_not_take_is_given_back_to_nobody_else(day: Day) -> None:
    """Held in memory over the lock, for who typed it: a colleague who unlocks next does not find it."""

    async def play() -> None:
        disk = day.copied()
        vault = day.parts(disk).door.unlock(PIN)
        vault.staff.add(BEN, name="Ben Example", role="Residential staff")
        vault.lock()
        async with Window(day.parts(disk)) as window:
            await window.tap("Sign in as AC")
            await at(window, ScreenName.RESTRICTED, day.episode)
            disk.room = 0
            await window.type(FOR_THE_DESK, "He says a carer hit him")
            window.app.locking.switch()
            disk.room = None
            window.app.redraw()
            await window.tap("Sign in as BE")
            await window.type_pin(BEN)
            assert "hit him" not in repr(window.app.drafts.unsaved())
            window.app.locking.switch()
            window.app.redraw()
            await window.tap("Sign in as AC")
            await window.type_pin(PIN)
            assert window.value(FOR_THE_DESK) == "He says a carer hit him"

    played(play())


def test_what_a_full_disk_would_not_take_is_there_in_the_next_window(day: Day) -> None:
    """The app is open in two windows: whoever unlocks the other one finds what they typed in this one."""

    async def play() -> None:
        disk = day.copied()
        parts = day.parts(disk)
        async with Window(parts) as first, Window(parts) as other:
            await at(first, ScreenName.RESTRICTED, day.episode)
            disk.room = 0
            await first.type(FOR_THE_DESK, "He says a carer hit him")
            first.app.locking.lock()
            disk.room = None
            await at(other, ScreenName.RESTRICTED, day.episode)
            assert other.value(FOR_THE_DESK) == "He says a carer hit him"

    played(play())
