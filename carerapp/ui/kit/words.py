"""Words on the screen."""

from __future__ import annotations

import flet as ft

from carerapp.ui.kit.heard import Heard
from carerapp.ui.kit.look import look
from carerapp.ui.theme import DONE, INK, INK2, S12, TYPE

_STRETCH = ft.CrossAxisAlignment.STRETCH
_BIG_SIZES = {30: 24, 28: 22, 24: 21}  # large text is large already: the scale is flattened


def style(name: str, color: ft.ColorValue = INK) -> ft.TextStyle:
    """The font of a style (`theme.TYPE`), by its name."""
    _, height, family = TYPE[name]
    return ft.TextStyle(
        height=height, font_family=family, color=color, font_family_fallback=list(look().fallback)
    )


def size(name: str) -> float:
    """The size of its letters; flattened where text is large already."""
    points = TYPE[name][0]
    return _BIG_SIZES.get(points, points) if look().big else points


def whole(words: str) -> str:
    """Without half an emoji, which no window can be sent: it would stop, and say the words to a log."""
    if words.isascii():
        return words
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text(
    words: str,
    kind: str = "body",
    color: ft.ColorValue = INK,
    *,
    expand: bool = False,
    center: bool = False,
    selectable: bool = False,
) -> ft.Control:
    """Words in a style of the theme; where the reader has a second language, with its line under them."""
    line = plain(words, kind, color, expand=expand, center=center, selectable=selectable)
    return with_below(line, words, color=color, expand=expand, center=center)


def with_below(
    line: ft.Control, words: str, *, color: ft.ColorValue = INK, expand: bool = False, center: bool = False
) -> ft.Control:
    """The line that shows these words, and the reader's own language under it."""
    said = below(look().under(words), color, rtl=look().under_rtl, center=center)
    if not said:
        return line
    line.expand = None
    return ft.Column([line, *said], spacing=0, tight=True, expand=expand, horizontal_alignment=_STRETCH)


def below(
    said: str, color: ft.ColorValue = INK, *, rtl: bool = False, center: bool = False
) -> list[ft.Control]:
    """A line in another language, in its own direction; nothing where there is no translation."""
    if not said:
        return []
    line = plain(said, "small", color, center=center)
    line.rtl = rtl
    return [line]


def plain(
    words: str,
    kind: str = "body",
    color: ft.ColorValue = INK,
    *,
    expand: bool = False,
    center: bool = False,
    selectable: bool = False,
) -> ft.Text:
    """Words that somebody wrote, or that the procedure says: nothing is put under them."""
    return ft.Text(
        whole(words),
        size=size(kind),
        style=style(kind, color),
        expand=expand,
        selectable=selectable,
        text_align=ft.TextAlign.CENTER if center else ft.TextAlign.START,
    )


def _heading(
    words: str, kind: str, level: int, color: ft.ColorValue, *, center: bool = False, leads: bool = False
) -> ft.Control:
    heading = Heard(
        header=True,
        heading_level=level,
        focusable=True if leads else None,
        focused=look().heads(words) if leads else None,
        content=plain(words, kind, color, center=center),
        key=f"heading:{words}" if leads else None,  # the same one, also where a line comes up above it
    )
    return with_below(heading, words, color=color, center=center)


def h1(words: str, *, color: ft.ColorValue = INK, center: bool = False) -> ft.Control:
    """The screen's title. A screen reader is taken to it when it is new."""
    return _heading(words, "h1", 1, color, center=center, leads=True)


def h2(words: str, *, color: ft.ColorValue = INK, leads: bool = False) -> ft.Control:
    """A part's title. ``leads``: of what comes up by a tap, so a screen reader is taken to it."""
    return _heading(words, "h2", 2, color, leads=leads)


def bullet(words: str) -> ft.Control:
    """One line of a list."""
    return ft.Row(
        [text("•", "body", INK2), text(words, expand=True)],
        spacing=S12,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def quote(words: str, source: str) -> ft.Control:
    """A protocol's own words, marked as such, with the paragraph."""
    return ft.Container(
        ft.Column([text(f"“{words}”", "body"), text(source, "small", INK2)], spacing=2, tight=True),
        padding=ft.Padding.only(left=S12),
        border=ft.Border(left=ft.BorderSide(3, DONE)),
    )
