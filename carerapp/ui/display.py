"""How this window shows: its width, its text size, its fonts, and when it is drawn anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import flet as ft

from carerapp.settings import STORE_ANSWER_SECONDS
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
        self._held: asyncio.TimerHandle | None = None  # a drawing that waits for the proof

    @property
    def wide(self) -> bool:
        """Room for a list and its detail side by side."""
        return (self._page.width or 0) >= WIDE_FROM and not self.big

    def redraw(self, *, proof_first: bool, hold: bool = False) -> None:
        """Draw anew. When something was saved, the proof of it goes first: the screen takes longer. ``hold``:
        the proof is not there yet; the screen waits a moment, so that the proof does not wait for it."""
        self.version += 1
        if not (proof_first and self.connected and (self.draw_proof or hold)):
            self._draw()
            return
        if self.draw_proof:
            self.draw_proof(self.version)
        self._let_go()
        loop = asyncio.get_running_loop()
        if hold:
            self._held = loop.call_later(STORE_ANSWER_SECONDS, self._draw)
        else:
            loop.call_soon(loop.call_soon, self._draw)  # after the turn in which the proof is drawn

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.cancel()
            self._held = None

    def _draw(self) -> None:
        self._let_go()
        if self.draw and self.connected:
            self.draw(self.version)
