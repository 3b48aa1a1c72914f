"""How this window shows: its width, its text size, its fonts, and when it is drawn anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import flet as ft

from carerapp.ui.theme import WIDE_FROM
from carerapp.ui.typefaces import Typefaces


class Display:
    """Of one window. The components that draw it set `draw`, and `draw_proof` for the proof of saving."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self.connected = True  # the window is there; a phone's browser may come and go
        self.big = False  # text above about 140 %
        self.faces = Typefaces(page)
        self.version = 0  # grows with each drawing
        self.boxes: dict[str, int] = {}  # those to type in, by key, and since which drawing
        self.draw: Callable[[int], None] | None = None
        self.draw_proof: Callable[[int], None] | None = None  # draws the proof of saving by itself

    @property
    def wide(self) -> bool:
        """Room for a list and its detail side by side."""
        return (self._page.width or 0) >= WIDE_FROM and not self.big

    def redraw(self, *, proof_first: bool) -> None:
        """Draw anew. When something was saved, the proof of it goes first: the screen takes longer."""
        self.version += 1
        if proof_first and self.draw_proof and self.connected:
            self.draw_proof(self.version)
            loop = asyncio.get_running_loop()
            loop.call_soon(loop.call_soon, self._draw)  # after the turn in which the proof is drawn
        else:
            self._draw()

    def _draw(self) -> None:
        if self.draw and self.connected:
            self.draw(self.version)
