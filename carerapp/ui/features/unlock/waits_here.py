"""What the lock screen says of the authority: that there is something, never about whom."""

from __future__ import annotations

import flet as ft

from carerapp.ui import kit
from carerapp.ui.shell import App

URGENT = "A child may be missing: something new from the authority. Unlock to read it."
NEW = "Something new from the authority. Unlock to read it."


def waits_here(app: App) -> list[ft.Control]:
    """What came since it was locked, and how many entries are still to be sent."""
    listening = app.services.listening
    if listening is None:
        return []
    said: list[ft.Control] = []
    if listening.new:
        said.append(kit.status("due", URGENT if listening.urgent else NEW))
    if count := listening.waiting:
        what = "1 entry waits" if count == 1 else f"{count} entries wait"
        said.append(kit.text(f"{what} here to be sent. It goes on by itself.", "small", center=True))
    return said
