"""Above the children: what this device has to say before anything is asked."""

from __future__ import annotations

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.host import LITTLE_ROOM
from carerapp.ui.shell import App


def kept_time(app: App) -> list[ft.Control]:
    """What the carer kept on the first page, before the app was ready."""
    since = app.parts.host.not_seen_since
    if since is None:
        return []
    return [
        kit.card(
            kit.status("due", f"You kept a time: not seen since {clock(since, app.now())}", "strong"),
            kit.text("The clock starts there when you tap “isn’t where they should be” below."),
            kit.button("Erase this time", app.parts.host.forget_time, "text"),
        )
    ]


def storage(app: App) -> list[ft.Control]:
    """What can become of the notes on this device, told before it does."""
    host, told = app.parts.host, []
    if host.room is not None and host.room < LITTLE_ROOM:
        told.append(
            f"There is room for only {host.room // 1_000_000}\u00a0MB more on this phone. Delete photos or apps that "
            "you do not need, so that everything you write can be saved."
        )
    if host.may_be_removed:
        told.append(
            "This browser has not promised to keep your notes when the phone runs out of room. Put the app on the "
            "home screen, and make a copy of the log after each time."
        )
    return [kit.card(*(kit.status("check", words) for words in told))] if told else []
