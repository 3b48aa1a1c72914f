"""One of a few, or any of several: a row with a mark, a word, and its state for a screen reader."""

from __future__ import annotations

import flet as ft

from carerapp.ui.kit.buttons import merged, named
from carerapp.ui.kit.look import Tap, look, on_tap
from carerapp.ui.kit.status import icon
from carerapp.ui.kit.words import text
from carerapp.ui.theme import ACTION, INK2, NONE, S12, S16, TONAL

_MARKS = {
    (False, False): ft.Icons.RADIO_BUTTON_UNCHECKED,
    (False, True): ft.Icons.RADIO_BUTTON_CHECKED,
    (True, False): ft.Icons.CHECK_BOX_OUTLINE_BLANK,
    (True, True): ft.Icons.CHECK_BOX,
}


def choice(
    words: str, chosen: bool, tap: Tap, *, several: bool = False, label: str = "", details: str = ""
) -> ft.Control:
    """A row of a `group`. `several` has a square mark: others may be chosen too."""
    mark = icon(_MARKS[several, chosen], ACTION if chosen else INK2, 32 if look().big else 26)
    lines: list[ft.Control] = [text(words, "strong" if chosen else "body")]
    if details:
        lines.append(text(details, "small", INK2))
    inside = ft.Row(
        [mark, ft.Column(lines, spacing=2, expand=True)],
        spacing=S12,
        vertical_alignment=ft.CrossAxisAlignment.START if look().big else ft.CrossAxisAlignment.CENTER,
    )
    box = ft.Container(
        named(label, inside) if label else inside,
        padding=ft.Padding.symmetric(horizontal=S16, vertical=14),
        bgcolor=TONAL if chosen else NONE,
        ink=True,
        on_click=on_tap(label or words, tap),
    )
    made = ft.Semantics(checked=chosen, content=box)
    return merged(made) if label else made
