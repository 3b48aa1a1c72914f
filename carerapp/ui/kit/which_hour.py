"""Beside a box for a time: what the United Kingdom's clock shows, quick times, and which of those that may be
meant is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import flet as ft

from carerapp.domain.uk_time import AFTER, BEFORE, uk_words
from carerapp.settings import QUICK_TIMES_MINUTES
from carerapp.ui.kit.buttons import button, side_by_side
from carerapp.ui.kit.look import look
from carerapp.ui.theme import S8


def which_hour(choose: Callable[[str], object]) -> ft.Control:
    """Two buttons; `choose` is given the words to add to the time."""
    both = [button(words[0].upper() + words[1:], partial(choose, words)) for words in (BEFORE, AFTER)]
    return under(*both)


def which_one(choose: Callable[[str], object], readings: Sequence[str]) -> ft.Control:
    """A button for each time or day that may be meant; `choose` is given its words, to stand in the box."""
    each = [button(words, partial(choose, words)) for words in readings]
    return under(*each)


def quick_times(
    choose: Callable[[datetime], object],
    now: datetime,
    *,
    about: str,
    more: Sequence[tuple[str, datetime]] = (),
) -> ft.Control:
    """Moments of a moment ago, a tap each; `more`: others, with their words, first. `about`: the
    question."""
    each = [(_ago(minutes), now - timedelta(minutes=minutes)) for minutes in QUICK_TIMES_MINUTES]
    long = [_chip(words, choose, then, about) for words, then in more]
    short = [_chip(words, choose, then, about) for words, then in each]
    in_row = len(short) if look().wide else 2
    rows = [side_by_side(short[n : n + in_row]) for n in range(0, len(short), in_row)]
    return under(*long, *rows)


def _chip(words: str, choose: Callable[[datetime], object], then: datetime, about: str) -> ft.Control:
    return button(words, partial(choose, then), "tonal", label=f"{words}: {about}")


def under(*each: ft.Control) -> ft.Control:
    """What may come and go stands under a box in one column: the box stays the same one."""
    return ft.Column(list(each), spacing=S8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True)


def _ago(minutes: int) -> str:
    return "Now" if minutes == 0 else f"{minutes}\u00a0min ago"


def uk_time_hint(hint: str, now: datetime) -> str:
    """`hint`, and where this device's clock shows another time, whose time is meant."""
    words = f"UK time. It is {uk_words(now)} in the UK now."
    return " ".join(part for part in (hint, words if look().here else "") if part)
