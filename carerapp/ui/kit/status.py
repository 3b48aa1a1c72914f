"""Statuses: shape and word first, colour third."""

from __future__ import annotations

import flet as ft

from carerapp.domain.outcomes import StepOutcome
from carerapp.ui.kit.look import look
from carerapp.ui.kit.words import text
from carerapp.ui.theme import ACTION, DONE, INK2, LINE, OLD, S8

STATUS: dict[str, tuple[ft.IconData, ft.ColorValue, str]] = {
    "done": (ft.Icons.CHECK_CIRCLE, DONE, StepOutcome.DONE.on_screen),
    "couldnt": (ft.Icons.REMOVE_CIRCLE_OUTLINE, INK2, StepOutcome.COULDNT.on_screen),
    "doesnt_apply": (ft.Icons.NOT_INTERESTED, INK2, StepOutcome.DOESNT_APPLY.on_screen),
    "todo": (ft.Icons.RADIO_BUTTON_UNCHECKED, LINE, "Not yet"),
    "saved": (ft.Icons.CHECK, INK2, "Saved"),
    "device": (ft.Icons.SMARTPHONE, INK2, "On this device"),
    "old": (ft.Icons.HISTORY, OLD, ""),
    "due": (ft.Icons.SCHEDULE, OLD, ""),
    "blank": (ft.Icons.HELP_OUTLINE, INK2, "Not known"),
    "check": (ft.Icons.ERROR_OUTLINE, ft.Colors.ON_SURFACE, "Check this"),
    "secret": (ft.Icons.LOCK_OUTLINE, INK2, "Hidden"),
}
_COLOURED = {"done", "old", "due", "check"}


def icon(data: ft.IconData, color: ft.ColorValue = INK2, size: float = 24) -> ft.Icon:
    """An icon that large text leaves its size."""
    return ft.Icon(data, color=color, size=size, apply_text_scaling=not look().big)


def status(kind: str, words: str = "", style: str = "small") -> ft.Control:
    """An icon and words; never a colour alone."""
    data, color, word = STATUS[kind]
    big = look().big
    return ft.Row(
        [
            icon(data, color, 32 if big else 20),
            text(words or word, style, color if kind in _COLOURED else INK2, expand=True),
        ],
        spacing=S8,
        vertical_alignment=ft.CrossAxisAlignment.START if big else ft.CrossAxisAlignment.CENTER,
    )


def working(words: str) -> ft.Control:
    """Something takes a moment. The ring turns also while the app is busy; the words are read out."""
    size = 32 if look().big else 20
    ring = ft.ProgressRing(width=size, height=size, stroke_width=3, color=ACTION)
    said = text(words, "strong", expand=True)
    said.expand_loose = True
    line = ft.Row([ring, said], spacing=S8, alignment=ft.MainAxisAlignment.CENTER)
    return ft.Semantics(live_region=True, content=line)
