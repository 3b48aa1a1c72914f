"""Where a card's words come from: behind one quiet line, for whoever wants to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.ui import kit
from carerapp.ui.shell import App

WORDS = "Where this comes from"


@dataclass
class WhereFromState:
    """Those that were opened."""

    opened: set[str] = field(default_factory=set)

    def open(self, about: str) -> None:
        """A tap on the line."""
        self.opened.add(about)


def where_from(app: App, about: str, of: str, shown: Callable[[], list[ft.Control]]) -> list[ft.Control]:
    """``about``: which of a screen's; ``of``: what it is about, for a screen reader; ``shown``: what a tap
    brings out."""
    state = app.state(WhereFromState)
    if about in state.opened:
        return shown()
    return [kit.button(WORDS, partial(state.open, about), "text", left=True, label=f"{WORDS}: {of}")]
