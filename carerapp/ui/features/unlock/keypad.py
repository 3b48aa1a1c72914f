"""Our own keys: the system keyboard would cover 999."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from carerapp.ui import kit
from carerapp.ui.kit.look import Tap
from carerapp.ui.kit.words import style
from carerapp.ui.theme import ACTION, CARD, HAIR, INK, LINE, R_BUTTON, S8, S16

LEAST = 6


def dots(typed: int, least: int = LEAST) -> ft.Control:
    """A mark for each number typed so far."""
    count = max(least, typed)
    marks: list[ft.Control] = [
        ft.Container(
            width=16,
            height=16,
            border_radius=8,
            bgcolor=ACTION if i < typed else None,
            border=ft.Border.all(2, ACTION if i < typed else LINE),
        )
        for i in range(count)
    ]
    row = ft.Row(marks, spacing=14, alignment=ft.MainAxisAlignment.CENTER, wrap=True)
    return ft.Semantics(label=f"{typed} numbers entered", content=row)


def placed(
    before: list[ft.Control], pad: ft.Control, after: list[ft.Control]
) -> tuple[list[ft.Control], list[ft.Control]]:
    """(body, sticky): the keys stand in the thumb's half of a phone, and within a hand's reach of each
    other on a tablet. With large text they follow the dots, so that nothing stands between the two."""
    look = kit.look()
    if look.low and not look.wide:  # beside each other: under each other both would be cut off
        words = ft.Column([*before, *after], horizontal_alignment=ft.CrossAxisAlignment.STRETCH, expand=True)
        both: list[ft.Control] = [words, ft.Container(pad, expand=True)]
        return [ft.Row(both, spacing=S16, vertical_alignment=ft.CrossAxisAlignment.START)], []
    if look.wide:
        pad = ft.Row([ft.Container(pad, width=420)], alignment=ft.MainAxisAlignment.CENTER)
    if look.wide or look.big:
        return [*before, pad, *after], []
    return [*before, *after], [pad]


def at_the_edge(marks: ft.Control, pad: ft.Control) -> ft.Control:
    """Both at the right edge of a tablet, within a hand's reach of each other."""
    both = ft.Column([marks, pad], spacing=S16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.Container(ft.Container(both, width=420), alignment=ft.Alignment.CENTER_RIGHT)


def keypad(press: Callable[[str], object], delete: Tap, done: Tap | None) -> ft.Control:
    """0–9, Delete, and a tick when `done` is given."""

    def key(words: str) -> ft.Control:
        return _key([_letters(words)], words, lambda: press(words))

    def drawn(data: ft.IconData, label: str, tap: Tap, color: ft.ColorValue) -> ft.Control:
        # The space beside it is as high as a number, so all keys are equally high at any text size.
        return _key([_letters(" "), ft.Icon(data, color=color, size=26), _letters(" ")], label, tap)

    last: ft.Control = ft.Container(expand=True)
    if done:
        last = drawn(ft.Icons.CHECK, "Enter the PIN", done, ACTION)
    erase = drawn(ft.Icons.BACKSPACE_OUTLINED, "Delete the last number", delete, INK)
    if kit.look().low:  # two rows: on a phone on its side four would be cut off
        rows = [[key(c) for c in "123456"], [*(key(c) for c in "7890"), erase, last]]
    else:
        rows = [[key(c) for c in digits] for digits in ("123", "456", "789")] + [[erase, key("0"), last]]
    return ft.Column([ft.Row(keys, spacing=S8) for keys in rows], spacing=S8, tight=True)


def _letters(words: str) -> ft.Control:
    return ft.Text(words, size=26, style=style("strong"))


def _key(content: list[ft.Control], label: str, tap: Tap) -> ft.Control:
    inside = ft.Row(content, alignment=ft.MainAxisAlignment.CENTER, spacing=0, tight=True)
    made = ft.TextButton(
        content=kit.named(label, inside),
        style=ft.ButtonStyle(
            padding=ft.Padding.symmetric(vertical=11, horizontal=0),
            bgcolor=CARD,
            side=ft.BorderSide(1, HAIR),
            shape=ft.RoundedRectangleBorder(radius=R_BUTTON),
        ),
        on_click=kit.on_tap(label, tap, at_once=True),
    )
    return kit.merged(made, expand=True)
