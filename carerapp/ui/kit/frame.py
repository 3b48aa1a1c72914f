"""What stands around every screen: the header, the saved strip, 999 and 101."""

from __future__ import annotations

import flet as ft

from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.ui.kit.buttons import button, icon_button, merged, named
from carerapp.ui.kit.look import Tap, look, on_tap
from carerapp.ui.kit.status import icon, status
from carerapp.ui.kit.words import text
from carerapp.ui.theme import (
    ACTION,
    BAND,
    BAND_NAME,
    CARD,
    FILL,
    HAIR,
    INK,
    INK2,
    NONE,
    ON_BAND,
    R_BUTTON,
    S4,
    S8,
    S12,
    S16,
)

_STRETCH = ft.CrossAxisAlignment.STRETCH


def emergency_bar(call_999: Tap, call_101: Tap, *, border: bool = True) -> ft.Control:
    """Never disabled, never under anything."""
    big = look().big
    danger = button(
        f"Call {EMERGENCY}" if big else f"Danger: call {EMERGENCY}",
        call_999,
        "danger",
        icon_=ft.Icons.CALL,
        expand=True,
        at_once=True,
        label=f"Call {EMERGENCY}. Someone is in danger now.",
    )
    police = button(
        NON_EMERGENCY if big else f"Call {NON_EMERGENCY}",
        call_101,
        icon_=ft.Icons.CALL,
        expand=True,
        at_once=True,
        label=f"Call {NON_EMERGENCY}. Police, not an emergency.",
    )
    danger.expand, police.expand = 3, 2
    return ft.Container(
        ft.SafeArea(ft.Row([danger, police], spacing=S8), avoid_intrusions_top=False),
        bgcolor=CARD,
        padding=ft.Padding.symmetric(horizontal=S16, vertical=S8),
        border=ft.Border(top=ft.BorderSide(1, HAIR)) if border else None,
    )


def _back(to: str, tap: Tap, color: ft.ColorValue) -> ft.Control:
    return icon_button(ft.Icons.ARROW_BACK, f"Back to {to}", tap, color, at_once=True)


def _hide(tap: Tap, color: ft.ColorValue) -> ft.Control:
    big = look().big
    inside: list[ft.Control] = [icon(ft.Icons.VISIBILITY_OFF_OUTLINED, color, 36 if big else 24)]
    if not (big or look().low):
        inside.append(text("Hide", "small", color))
    words = ft.Column(inside, spacing=2, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    return merged(
        ft.TextButton(
            content=named("Hide this screen", words),
            style=ft.ButtonStyle(
                padding=12 if look().low else 6, shape=ft.RoundedRectangleBorder(radius=R_BUTTON)
            ),
            on_click=on_tap("Hide this screen", tap, at_once=True),
        )
    )


def face(photo: bytes | None, size: float = 48, *, on_band: bool = False, name: str = "") -> ft.Control:
    """The child's picture, or a plain figure where there is none."""
    if photo:
        return ft.Image(
            src=photo,
            width=size,
            height=size,
            fit=ft.BoxFit.COVER,
            border_radius=8,
            semantics_label=f"Photo of {name}",
        )
    ink, back = (
        (BAND, BAND_NAME) if on_band else (ft.Colors.ON_PRIMARY_CONTAINER, ft.Colors.PRIMARY_CONTAINER)
    )
    return ft.Container(
        ft.Icon(ft.Icons.PERSON, color=ink, size=size * 0.62),
        width=size,
        height=size,
        bgcolor=back,
        border_radius=8,
        alignment=ft.Alignment.CENTER,
    )


def clock_header(
    who: str,
    elapsed: str,
    since: str,
    *,
    hide: Tap,
    back: Tap | None = None,
    back_to: str = "",
    photo: bytes | None = None,
) -> ft.Control:
    """The dark band: a child is missing."""
    first: list[ft.Control] = []
    if back:
        first = [_back(back_to, back, ON_BAND)]
    elif not look().big:
        first = [face(photo, 40 if look().low else 56, on_band=True, name=who)]
    big, low = look().big, look().low
    lines: list[ft.Control] = [
        text(who, "small_strong", BAND_NAME),
        text(elapsed, "h2" if big or low else "clock", ON_BAND),
    ]
    since_line = text(since, "small", ON_BAND)
    words: ft.Control
    if low:
        beside = [] if big else [ft.Container(since_line, expand=True)]
        words = ft.Row([ft.Column(lines, spacing=0, expand=True, tight=True), *beside], expand=True)
    else:
        words = ft.Column(lines if big else [*lines, since_line], spacing=0, expand=True)
    edge = S4 if big or low else S12
    return ft.Container(
        ft.SafeArea(
            ft.Row([*first, words, _hide(hide, ON_BAND)], spacing=S4 if back else S12),
            avoid_intrusions_bottom=False,
        ),
        bgcolor=BAND,
        padding=ft.Padding.only(left=S4 if back else S16, right=S8, top=edge, bottom=edge),
        # with large text the band keeps two lines; the third scrolls with what is read
        data=ft.Container(since_line, bgcolor=BAND, border_radius=R_BUTTON, padding=S12) if big else None,
    )


def plain_header(title: str, *, hide: Tap | None, back: Tap | None = None, back_to: str = "") -> ft.Control:
    """A title with Back and Hide."""
    first: ft.Control = _back(back_to, back, INK) if back else ft.Container(width=S12)
    items = [first, text(title, "strong", expand=True)]
    if hide:
        items.append(_hide(hide, INK))
    else:
        items.append(ft.Container(height=52, bgcolor=NONE))
    return ft.Container(
        ft.SafeArea(ft.Row(items, spacing=S4), avoid_intrusions_bottom=False),
        bgcolor=CARD,
        padding=ft.Padding.only(left=S4, right=S8, top=S4, bottom=S4),
        border=ft.Border(bottom=ft.BorderSide(1, HAIR)),
    )


def signed_strip(name: str, switch: Tap) -> ft.Control:
    """Who is signed in, and the way to somebody else's turn."""
    other = merged(
        ft.TextButton(
            content=named("Somebody else signs in", text("Switch", "small_strong", ACTION)),
            style=ft.ButtonStyle(padding=ft.Padding.symmetric(horizontal=S12, vertical=16)),
            on_click=on_tap("Somebody else signs in", switch),
        )
    )
    who = text(f"Signed in: {name}", "small", expand=True)
    return ft.Container(
        ft.Row([who, other], spacing=S8), bgcolor=FILL, padding=ft.Padding.only(left=S16, right=S4)
    )


def saved_strip(words: str, data: ft.IconData | None = None, done: str = "") -> ft.Control:
    """One line that proves what was saved; with another icon, one that says something else. ``done``: what
    was tapped for it, to be read out with it."""
    line = read_out(status("device", words), words, done)
    if data:
        line = ft.Row([icon(data, INK2, 20), text(words, "small", INK2, expand=True)], spacing=S8)
    return ft.Container(line, bgcolor=FILL, padding=ft.Padding.symmetric(horizontal=S16, vertical=6))


def read_out(line: ft.Control, words: str, done: str) -> ft.Control:
    """The line, which a screen reader says by itself when something was done."""
    if not done:
        return ft.Semantics(content=line)
    return ft.Semantics(label=f"{done}. {words}", live_region=True, exclude_semantics=True, content=line)
