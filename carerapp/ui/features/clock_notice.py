"""On every screen, the locked ones too, while something speaks against the device's clock: what, and what
to do. A locked screen says nothing of what is inside."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.uk_time import uk_words
from carerapp.ui import kit
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def clock_notice(app: App) -> list[ft.Control]:
    """A card; nothing while nothing speaks against the clock."""
    if app.locking.hidden:
        return []
    doubt = app.clock.doubt()
    if not doubt.words:
        return []
    now = app.now()
    files = () if app.locked else app.book.children()
    begun = [(c.id, e) for c in files if (e := c.open_episode) and e.unknown_since > now]
    items: list[ft.Control] = [
        kit.status("check", doubt.words, "strong"),
        kit.text(
            f"It says {uk_words(now, f'%H:%M on {now.day} %B %Y')} now. If that is wrong, set it in the "
            "settings of the device. Go on writing: nothing is lost."
        ),
    ]
    for child, episode in begun:
        go = partial(app.go, ScreenName.LAST_SEEN, child=child, episode=episode.id)
        items.append(kit.button("The clock is right. Put the log right", go))
    if not doubt.certain:
        items.append(kit.button("The clock is right", app.clock.confirm, "text"))
    return [kit.card(*items, width=3, border=ft.Colors.ON_SURFACE)]
