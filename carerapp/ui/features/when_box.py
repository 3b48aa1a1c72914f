"""A box for the time of something that is about to be written: read when it is saved, and not before."""

from __future__ import annotations

from typing import Protocol

import flet as ft

from carerapp.domain.typed_time import TypedTime
from carerapp.ui import kit
from carerapp.ui.shell import App


class Reads(Protocol):
    """A screen's state with how the time was read when somebody tapped Save."""

    read: TypedTime


def when_box(app: App, key: str, label: str, state: Reads, *, hint: str, kept: str = "") -> ft.Control:
    """What was wrong with the time stands beside it; ``kept``: what else is said then. A time that clocks
    showed twice is asked about."""
    problem = f"{state.read.problem} {kept}".strip() if state.read.problem else ""
    box = kit.text_box(
        label, app.drafts.get(key), lambda text: app.drafts.type(key, text), key=key, problem=bool(problem)
    )
    asked = kit.labelled(label, box, hint=kit.uk_time_hint(hint, app.now()), problem=problem)

    def choose(which: str) -> None:
        app.drafts.type(key, f"{app.drafts.get(key)} {which}")
        state.read = TypedTime()

    return kit.which_hour(choose, asked) if state.read.twice else asked
