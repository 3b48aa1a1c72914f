"""A device's clock that is wrong while nobody is signed in: said on the locked screens, and asked about
before what was written there stands in a log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from carerapp.actions.start_episode import start_episode
from carerapp.domain.chronology import chronology
from carerapp.domain.episode import Episode
from carerapp.domain.topics import Topic
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.services import Opened
from carerapp.vault import Door
from tests.support.device_clock import live_in
from tests.support.pins import PIN
from tests.support.ui.calm import played
from tests.support.ui.moved_phone import Phone
from tests.support.ui.window import Window
from tests.support.vault.doubles import QuickCrypto

NIGHT = datetime(2026, 11, 20, 22, 40, tzinfo=UTC)
DAY = timedelta(days=1)
WRONG = "Your device’s clock"


@pytest.fixture(autouse=True)
def _in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    live_in("Europe/London", monkeypatch)


async def moved(window: Window, phone: Phone, by: timedelta) -> None:
    phone.clock.wall += by
    window.app.redraw()
    await window.drawn()


async def written(window: Window, words: str = "Bag is gone") -> None:
    await window.tap("Start without unlocking")
    await window.type("What happened?", words)
    await window.tap("Save")
    await window.see(f":.. {words}")


def episode_of(window: Window, phone: Phone) -> Episode:
    found = window.app.book.child(phone.child).open_episode
    assert found is not None
    return found


def lines(window: Window, phone: Phone) -> list[str]:
    file = window.app.book.child(phone.child)
    return [line.words for line in chronology(file, episode_of(window, phone), window.app.book.name_of)]


@pytest.mark.parametrize("by", [-DAY, DAY, timedelta(hours=2), -timedelta(hours=2)])
def test_the_locked_screens_say_that_the_clock_was_moved(by: timedelta) -> None:
    """On the lock screen and where words are written; not on the blank one; until somebody says it is right.
    Nothing of what is inside is said."""
    phone = Phone(NIGHT)

    async def play() -> None:
        async with Window(phone.parts) as window:
            await window.see("Enter your PIN")
            assert not window.shows(WRONG)
            await moved(window, phone, by)
            way = "forward" if by > timedelta() else "back"
            await window.see(f"{WRONG} may be wrong by .*: it was set {way} since the app was opened")
            await window.tap("Start without unlocking")
            await window.see(f"{WRONG} may be wrong by")
            assert not window.shows("Example")
            await window.tap("The clock is right")
            await window.see("Written without unlocking")
            assert not window.shows(WRONG)
            await moved(window, phone, by)
            assert window.shows(WRONG)
            await window.tap("Hide this screen")
            await window.see("Show")
            assert not window.shows(WRONG)

    played(play())


def test_a_day_before_the_version_was_made_is_no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked and unlocked; no word of a person makes it right."""
    phone = Phone(NIGHT)
    parts = replace(phone.parts, made=NIGHT + DAY)

    async def play() -> None:
        async with Window(parts) as window:
            await window.see(f"{WRONG} is wrong: it shows a day before this version of the app was made")
            assert "The clock is right" not in window.taps()
            await window.type_pin(PIN)
            await window.see("Example Child")
            assert window.shows(f"{WRONG} is wrong")
            await moved(window, phone, 2 * DAY)
            assert not window.shows("was made")

    played(play())


def test_a_pin_that_was_tried_at_a_time_to_come() -> None:
    """What the clear file of tries tells anyhow, after the app was started anew."""
    phone = Phone(NIGHT)

    async def play() -> None:
        async with Window(phone.parts) as window:
            await window.type_pin("000000")
            await window.see("That is not right")
        phone.clock.wall -= DAY
        door = Door(phone.disk, QuickCrypto(), now=lambda: phone.clock().timestamp())
        async with Window(replace(phone.parts, door=door, opened=Opened())) as window:
            await window.see(f"{WRONG} may be wrong by 1 day: a PIN was tried here at 22:40 on 20 November")

    played(play())


