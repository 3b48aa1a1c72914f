"""Cards, groups of rows, notes, duties: flat, with hairlines."""

from __future__ import annotations

import flet as ft

from carerapp.ui.kit.look import Tap, look, on_tap
from carerapp.ui.kit.status import STATUS, icon
from carerapp.ui.kit.words import h2, text
from carerapp.ui.theme import (
    ACTION,
    CARD,
    DONE,
    DUE_BG,
    DUE_INK,
    FILL,
    HAIR,
    INK2,
    LATE_BG,
    LATE_INK,
    NONE,
    OLD,
    R_CARD,
    S12,
    S16,
    TONAL,
)

_STRETCH = ft.CrossAxisAlignment.STRETCH


def card(
    *items: ft.Control,
    fill: ft.ColorValue = CARD,
    border: ft.ColorValue = HAIR,
    width: float = 1,
    spacing: float = S12,
    key: str | None = None,
) -> ft.Control:
    """A box with a border; `width` is the border's."""
    return ft.Container(
        ft.Column(list(items), spacing=spacing, horizontal_alignment=_STRETCH, tight=True),
        bgcolor=fill,
        border_radius=R_CARD,
        padding=S16,
        border=ft.Border.all(width, border),
        key=key,
    )


def next_card(title: str, *items: ft.Control) -> ft.Control:
    """The one open thing."""
    return card(
        text("Do this next", "small_strong", ACTION), h2(title, leads=True), *items, border=ACTION, width=2
    )


def note(words: str, data: ft.IconData = ft.Icons.INFO_OUTLINE) -> ft.Control:
    """Words in a quiet grey box."""
    return ft.Container(
        ft.Row(
            [icon(data, INK2, 22), text(words, expand=True)],
            spacing=S12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        bgcolor=FILL,
        border_radius=R_CARD,
        padding=S16,
    )


def duty_card(what: str, details: str, *, late: bool = False, tap: Tap | None = None) -> ft.Control:
    """Something that is due, with when and whose."""
    back, ink, data = (
        (LATE_BG, LATE_INK, ft.Icons.ERROR_OUTLINE) if late else (DUE_BG, DUE_INK, ft.Icons.SCHEDULE)
    )
    box = ft.Container(
        ft.Row(
            [
                icon(data, ink),
                ft.Column([text(what, "strong", ink), text(details, "small", ink)], spacing=2, expand=True),
            ],
            spacing=S12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        bgcolor=back,
        border_radius=R_CARD,
        padding=S16,
        ink=tap is not None,
        on_click=on_tap(what, tap) if tap else None,
    )
    return ft.Semantics(button=True, content=box) if tap else box


def row(
    title: str,
    details: str = "",
    tap: Tap | None = None,
    *,
    status: str = "",
    selected: bool = False,
    trailing: ft.Control | None = None,
    key: str | None = None,
) -> ft.Control:
    """A large row: what it is, one line of what is known, where a tap leads. ``key``: its own among the rows
    beside it, where some come and go."""
    big = look().big
    words: list[ft.Control] = [text(title, "strong")]
    if details:
        words.append(text(details, "small", {"done": DONE, "old": OLD}.get(status, INK2)))
    items: list[ft.Control] = []
    if status:
        data, color, _ = STATUS[status]
        items.append(icon(data, color, 28))
    items.append(ft.Column(words, spacing=2, expand=True))
    if trailing is not None:
        items.append(trailing)
    elif tap is not None and not big:
        items.append(icon(ft.Icons.CHEVRON_RIGHT, INK2))
    box = ft.Container(
        ft.Row(
            items,
            spacing=S12,
            vertical_alignment=ft.CrossAxisAlignment.START if big else ft.CrossAxisAlignment.CENTER,
        ),
        padding=ft.Padding.symmetric(horizontal=S16, vertical=14),
        ink=tap is not None,
        on_click=on_tap(title, tap) if tap else None,
        bgcolor=TONAL if selected else None,
        border=ft.Border(left=ft.BorderSide(4, ACTION if selected else NONE)),
    )
    made = ft.Semantics(button=True, content=box) if tap else box
    made.key = key
    return made


def divider() -> ft.Control:
    """A thin line between rows."""
    return ft.Container(height=1, bgcolor=HAIR)


def stacked(*rows: ft.Control) -> ft.Column:
    """Rows with lines between them."""
    lines: list[ft.Control] = []
    for number, item in enumerate(rows):
        if number:
            lines.append(divider())
        lines.append(item)
    return ft.Column(lines, spacing=0, horizontal_alignment=_STRETCH, tight=True)


def group(*rows: ft.Control, label: str = "") -> ft.Control:
    """Rows in one box, with lines between them. ``label``: the question that they answer."""
    box = ft.Container(
        stacked(*rows),
        bgcolor=CARD,
        border_radius=R_CARD,
        border=ft.Border.all(1, HAIR),
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
    )
    return ft.Semantics(label=label, container=True, content=box) if label else box


def spot(name: str, content: ft.Control) -> ft.Control:
    """A place on a screen that the screen can be scrolled to: `Display.show`."""
    return ft.Container(content, key=spot_key(name))


def spot_key(name: str) -> ft.ScrollKey:
    """The key of such a place."""
    return ft.ScrollKey(name)  # type: ignore[call-arg]


def gap(height: float = S16) -> ft.Control:
    """Empty space, in pixels."""
    return ft.Container(height=height)
