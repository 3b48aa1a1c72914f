"""The officer's first page held up at the door: the same words as on paper, and a code for the copy."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable

import flet as ft
import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.own_phone import carer_now, keep_own_phone
from carerapp.actions.papers import Papers, fingerprint_words
from carerapp.documents import Fonts
from carerapp.domain.topics.copy import Copy
from carerapp.ui import drafts
from carerapp.ui.kit.code import qr_png
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.clock import ToldClock
from tests.support.machine import ROOT
from tests.support.paper.reading import pdftotext, words
from tests.support.pins import BEN, PIN
from tests.support.ui.every_screen import Day, at
from tests.support.ui.window import Window

FONTS = Fonts.in_folder(ROOT / "assets" / "fonts")


@pytest.fixture
def day(clock: ToldClock, open_book: Callable[[Vault], Casebook], monkeypatch: pytest.MonkeyPatch) -> Day:
    monkeypatch.setattr(drafts, "DRAFT_PAUSE_SECONDS", 0.02)
    return Day(clock, open_book, "missing")


def book_of(day: Day, disk: MemoryDisk) -> Casebook:
    return day.open_book(day.parts(disk).door.unlock(PIN))


async def door(day: Day, disk: MemoryDisk) -> str:
    """What stands on the screen."""
    async with Window(day.parts(disk)) as window:
        await at(window, ScreenName.DOOR, day.episode)
        return words(" ".join(window.words()).replace("\u00a0", " "))


def test_the_screen_says_what_the_paper_says(day: Day) -> None:
    """Each row's label and words, and what has been done, in the words of the copy's first page."""
    disk = day.copied()
    book = book_of(day, disk)
    keep_own_phone(book, "07700 900111")
    answer_question(book, day.child, day.episode["episode"], "last_seen_clothing", "Red coat, no bag")
    made = Papers(book, FONTS).officers_copy(day.child, day.episode["episode"], withheld={})
    paper = words(pdftotext(made.pdf, "-l", "1", "-raw"))
    shown = asyncio.run(door(day, disk))
    for said in (
        "Wearing tonight Red coat, no bag",
        "Carer’s phone 07700 900111",
        "Safe word In this copy: SECTION 4 – Risks",
        "What has been done Done: Follow Example and keep them in sight Rang: nobody is written down yet",
        "Risks Has stayed out twice with older young people from the skate ramp.",
    ):
        assert said in shown
        assert said in paper
    assert "elephant" not in shown
    assert "With Not known" in shown


def test_what_the_copy_leaves_out_is_not_held_up(day: Day) -> None:
    """The safe word's reason, and no photo where the photo was kept back."""
    disk = day.copied()
    book, reason = book_of(day, disk), "the social worker gives it"
    left_out = {"photo": reason, "safe_word": reason}
    Papers(book, FONTS).officers_copy(day.child, day.episode["episode"], withheld=left_out)

    async def play() -> None:
        async with Window(day.parts(disk)) as window:
            await at(window, ScreenName.DOOR, day.episode)
            assert window.shows(f"withheld by A. Carer: {reason}")
            assert not [i for i in window.controls() if isinstance(i, ft.Image) and i.width == 200]

    asyncio.run(play())


def test_the_code_is_the_fingerprint_of_the_copy(day: Day) -> None:
    """It names the copy's SHA-256, is drawn on the screen, and holds no name of the child."""
    disk = day.copied()
    copy = Papers(book_of(day, disk), FONTS).officers_copy(day.child, day.episode["episode"], withheld={})
    told = fingerprint_words(copy.event)
    assert hashlib.sha256(copy.pdf).hexdigest() in told
    assert "Example" not in told

    async def play() -> None:
        async with Window(day.parts(disk)) as window:
            await at(window, ScreenName.DOOR, day.episode)
            drawn = [i.src for i in window.controls() if isinstance(i, ft.Image)]
            assert qr_png(told) in drawn
            assert window.shows(Copy.of(copy.event).sha256[:4])

    asyncio.run(play())


def test_before_there_is_a_copy_it_leads_to_making_one(day: Day) -> None:
    """No code of nothing."""
    shown = asyncio.run(door(day, day.copied()))
    assert "There is no copy yet" in shown
    assert "Make the officer’s copy" in shown


def test_a_page_that_is_newer_than_the_copy_says_so(day: Day) -> None:
    """What is held up is what is known now; the code is that of the copy."""
    disk = day.copied()
    book = book_of(day, disk)
    Papers(book, FONTS).officers_copy(day.child, day.episode["episode"], withheld={})
    assert "changed since the copy" not in asyncio.run(door(day, disk))
    answer_question(book, day.child, book.child(day.child).key_contacts.id, "height", "170 cm")
    assert "Something has changed since the copy" in asyncio.run(door(day, disk))


def test_the_carers_own_number_is_kept_for_the_next_time(day: Day) -> None:
    """Typed once where the copy is made; nobody else who signs in has it."""

    async def play(disk: MemoryDisk) -> None:
        async with Window(day.parts(disk)) as window:
            await at(window, ScreenName.HANDOVER, day.episode)
            await window.type("Your phone, for the police", "07700 900111")
            await window.typing_paused()

    disk = day.copied()
    asyncio.run(play(disk))
    assert carer_now(book_of(day, disk)).phone == "07700 900111"
    vault = day.parts(disk).door.unlock(PIN)
    vault.staff.add(BEN, name="B. Carer", role="Foster carer")
    other = day.open_book(day.parts(disk).door.unlock(BEN))
    assert carer_now(other).phone == ""