def test_written_in_a_year_to_come_it_is_asked_and_put_right() -> None:
    """The clock was a year ahead while they wrote. Who unlocks says when it began: the pieces stand as
    far from it as they were apart, and the log says what the clock showed."""
    phone = Phone(NIGHT)

    async def play() -> None:
        async with Window(phone.parts) as window:
            phone.clock.wall += 365 * DAY
            await written(window)
            phone.clock.passes(minutes=7)
            await window.type("What happened?", "Coat too")
            await window.tap("Save")
            await window.tap("Unlock")
            phone.clock.wall -= 365 * DAY
            await window.type_pin(PIN)
            await window.see("When was this written?")
            assert window.shows("It says 22:40 on 20 November 2027. By this device’s .* still to come")
            assert "Example Child" not in window.taps()
            await window.type("When was it begun?", "after tea")
            await window.tap("Use this time")
            await window.see("(?i)write the time|like 22:10|can’t be read|not read")
            await window.type("When was it begun?", "22:30")
            await window.tap("Use this time")
            await window.see("It was begun at 22:30 on 20 November 2026")
            await window.tap("Example Child")
            await window.see("Do this next|Not seen since")
            notes = episode_of(window, phone).record.notes(Topic.NOTE)
            assert [f"{n.happened:%d/%m/%Y %H:%M}" for n in notes] == ["20/11/2026 22:30", "20/11/2026 22:37"]
            assert f"{episode_of(window, phone).unknown_since:%H:%M}" == "22:30"
            assert (
                "What was written while the app was locked: the device’s clock was wrong. It showed 22:40 on "
                "20 November 2027. It was begun at 22:30 on 20 November 2026."
            ) in lines(window, phone)

    played(play())


def test_nobody_knows_when_is_an_answer() -> None:
    """It stands in the log at the time it was put in, which says that the time is not known."""
    phone = Phone(NIGHT)

    async def play() -> None:
        async with Window(phone.parts) as window:
            phone.clock.wall -= 365 * DAY
            await written(window)
            await window.tap("Unlock")
            phone.clock.wall += 365 * DAY
            phone.clock.passes(minutes=9)
            await window.type_pin(PIN)
            await window.see(
                "It says 22:40 on 20 November 2025. By this device’s clock now that was at 22:40"
            )
            await window.tap("Nobody knows when")
            await window.see("When it was written is not known")
            await window.tap("Change this")
            await window.tap("Nobody knows when")
            await window.tap("Example Child")
            await window.see("Do this next|Not seen since")
            assert [f"{n.happened:%H:%M}" for n in episode_of(window, phone).record.notes(Topic.NOTE)] == [
                "22:49"
            ]
            assert any("When it was written is not known" in words for words in lines(window, phone))

    played(play())


def test_before_the_last_entry_after_the_device_was_switched_off() -> None:
    """The clock that nobody sets tells nothing then; the log does. A person may say that it is right."""
    phone = Phone(NIGHT)
    boots = ["one"]
    steady = lambda: replace(phone.clock.steady(), run=boots[-1])

    async def play() -> None:
        async with Window(replace(phone.parts, steady=steady)) as window:
            phone.clock.wall -= DAY
            await written(window)
            await window.tap("Unlock")
            phone.clock.wall += DAY
            boots.append("two")
            await window.type_pin(PIN)
            await window.see("That is before the last entry of the log, at 21:40 on 20 November 2026")
            window.app.go(ScreenName.CHILDREN)
            window.app.redraw()
            await window.see("Check the time: the clock may have been wrong")
            await window.tap("Put it in its place")
            await window.tap("The times below are right")
            await window.tap("Example Child")
            await window.see("Do this next|Not seen since")
            (note,) = episode_of(window, phone).record.notes(Topic.NOTE)
            assert f"{note.happened:%d %H:%M}" == "19 22:40"

    played(play())


def test_a_right_clock_is_not_asked_about() -> None:
    """Also not when somebody wrote in the log between the locked words and their filing."""
    phone = Phone(NIGHT)

    async def play() -> None:
        async with Window(phone.parts) as window:
            await written(window)
            await window.tap("Unlock")
            phone.clock.passes(hours=2)
            await window.type_pin(PIN)
            start_episode(window.app.book, phone.child)
            window.app.redraw()
            await window.drawn()
            assert window.shows("Which child is this about")

    played(play())


def test_half_typed_words_of_the_time_are_kept() -> None:
    """A lock in the middle takes nothing."""
    phone = Phone(NIGHT)

    async def play() -> None:
        async with Window(phone.parts) as window:
            phone.clock.wall += 30 * DAY
            await written(window)
            await window.tap("Unlock")
            phone.clock.wall -= 30 * DAY
            await window.type_pin(PIN)
            await window.type("When was it begun?", "22:3")
            window.app.locking.lock()
            window.app.redraw()
            await window.type_pin(PIN)
            await window.see("When was this written?")
            assert window.value("When was it begun?") == "22:3"

    played(play())
