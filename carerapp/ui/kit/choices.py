"""One of a few, or any of several: a question's answers, named and with their state for a screen reader.

A mark that Flet draws itself is the only way to say "radio button": `Semantics` has no word for it (1.0.5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import flet as ft

from carerapp.ui.kit.buttons import merged, named
from carerapp.ui.kit.cards import group
from carerapp.ui.kit.heard import Heard
from carerapp.ui.kit.look import Tap, look, on_tap
from carerapp.ui.kit.status import icon
from carerapp.ui.kit.words import text
from carerapp.ui.theme import ACTION, HAIR, INK2, NONE, R_BUTTON, S4, S12, S16, TONAL

_SQUARES = {False: ft.Icons.CHECK_BOX_OUTLINE_BLANK, True: ft.Icons.CHECK_BOX}


@dataclass(frozen=True)
class Choice:
    """One answer. ``label``: what a screen reader says instead of the words."""

    words: str
    chosen: bool
    tap: Tap
    label: str = ""
    details: str = ""


def choice(words: str, chosen: bool, tap: Tap, *, label: str = "", details: str = "") -> Choice:
    """An answer of `one_of` or `any_of`."""
    return Choice(words, chosen, tap, label, details)


def one_of(question: str, *choices: Choice, across: bool = False) -> ft.Control:
    """Radio buttons under the question, which stands above them on the screen. ``across``: beside each other,
    where there is room."""
    taps = {str(number): on_tap(one.label or one.words, one.tap) for number, one in enumerate(choices)}
    rows = [_round(one, number, taps[number], across) for number, one in zip(taps, choices, strict=True)]
    redraw = look().redraw

    def changed(event: ft.Event[ft.RadioGroup]) -> None:
        """By a key or a screen reader. A tap that did not count is taken back on the screen, too."""
        taps[str(event.control.value)](event)
        redraw()

    chosen = next((number for number, one in zip(taps, choices, strict=True) if one.chosen), None)
    inside = _beside(rows, choices) if across and not look().big else group(*rows)
    return ft.RadioGroup(Heard(label=question, content=inside), value=chosen, on_change=changed)


def any_of(question: str, *choices: Choice) -> ft.Control:
    """Tick boxes under the question."""
    return ft.Semantics(label=question, container=True, content=group(*(_square(one) for one in choices)))


def _beside(rows: list[ft.Control], choices: tuple[Choice, ...]) -> ft.Control:
    """A longer answer gets more of the width, so that none of them breaks."""
    for row, one in zip(rows, choices, strict=True):
        row.expand = 6 + len(one.words)
    return ft.Row(rows, spacing=S4, vertical_alignment=ft.CrossAxisAlignment.START)


def _round(one: Choice, value: str, tapped: Callable[[object], object], across: bool) -> ft.Control:
    mark = ft.Radio(
        value=value,
        fill_color={ft.ControlState.SELECTED: ACTION, ft.ControlState.DEFAULT: INK2},
        visual_density=ft.VisualDensity.COMPACT,
        scale=1.4 if look().big else 1.1,
    )
    return merged(_row(one, mark, tapped, across and not look().big))


def _square(one: Choice) -> ft.Control:
    mark = icon(_SQUARES[one.chosen], ACTION if one.chosen else INK2, 32 if look().big else 26)
    made = _row(one, mark, on_tap(one.label or one.words, one.tap), across=False, ink=True)
    return merged(ft.Semantics(checked=one.chosen, content=made))


def _row(
    one: Choice, mark: ft.Control, tapped: Callable[[object], object], across: bool, ink: bool = False
) -> ft.Control:
    lines: list[ft.Control] = [text(one.words, "strong" if one.chosen else "body")]
    if one.details:
        lines.append(text(one.details, "small", INK2))
    words: ft.Control = ft.Column(lines, spacing=2, tight=True)
    if one.label:
        words = named(one.label, words)
    words.expand = True
    big = look().big
    return ft.Container(
        ft.Row(
            [mark, words],
            spacing=S4 if across else S12,
            vertical_alignment=ft.CrossAxisAlignment.START if big else ft.CrossAxisAlignment.CENTER,
        ),
        padding=ft.Padding.symmetric(horizontal=S4 if across else S16, vertical=14),
        bgcolor=TONAL if one.chosen else NONE,
        border=ft.Border.all(1, HAIR) if across else None,
        border_radius=R_BUTTON if across else None,
        ink=ink,
        on_click=tapped,
    )
