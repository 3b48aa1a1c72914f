"""What is new since the officer's copy, on the screens: never "nothing" after the child rang."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.child_phoned import child_phoned
from carerapp.actions.log_call import log_call, log_dialled
from carerapp.actions.mark_found import mark_found
from carerapp.actions.papers import Papers
from carerapp.actions.report import report
from carerapp.actions.write_note import write_note
from carerapp.documents import Fonts
from carerapp.domain.outcomes import CallOutcome, SafeWord
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.clock import ToldClock
from tests.support.machine import ROOT
from tests.support.pins import PIN
from tests.support.ui.every_screen import Day, at
from tests.support.ui.window import Window

FONTS = Fonts.in_folder(ROOT / "assets" / "fonts")
NOTHING = "Nothing has changed since the copy"


@pytest.fixture
def day(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Day:
    return Day(clock, open_book, "missing")


def book_of(day: Day, disk: MemoryDisk) -> Casebook:
    return day.open_book(day.parts(disk).door.unlock(PIN))


def tapped(day: Day, disk: MemoryDisk, button: str) -> str:
    """What stands there after one tap on the copies' screen."""

    async def play() -> str:
        async with Window(day.parts(disk)) as window:
            await at(window, ScreenName.COPIES, day.episode)
            await window.tap(button)
            await window.until(lambda: button not in window.taps(), f"“{button}” stays")
            return " ".join(window.words()).replace("\u00a0", " ")

    return asyncio.run(play())


def with_copy(day: Day, withheld: dict[str, str] | None = None) -> tuple[MemoryDisk, Casebook, str]:
    """Reported, and a copy is made."""
    disk, episode = day.copied(), day.episode["episode"]
    book = book_of(day, disk)
    report(book, day.child, episode, reference="INVENTED-7", call_taker="")
    Papers(book, FONTS).officers_copy(day.child, episode, withheld=withheld or {})
    return disk, book, episode


def shown(day: Day, disk: MemoryDisk, screen: ScreenName) -> str:
    async def play() -> str:
        async with Window(day.parts(disk)) as window:
            await at(window, screen, day.episode)
            return " ".join(window.words()).replace("\u00a0", " ")

    return asyncio.run(play())


def test_after_the_child_rang_it_is_not_said_that_nothing_has_changed(day: Day) -> None:
    """Scared, from the bus station: it is told, and the police are rung again with the reference."""
    disk, book, episode = with_copy(day)
    assert NOTHING in shown(day, disk, ScreenName.COPIES)
    wrong = SafeWord.NOT_GIVEN
    child_phoned(book, day.child, episode, said="I am scared", where="Bus station", safe_word=wrong)
    text = shown(day, disk, ScreenName.COPIES)
    assert NOTHING not in text
    assert "Example phoned. Said: I am scared. Where: Bus station. Safe word wrong, or not given." in text
    assert "Ring the police again with this" in text
    assert "1 thing is new since." in shown(day, disk, ScreenName.HANDOVER)
    assert "Something has changed since the copy" in shown(day, disk, ScreenName.DOOR)


def test_the_police_are_rung_again_with_the_reference_and_the_words(day: Day) -> None:
    """One tap leads to what to say: about whom, the reference, what was learned."""
    disk, book, episode = with_copy(day)
    child_phoned(book, day.child, episode, said="Cold", where="", safe_word=SafeWord.NOT_ASKED)

    async def play() -> None:
        async with Window(day.parts(disk)) as window:
            await at(window, ScreenName.COPIES, day.episode)
            await window.tap("Ring the police again with this")
            await window.see("Say this")
            text = " ".join(window.words())
            assert "The reference is INVENTED-7." in text
            assert "Example phoned. Said: Cold." in text

    asyncio.run(play())


