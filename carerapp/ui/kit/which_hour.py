"""Beside a box for a time: what the United Kingdom's clock shows, and which of those that may be meant is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import flet as ft

from carerapp.domain.uk_time import AFTER, BEFORE, uk_words
from carerapp.ui.kit.buttons import button
from carerapp.ui.kit.look import look
from carerapp.ui.theme import S8


def which_hour(choose: Callable[[str], object], *above: ft.Control) -> ft.Control:
    """Two buttons, under what they are about; `choose` is given the words to add to the time."""
    both = [button(words[0].upper() + words[1:], partial(choose, words)) for words in (BEFORE, AFTER)]
    return ft.Column(
        [*above, *both], spacing=S8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True
    )


def which_one(choose: Callable[[str], object], readings: Sequence[str], *above: ft.Control) -> ft.Control:
    """A button for each time or day that may be meant; `choose` is given its words, to stand in the box."""
    each = [button(words, partial(choose, words)) for words in readings]
    return ft.Column(
        [*above, *each], spacing=S8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True
    )


def uk_time_hint(hint: str, now: datetime) -> str:
    """`hint`, and where this device's clock shows another time, whose time is meant."""
    words = f"UK time. It is {uk_words(now)} in the UK now."
    return " ".join(part for part in (hint, words if look().here else "") if part)
