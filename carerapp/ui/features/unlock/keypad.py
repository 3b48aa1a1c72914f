"""Our own keys: the system keyboard would cover 999."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from carerapp.ui import kit
from carerapp.ui.kit.words import style
from carerapp.ui.theme import ACTION, CARD, HAIR, INK, LINE, R_BUTTON, S8

LEAST = 6


def dots(typed: str, least: int = LEAST) -> ft.Control:
    count = max(least, len(typed))
    marks: list[ft.Control] = [
        ft.Container(
            width=16,
            height=16,
            border_radius=8,
            bgcolor=ACTION if i < len(typed) else None,
            border=ft.Border.all(2, ACTION if i < len(typed) else LINE),
        )
        for i in range(count)
    ]
    row = ft.Row(marks, spacing=14, alignment=ft.MainAxisAlignment.CENTER, wrap=True)
    return ft.Semantics(label=f"{len(typed)} numbers entered", content=row)


def keypad(
    press: Callable[[str], None], delete: Callable[[], None], done: Callable[[], None] | None
) -> ft.Control:
    """0–9, Delete, and a tick when `done` is given."""

    def key(words: str) -> ft.Control:
        return _key(ft.Text(words, size=26, style=style("strong")), words, lambda: press(words))

    last: ft.Control = ft.Container(expand=True)
    if done:
        last = _key(ft.Icon(ft.Icons.CHECK, color=ACTION, size=28), "Enter the PIN", done)
    erase = _key(ft.Icon(ft.Icons.BACKSPACE_OUTLINED, color=INK, size=26), "Delete the last number", delete)
    rows = [[key(c) for c in digits] for digits in ("123", "456", "789")] + [[erase, key("0"), last]]
    return ft.Column([ft.Row(keys, spacing=S8) for keys in rows], spacing=S8, tight=True)


def _key(content: ft.Control, label: str, tap: Callable[[], None]) -> ft.Control:
    run = kit.look().run
    inside = ft.Row([content], alignment=ft.MainAxisAlignment.CENTER, height=34)
    made = ft.TextButton(
        content=kit.named(label, inside),
        style=ft.ButtonStyle(
            padding=ft.Padding.symmetric(vertical=11, horizontal=0), bgcolor=CARD, side=ft.BorderSide(1, HAIR),
            shape=ft.RoundedRectangleBorder(radius=R_BUTTON),
        ),
        on_click=lambda _: run(tap),
    )  # fmt: skip
    return kit.merged(made, expand=True)
