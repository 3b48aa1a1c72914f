"""Where a screen was scrolled to: found again by Back and after the lock, forgotten by going there anew."""

from __future__ import annotations

import flet as ft

from carerapp.ui.scrolls import Scrolls


def moved(scrolls: Scrolls, pixels: float) -> None:
    event = ft.OnScrollEvent.__new__(ft.OnScrollEvent)
    event.event_type, event.pixels = ft.ScrollType.UPDATE, pixels
    scrolls.scrolled(event)


def test_back_finds_the_place_and_a_new_visit_begins_at_the_start() -> None:
    """A row of a list, and the list again; then the list from Home."""
    scrolls = Scrolls()
    scrolls.shows("list", 2)
    moved(scrolls, 300)
    scrolls.moved(3, back=False)
    scrolls.shows("row", 3)
    moved(scrolls, 50)
    scrolls.moved(2, back=True)
    assert (scrolls.stood("list"), scrolls.stood("row")) == (300, 0)
    scrolls.moved(1, back=True)
    scrolls.moved(2, back=False)
    assert scrolls.stood("list") == 0


def test_one_screen_in_place_of_another_begins_at_the_start() -> None:
    """The next section of a form."""
    scrolls = Scrolls()
    scrolls.shows("section 1", 3)
    moved(scrolls, 900)
    scrolls.moved(3, back=False)
    assert scrolls.stood("section 1") == 0


def test_a_lock_changes_no_place() -> None:
    """The lock screen is shown, and moves by itself; nobody went anywhere."""
    scrolls = Scrolls()
    scrolls.shows("list", 2)
    moved(scrolls, 300)
    scrolls.shows("unlock", 1)
    moved(scrolls, 5)
    scrolls.shows("list", 2)
    assert scrolls.stood("list") == 300
