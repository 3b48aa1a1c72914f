"""What a screen refused: told on top of it with a way to each place, until it is mended; and beside it.

Whatever is drawn beside a field says it here too; the window puts the list together once the screen is made
(`carerapp/ui/window/drawing.py`). A message that a box has while nothing was refused stands beside it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import flet as ft

from carerapp.ui.kit.buttons import button
from carerapp.ui.kit.cards import card, spot_key
from carerapp.ui.kit.look import Problem, look
from carerapp.ui.kit.status import status
from carerapp.ui.kit.words import h2

TITLE = "There is a problem"


def refused(words: str, at: str, box: str = "") -> None:
    """``words``: what to do; ``at``: the spot where; ``box``: the key of what is typed in there."""
    look().problems.append(Problem(words, at, box))


def beside(content: ft.Control, at: str, problem: str) -> ft.Control:
    """A place that is no box to type in, with what has to be put right there, or ""."""
    told: list[ft.Control] = []
    if problem:
        refused(problem, at)
        told = [status("check", f"Check this: {problem}")]
    inside = ft.Column(
        [content, *told], spacing=6, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True
    )
    return ft.Container(inside, key=spot_key(at))


def summary(problems: Sequence[Problem], show: Callable[[Problem], object]) -> list[ft.Control]:
    """[] where nothing was refused. It takes the focus when it comes up: a keyboard and a screen reader begin
    there, as a reader does."""
    if not problems:
        return []
    ways = (
        button(one.words, partial(show, one), "text", left=True, autofocus=number == 0)
        for number, one in enumerate(problems)
    )
    return [card(h2(TITLE, leads=True), *ways, border=ft.Colors.ON_SURFACE, width=3, spacing=4)]


def wrong(words: str) -> list[ft.Control]:
    """What was refused where there is no box, such as a PIN; read out by itself. [] where nothing was."""
    if not words:
        return []
    told = card(status("check", words, "strong"), border=ft.Colors.ON_SURFACE, width=3)
    return [ft.Semantics(live_region=True, content=told)]
