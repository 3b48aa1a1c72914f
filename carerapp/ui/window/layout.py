"""From a Screen to controls: phone, tablet, large text."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from carerapp.ui import kit
from carerapp.ui.screen import Screen
from carerapp.ui.theme import CARD, HAIR, PAGE, READABLE, S4, S8, S12, S16, S24, SIDE_WIDTH

Scrolled = Callable[[ft.OnScrollEvent], None] | None  # None: nobody asks where it stands
SCROLL_PAUSE_MS = 100  # between two words about where the scroll stands
EMERGENCY_PARTS = 20  # of a tablet's bar
BAR_PARTS = (16, 16, 12, 9)  # of what stands beside: each, by how many buttons there are
_STRETCH = ft.CrossAxisAlignment.STRETCH


def lay_out(
    screen: Screen,
    *,
    emergency: ft.Control | None,
    signed: ft.Control | None,
    strip: ft.Control | None,
    warning: list[ft.Control],
    foot: ft.Control,
    scroll: ft.Column,
) -> ft.Control:
    """One column on a phone or with large text; list and detail where there is room. ``scroll``: from
    `scrolling`, what is read stands in it."""
    look = kit.look()
    if screen.side is not None and look.wide:
        return _two_columns(screen, emergency, signed, warning, foot, scroll)
    sticky_stays = bool(screen.sticky) and (screen.keep_sticky or not look.big)
    under = screen.header.data if isinstance(screen.header.data, ft.Control) else None
    items = [*([under] if under else []), *warning, *(screen.side or []), *screen.body]
    if look.low:
        last = [*(each for each in (strip, signed) if each), *screen.last]
        return _low(screen, items, emergency, last, scroll)
    if screen.sticky and not sticky_stays:
        items += screen.sticky
    if strip and look.big:
        items.append(strip)
    items += screen.last
    parts: list[ft.Control] = [screen.header, *([signed] if signed else [])]
    one_bar = look.wide and not screen.keep_sticky
    if strip and not look.big and not one_bar:
        parts.append(strip)
    width = READABLE if look.wide and screen.narrow else None
    parts.append(_filled(scroll, items, width))
    if one_bar:
        parts.append(_one_bar(screen.sticky, emergency, foot))
        return _stack(parts)
    low = [*([kit.thumb_row(screen.thumb)] if screen.thumb else []), *(screen.sticky if sticky_stays else [])]
    if low:
        parts.append(_sticky(low, emergency is not None))
    if emergency:
        parts.append(emergency)
    return _stack(parts)


def _low(
    screen: Screen,
    items: list[ft.Control],
    emergency: ft.Control | None,
    last: list[ft.Control],
    scroll: ft.Column,
) -> ft.Control:
    """A phone on its side: one row under what is read, with all that stays."""
    many = kit.look().big or len(screen.sticky) > 2
    stays = [] if many and not screen.keep_sticky else screen.sticky
    low: list[ft.Control] = [ft.Container(each, expand=3) for each in screen.thumb]
    low += [ft.Container(each, expand=6) for each in stays]
    if isinstance(emergency, ft.Container):
        emergency.border, emergency.expand = None, 10
        low.append(emergency)
    read = [*items, *([] if stays else screen.sticky), *last]
    parts = [screen.header, _filled(scroll, read)]
    if low:
        bar = ft.Row(low, spacing=S8, vertical_alignment=ft.CrossAxisAlignment.CENTER)
        first = 0 if low == [emergency] else S16  # it has an edge of its own
        edges = ft.Padding.only(left=first, right=0 if emergency else S16, top=S4, bottom=S4)
        line = ft.Border(top=ft.BorderSide(1, HAIR))
        parts.append(ft.Container(bar, bgcolor=CARD, padding=edges, border=line))
    return _stack(parts)


def scrolling(key: str, scrolled: Scrolled = None) -> ft.Column:
    """What scrolls, with nothing in it yet: the same one, where it was, as long as it has this key."""
    return ft.Column(
        scroll=ft.ScrollMode.AUTO,
        spacing=S16,
        horizontal_alignment=_STRETCH,
        key=f"scroll:{key}",
        on_scroll=scrolled,
        scroll_interval=SCROLL_PAUSE_MS,
    )


def with_word(window: ft.Control, change: str, shown: Callable[[], None], heard: str) -> ft.Control:
    """The window sends word once it shows this change: what is new is measured when it is laid out.
    ``heard``: what is read out and stands out of sight, or ""."""
    mark = ft.Container(height=0, key=f"change:{change}", on_size_change=lambda _: shown())
    said = kit.Heard(label=heard, live_region=True, content=ft.Container(height=1), key="heard")
    return _stack([window, mark, *([said] if heard else [])])


def _stack(parts: list[ft.Control]) -> ft.Control:
    return ft.Column(parts, spacing=0, expand=True, horizontal_alignment=_STRETCH)


def _filled(
    column: ft.Column, items: list[ft.Control], width: float | None = None, pad: float = S16
) -> ft.Control:
    column.controls = [*items, kit.gap(S16)]
    column.expand, column.width = width is None, width
    inside: ft.Control = column
    if width:
        inside = ft.Row(
            [column], alignment=ft.MainAxisAlignment.CENTER, expand=True, vertical_alignment=_STRETCH
        )
    return ft.Container(
        inside, expand=True, padding=ft.Padding.only(left=pad, right=pad, top=S16), bgcolor=PAGE
    )


def _sticky(items: list[ft.Control], emergency: bool) -> ft.Control:
    column = ft.Column(items, spacing=S8, horizontal_alignment=_STRETCH, tight=True)
    inside: ft.Control = column
    if kit.look().wide:
        column.width = READABLE
        inside = ft.Row([column], alignment=ft.MainAxisAlignment.CENTER)
    return ft.Container(
        inside,
        bgcolor=CARD,
        padding=ft.Padding.only(left=S16, right=S16, top=S12, bottom=S4 if emergency else S12),
        border=ft.Border(top=ft.BorderSide(1, HAIR)),
    )


def _two_columns(
    screen: Screen,
    emergency: ft.Control | None,
    signed: ft.Control | None,
    warning: list[ft.Control],
    foot: ft.Control,
    scroll: ft.Column,
) -> ft.Control:
    said = [*(screen.side or []), *([foot] if kit.look().low else [])]
    left = ft.Container(
        _filled(scrolling(f"{scroll.key}:side"), [*warning, *said]),
        width=SIDE_WIDTH,
        border=ft.Border(right=ft.BorderSide(1, HAIR)),
    )
    right = ft.Container(_filled(scroll, [*screen.body, *screen.last], pad=S24), expand=True)
    columns = ft.Row([left, right], expand=True, spacing=0, vertical_alignment=_STRETCH)
    bar = _one_bar(screen.sticky, emergency, None if kit.look().low else foot)
    return _stack([screen.header, *([signed] if signed else []), columns, bar])


def _one_bar(sticky: list[ft.Control], emergency: ft.Control | None, foot: ft.Control | None) -> ft.Control:
    """A tablet's bottom: what is saved and by whom, what to do, 999 and 101."""
    # the words of 999 and 101 stay on one line, however many buttons stand beside them
    part = BAR_PARTS[min(len(sticky), len(BAR_PARTS) - 1)]
    items: list[ft.Control] = [ft.Container(foot, expand=part)] if foot else []
    items += [ft.Container(item, expand=part) for item in sticky]
    if isinstance(emergency, ft.Container):
        emergency.border, emergency.expand = None, EMERGENCY_PARTS
        items.append(emergency)
    return ft.Container(
        ft.Row(items, spacing=S16),
        bgcolor=CARD,
        padding=ft.Padding.only(left=S16),
        border=ft.Border(top=ft.BorderSide(1, HAIR)),
    )
