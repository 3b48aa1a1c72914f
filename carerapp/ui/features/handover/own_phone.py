"""The number under which the police reach the carer: kept for the next time, printed on the first page."""

from __future__ import annotations

import flet as ft

from carerapp.actions.own_phone import carer_now, keep_own_phone
from carerapp.ui import kit
from carerapp.ui.shell import App

LABEL = "Your phone, for the police"


def own_phone(app: App) -> ft.Control:
    """Saved while it is typed, for whoever is signed in."""
    key = f"own-phone:{app.book.person.id}"

    def save(words: str) -> None:
        keep_own_phone(app.book, words)

    app.drafts.belongs(key, save)
    box = kit.text_box(
        LABEL,
        app.drafts.get(key, carer_now(app.book).phone),
        lambda text: app.drafts.type(key, text, save),
        lambda: app.drafts.left(key),
        key=key,
    )
    return kit.card(kit.labelled(LABEL, box, hint="Printed on the first page. Kept for the next time."))
