"""On every screen of a child whose rules this device does not have: that what it shows is not theirs."""

from __future__ import annotations

import flet as ft

from carerapp.domain.lacking import lacking_words
from carerapp.ui import kit
from carerapp.ui.shell import App


def lacking_notice(app: App) -> list[ft.Control]:
    """A card; nothing where the rules are here, or the screen is about no child."""
    id = "" if app.locked else app.place.get("child")
    if not id or id not in app.book.ids():
        return []
    words = lacking_words(app.book.child(id))
    return [kit.card(kit.status("check", words, "strong"), width=3)] if words else []
