"""What has to be put right on a screen: above everything on it, a way to each; gone once it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import flet as ft

from carerapp.ui import kit
from carerapp.ui.shell import App


class Problem(NamedTuple):
    """``words``: what to do. ``at``: the `kit.spot` where it is done."""

    words: str
    at: str


def summary(app: App, problems: Sequence[Problem]) -> list[ft.Control]:
    """[] where nothing is wrong. It takes the focus when it comes up: a keyboard and a screen reader begin
    there, as a reader does."""
    if not problems:
        return []
    things = "Check this first" if len(problems) == 1 else f"Check these {len(problems)} first"
    ways = [
        kit.button(one.words, partial(app.display.show, one.at), "text", left=True, autofocus=number == 0)
        for number, one in enumerate(problems)
    ]
    return [
        kit.card(
            kit.status("check", things, "strong"), *ways, border=ft.Colors.ON_SURFACE, width=3, spacing=4
        )
    ]
