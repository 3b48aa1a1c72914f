"""The files are gone while the app is open: said at once, with a way to keep what is still in memory."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.access import NotSaved
from carerapp.actions.copy_out import copy_out
from carerapp.ui import kit
from carerapp.ui.shell import App


def gone_card(app: App) -> list[ft.Control]:
    """Above every screen of an open record; nothing while the files are where they were."""
    if not app.locking.store_gone:
        return []
    return [
        kit.card(
            kit.status("check", str(NotSaved(gone=True)), "strong"),
            kit.button("Save a copy elsewhere", partial(_save, app), icon_=ft.Icons.SAVE_ALT, main=True),
            kit.text("The copy is not locked. Keep it safe.", "small"),
            width=3,
            border=ft.Colors.ON_SURFACE,
        )
    ]


async def _save(app: App) -> None:
    words = copy_out(app.book, app.drafts.unsaved())
    await app.device.save_file(f"notes-{app.now():%Y-%m-%d-%H%M}.txt", words.encode())