def test_a_call_that_came_through_does_not_say_what_was_told(day: Day) -> None:
    """Whether the police were told is asked, and only a yes says so; their own call is no news to them."""
    disk, book, episode = with_copy(day)
    child_phoned(book, day.child, episode, said="Cold", where="", safe_word=SafeWord.NOT_ASKED)
    rung = log_dialled(book, day.child, episode, "101", "101", "101")
    log_call(book, day.child, episode, rung, CallOutcome.NO_ANSWER)
    assert "Ring the police again with this" in shown(day, disk, ScreenName.COPIES)
    rung = log_dialled(book, day.child, episode, "101", "101", "101")
    log_call(book, day.child, episode, rung, CallOutcome.SPOKE)
    text = shown(day, disk, ScreenName.COPIES)
    assert "Ring the police again with this" not in text
    assert "The police have it" not in text
    assert "Were the police told this?" in text
    assert "Rang 101: spoke." in text
    text = tapped(day, disk, "Not yet")
    assert "Ring the police again with this" in text
    assert "Were the police told this?" not in text


def test_once_it_is_said_that_they_were_told_it_is_so(day: Day) -> None:
    """What comes later is rung in by itself; and a wrong *yes* can be taken back."""
    disk, book, episode = with_copy(day)
    child_phoned(book, day.child, episode, said="Cold", where="", safe_word=SafeWord.NOT_ASKED)
    rung = log_dialled(book, day.child, episode, "101", "101", "101")
    log_call(book, day.child, episode, rung, CallOutcome.SPOKE)
    text = tapped(day, disk, "Yes, they were told")
    assert "The police have it, " in text
    assert "Ring the police again with this" not in text
    day.clock.forward(minutes=2)
    write_note(book_of(day, disk), day.child, episode, "A car outside")
    text = tapped(day, disk, "Ring the police again with this")
    assert "A car outside" in text
    assert "Said: Cold" not in text
    write_note(book_of(day, disk), day.child, episode, "It drove off")
    text = tapped(day, disk, "Ring the police again with this")
    assert "A car outside" in text
    assert "It drove off" in text


def test_a_wrong_yes_is_taken_back(day: Day) -> None:
    """They are then rung again with it."""
    disk, book, episode = with_copy(day)
    child_phoned(book, day.child, episode, said="Cold", where="", safe_word=SafeWord.NOT_ASKED)
    rung = log_dialled(book, day.child, episode, "101", "101", "101")
    log_call(book, day.child, episode, rung, CallOutcome.SPOKE)
    assert "The police have it, " in tapped(day, disk, "Yes, they were told")
    text = tapped(day, disk, "They were not told")
    assert "Ring the police again with this" in text
    assert "The police have it" not in text


def test_whom_the_copy_leaves_out_is_not_read_out_either(day: Day) -> None:
    """A call to somebody withheld is neither told to the police nor asked about."""
    disk, book, episode = with_copy(day, withheld={"people": "They asked for it"})
    row = book.child(day.child).key_contacts.rows("people")[0]
    rung = log_dialled(book, day.child, episode, row, "Sam Sample", "07700 900456")
    log_call(book, day.child, episode, rung, CallOutcome.SPOKE)
    text = shown(day, disk, ScreenName.COPIES)
    assert "A call to somebody who is left out of the copy" in text
    assert "Ring the police again with this" not in text


def test_an_answer_alone_is_something_to_ring_with(day: Day) -> None:
    """The newest changed answer, where nothing else was heard."""
    disk, book, _ = with_copy(day)
    answer_question(book, day.child, book.child(day.child).key_contacts.id, "height", "170 cm")

    async def play() -> None:
        async with Window(day.parts(disk)) as window:
            await at(window, ScreenName.COPIES, day.episode)
            await window.tap("Ring the police again with this")
            await window.see("Say this")
            assert "Height: 170 cm" in " ".join(window.words()).replace("\u00a0", " ")

    asyncio.run(play())


def test_once_the_child_is_back_nobody_is_asked_to_ring_again(day: Day) -> None:
    """What is new is still told."""
    disk, book, episode = with_copy(day)
    child_phoned(book, day.child, episode, said="Cold", where="", safe_word=SafeWord.NOT_ASKED)
    mark_found(book, day.child, episode, where="Park", how="", by="", condition="")
    text = shown(day, disk, ScreenName.COPIES)
    assert "Ring the police again" not in text
    assert "Example phoned. Said: Cold." in text
