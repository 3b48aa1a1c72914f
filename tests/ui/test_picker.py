"""Flet's own picker beside a box: what is picked stands in the box, and is read as if it was typed."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time

import flet as ft
import pytest

from carerapp.ui.features.episode.beginning import SINCE
from carerapp.ui.picker import DAY, TIME
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window


async def begun(window: Window) -> Evening:
    await window.type_pin(PIN)
    await window.see("Example Child")
    return Evening(window, "hertfordshire")


def dialog(window: Window, kind: type[ft.DialogControl]) -> ft.DialogControl:
    """The one that stands over the screen."""
    found = [one for one in window.session.page._dialogs.controls if isinstance(one, kind) and one.open]
    assert len(found) == 1
    return found[0]


async def pick(window: Window, kind: type[ft.DialogControl], value: object) -> None:
    """As the client tells it: the value, then that it was changed."""
    shown = dialog(window, kind)
    shown.value = value  # type: ignore[attr-defined]
    await window.session.dispatch_event(shown._i, "change", None)
    await asyncio.sleep(0.05)


def test_a_picked_time_is_read_like_a_typed_one(calm: Calm) -> None:
    """Two taps: the button, the picker's own. A time to come is asked about, as when it is typed."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            await evening.at(ScreenName.LAST_SEEN, "When and where last seen")
            label = "When were they last seen?"
            await window.tap(f"{TIME}: {label}")
            await pick(window, ft.TimePicker, time(21, 15))
            await window.until(
                lambda: str(evening.value("last_seen_at")).startswith("2026-11-20T21:15"), "not written"
            )
            assert f"{TIME}: {label}" not in window.taps()  # it is answered

    played(play())


def test_a_picked_time_for_a_note_waits_for_save(calm: Calm) -> None:
    """It stands in the box, with what it means."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            await evening.at(ScreenName.BEGINNING, "How did this start")
            await window.tap(f"Another time: {SINCE}")
            await window.tap(f"{TIME}: {SINCE}")
            await pick(window, ft.TimePicker, time(20, 5))
            await window.see("That is today.*20:05|20:05")
            assert "20:05" in window.value(SINCE)
            assert evening.value("unknown_since") is None

    played(play())


@pytest.mark.parametrize(
    "sent",
    [date(2012, 3, 4), datetime(2012, 3, 4, tzinfo=UTC), datetime(2012, 3, 3, 23, tzinfo=UTC)],
    ids=["a day", "midnight in winter", "midnight in summer"],
)
def test_a_picked_day_is_that_day_whatever_the_clients_clock(calm: Calm, sent: date) -> None:
    """The client sends the midnight of its own clock."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await begun(window)
            window.app.go(ScreenName.ADD_CHILD)
            window.app.redraw()
            await window.tap(f"{DAY}: Date of birth")
            await pick(window, ft.DatePicker, sent)
            await window.drawn()
            assert window.value("Date of birth") == "04/03/2012"

    played(play())


@pytest.mark.parametrize("locks", [True, False])
def test_nothing_stands_over_the_lock_screen_or_over_another_one(calm: Calm, locks: bool) -> None:
    """A picker that is open closes when the app locks, and when the screen is left."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            evening = await begun(window)
            await evening.at(ScreenName.LAST_SEEN, "When and where last seen")
            await window.tap(f"{TIME}: When were they last seen?")
            shown = dialog(window, ft.TimePicker)
            window.app.locking.lock() if locks else window.app.back()
            window.app.redraw()
            await window.see("Enter your PIN" if locks else "Do this next")
            assert not shown.open

    played(play())
