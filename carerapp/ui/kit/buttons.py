"""Buttons. Padding makes the height, so that words may wrap and grow."""

from __future__ import annotations

import flet as ft

from carerapp.domain.outcomes import StepOutcome
from carerapp.ui.kit.look import Tap, look, on_tap
from carerapp.ui.kit.status import icon
from carerapp.ui.kit.words import style, with_below
from carerapp.ui.theme import (
    ACTION,
    BOLD,
    DANGER,
    LINE,
    NONE,
    ON_ACTION,
    ON_DANGER,
    ON_TONAL,
    R_BUTTON,
    S8,
    SEMI,
    TONAL,
    TYPE,
)

_FILLED: dict[str, tuple[ft.ColorValue, ft.ColorValue]] = {
    "primary": (ACTION, ON_ACTION),
    "danger": (DANGER, ON_DANGER),
    "tonal": (TONAL, ON_TONAL),
}


def button(
    words: str,
    tap: Tap,
    kind: str = "outline",
    *,
    icon_: ft.IconData | None = None,
    main: bool = False,
    expand: bool = False,
    left: bool = False,
    key: str | None = None,
    label: str = "",
    at_once: bool = False,
    autofocus: bool = False,
) -> ft.Control:
    """`kind`: primary (one a card), danger, tonal, outline, text. `main`: the tall one; `left`: in a list;
    `at_once`: works on a screen that has just changed, too; `autofocus`: the keyboard is there once it comes
    up."""
    back, ink = _FILLED.get(kind, (None, ACTION))
    big = look().big
    inside: list[ft.Control] = []
    if icon_ is not None and not big:
        inside.append(icon(icon_, ink, 22))
    family = BOLD if main else SEMI
    words_style = style("button", ink).copy(font_family=family)
    line = ft.Text(
        words,
        size=TYPE["button"][0],
        style=words_style,
        text_align=ft.TextAlign.LEFT if left else ft.TextAlign.CENTER,
    )
    both = with_below(line, words, color=ink, center=not left)
    both.expand = both.expand_loose = True
    inside.append(both)
    shape = ft.ButtonStyle(
        padding=ft.Padding.symmetric(horizontal=12, vertical=20 if main else 15),
        elevation=0,
        shadow_color=NONE,
        alignment=ft.Alignment.CENTER,
        shape=ft.RoundedRectangleBorder(radius=R_BUTTON),
        visual_density=ft.VisualDensity.STANDARD,
        side=ft.BorderSide(1.5, LINE) if kind == "outline" else None,
        bgcolor=back,
        color=ink,
    )
    make = ft.FilledButton if back else (ft.TextButton if kind == "text" else ft.OutlinedButton)
    content = ft.Row(
        inside,
        spacing=S8,
        tight=not left,
        alignment=ft.MainAxisAlignment.START if left else ft.MainAxisAlignment.CENTER,
    )
    made = make(
        content=named(label, content) if label else content,
        style=shape,
        expand=expand and not label,
        on_click=on_tap(label or words, tap, at_once=at_once),
        key=key,
        autofocus=autofocus,
    )
    return merged(made, expand=expand) if label else made


def named(label: str, content: ft.Control) -> ft.Control:
    """What stands inside a button, under another name. Inside, so that a screen reader or a keyboard can
    press the button: a name around it would hide the button's own tap. Needs `merged` around the button."""
    return ft.Semantics(label=label, exclude_semantics=True, content=content)


def merged(made: ft.Control, *, expand: bool = False) -> ft.Control:
    """The button and the name inside it, as one thing to a screen reader."""
    return ft.MergeSemantics(content=made, expand=expand)


def call_button(
    number: str, tap: Tap, *, main: bool = True, words: str = "", at_once: bool = False
) -> ft.Control:
    """Ring this number; the words say whose it is."""
    shown = number.replace(" ", "\u00a0")
    return button(words or f"Call {shown}", tap, "primary", icon_=ft.Icons.CALL, main=main, at_once=at_once)


def icon_button(
    data: ft.IconData, label: str, tap: Tap, color: ft.ColorValue = ACTION, *, at_once: bool = False
) -> ft.Control:
    """An icon with a name for screen readers; only where the icon is known by everyone."""
    return merged(
        ft.IconButton(
            named(label, ft.Icon(data, color=color, size=32 if look().big else 24)),
            width=52,
            height=52,
            on_click=on_tap(label, tap, at_once=at_once),
        )
    )


def side_by_side(items: list[ft.Control], spacing: float = S8) -> ft.Control:
    """Beside each other; one under another when text is large."""
    if look().big:
        for item in items:
            item.expand = False
        return ft.Column(
            items, spacing=spacing, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True
        )
    for item in items:
        item.expand = True
    return ft.Row(items, spacing=spacing, vertical_alignment=ft.CrossAxisAlignment.START)


def outcomes(done: Tap, couldnt: Tap, doesnt_apply: Tap) -> ft.Control:
    """How did it go? Nothing is chosen beforehand."""
    each = ft.Column(
        [
            side_by_side(
                [
                    button(StepOutcome.DONE.on_screen, done, icon_=ft.Icons.CHECK),
                    button(StepOutcome.COULDNT.on_screen, couldnt),
                ]
            ),
            button(StepOutcome.DOESNT_APPLY.on_screen, doesnt_apply, "text"),
        ],
        spacing=S8,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        tight=True,
    )
    return ft.Semantics(label="How did it go?", container=True, content=each)


def thumb_button(data: ft.IconData, word: str, tap: Tap, label: str) -> ft.Control:
    """One of a few in a row that is always there: an icon over one word, also where text is large."""
    inside = ft.Column(
        [icon(data, ACTION, 26), ft.Text(word, style=style("small_strong", ACTION), no_wrap=True)],
        spacing=2,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    made = ft.OutlinedButton(
        content=named(label, inside),
        style=ft.ButtonStyle(
            padding=6,
            side=ft.BorderSide(1.5, LINE),
            shape=ft.RoundedRectangleBorder(radius=R_BUTTON),
            color=ACTION,
        ),
        on_click=on_tap(label, tap),
    )
    return merged(made, expand=True)


def thumb_row(items: list[ft.Control]) -> ft.Control:
    """Beside each other, whatever the size of the text."""
    return ft.Row(items, spacing=S8)
