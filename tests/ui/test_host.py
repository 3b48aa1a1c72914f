"""What the phone around the app has to say is on the screen, and what it kept is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from carerapp.phone.page_host import LOST_ON_A_PHONE
from carerapp.ui.host import Host
from tests.support.clock import ToldClock
from tests.support.ui.calm import Calm, pin_twice, played
from tests.support.ui.window import Window


class Phone(Host):
    def __init__(self) -> None:
        super().__init__()
        self.updates: list[bool] = []
        self.made = 0

    async def may_update(self, allowed: bool) -> None:
        if self.updates[-1:] != [allowed]:
            self.updates.append(allowed)

    async def vault_made(self) -> None:
        self.lost = False
        self.made += 1


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


def test_the_time_kept_before_the_app_was_there_starts_the_clock(calm: Calm, clock: ToldClock) -> None:
    """The episode begins at the kept time, which is then erased."""
    phone = Phone()
    since = phone.not_seen_since = clock() - timedelta(minutes=42)

    async def play() -> None:
        async with Window(replace(calm.parts, host=phone)) as window:
            await pin_twice(window)
            await window.tap("Try it with an invented child")
            assert window.shows(f"You kept a time: not seen since {since:%H:%M}")
            await window.tap("Example isn’t where they should be")
            await window.see("42 min")
            await window.until(lambda: phone.not_seen_since is None, "the time was not erased")
            child = window.app.book.children()[0]
            assert child.open_episode is not None
            assert child.open_episode.unknown_since == since

    played(play())


def test_a_kept_time_can_be_erased_without_an_episode(calm: Calm, clock: ToldClock) -> None:
    """One tap erases it, and the children's screen no longer shows it."""
    phone = Phone()
    phone.not_seen_since = clock()

    async def play() -> None:
        async with Window(replace(calm.parts, host=phone)) as window:
            await pin_twice(window)
            await window.tap("Erase this time")
            await window.until(lambda: not window.shows("You kept a time"), "the time stayed")

    played(play())
    assert phone.not_seen_since is None


def test_an_update_waits_while_an_episode_is_open(calm: Calm) -> None:
    """The host may take a newer version only while nobody is missing."""
    phone = Phone()

    async def play() -> None:
        async with Window(replace(calm.parts, host=phone)) as window:
            await pin_twice(window)
            await window.until(lambda: phone.updates == [True], "an update was not allowed on a quiet day")
            await window.tap("Try it with an invented child")
            await window.tap("Example isn’t where they should be")
            await window.until(lambda: phone.updates == [True, False], "an update could come in an episode")

    played(play())
    assert phone.made == 1


def test_notes_the_browser_removed_are_missed_before_setting_up_again(calm: Calm) -> None:
    """Files that are gone are said to be gone, with what still can be done."""
    phone = Phone()
    phone.lost, phone.lost_words = True, LOST_ON_A_PHONE

    async def play() -> None:
        async with Window(replace(calm.parts, host=phone)) as window:
            assert window.shows("The notes that were kept on this phone are gone")
            assert window.shows("call 101, or 999 in danger")

    played(play())


def test_what_may_become_of_the_notes_is_told(calm: Calm) -> None:
    """Little room and no promise to keep the files are both told on the home screen."""
    phone = Phone()
    phone.may_be_removed, phone.room = True, 12_500_000

    async def play() -> None:
        async with Window(replace(calm.parts, host=phone)) as window:
            await pin_twice(window)
            await window.see("room for only 12 MB more")
            assert window.shows("has not promised to keep your notes")

    played(play())
