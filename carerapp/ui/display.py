"""How this window shows: its width, its text size, its fonts, and when it is drawn anew."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import flet as ft

from carerapp.settings import PAINT_SECONDS, SAVING_SEEN_SECONDS, STORE_ANSWER_SECONDS
from carerapp.ui.heads import Heads
from carerapp.ui.scrolls import Scrolls
from carerapp.ui.theme import LOW_BELOW, LOW_FROM, WIDE_FROM
from carerapp.ui.typefaces import Typefaces


class Display:
    """Of one window. The components that draw it set `draw`, and `draw_proof` for the proof of saving."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self.connected = True  # the window is there; a phone's browser may come and go
        self.big = False  # text above about 140 %
        self.faces = Typefaces(page)
        self.heads = Heads()
        self.version = 0  # grows with each drawing
        self.boxes: dict[str, int] = {}  # those to type in, by key, and since which drawing
        self.draw: Callable[[int], None] | None = None
        self.draw_proof: Callable[[int], None] | None = None  # draws the proof of saving by itself
        self.scrolls = Scrolls()
        self._dialog: ft.DialogControl | None = None
        self._scroll: ft.Column | None = None
        self._top: tuple[object, str] = (None, "")  # the key of what scrolls, and what it began with
        self._told = False  # that something was refused
        self.text_boxes: dict[str, ft.TextField] = {}  # by key, as they are drawn
        self._held: list[asyncio.TimerHandle] = []  # drawings that wait for the proof

    @property
    def wide(self) -> bool:
        """Room for a list and its detail side by side."""
        return (self._page.width or 0) >= WIDE_FROM and not self.big

    @property
    def low(self) -> bool:
        """A phone on its side."""
        return 0 < (self._page.height or 0) < LOW_BELOW and (self._page.width or 0) >= LOW_FROM

    def redraw(self, *, proof_first: bool, hold: bool = False) -> None:
        """Draw anew. When something was saved, the proof of it goes first: the screen takes longer. ``hold``:
        the proof is not there yet. What is said instead waits a moment for it, the screen a little longer, so
        that the proof does not wait for them."""
        self.version += 1
        if not (proof_first and self.connected and (self.draw_proof or hold)):
            self._draw()
            return
        self._let_go()
        loop = asyncio.get_running_loop()
        if hold:
            later = ((SAVING_SEEN_SECONDS, self._draw_proof), (STORE_ANSWER_SECONDS, self._draw))
            self._held = [loop.call_later(seconds, draw) for seconds, draw in later]
            return
        self._draw_proof()
        loop.call_soon(loop.call_soon, self._draw)  # after the turn in which the proof is drawn

    def begins(self, scroll: ft.Column, top: str, depth: int, at: str = "", *, told: bool = False) -> None:
        """What scrolls in this drawing, and what its first part is about: of another one the start is shown.
        What scrolls stays the same control: making it anew costs as much as all that stands in it. A screen
        that is come back to stands where it stood; ``at``: the spot that a new one begins with;
        ``told``: what was refused stands on top of it."""
        before, self._top = self._top, (scroll.key, top)
        news, self._told = told and not self._told, told
        self._scroll, key = scroll, str(scroll.key)
        stood = self.scrolls.stood(key)
        self.scrolls.shows(key, depth)
        if before[0] == scroll.key:
            if before[1] != top or news:
                self._page.run_task(_scrolled_to, scroll, 0.0, "")
        elif stood or at:
            self._page.run_task(_scrolled_to, scroll, stood, "" if stood else at)

    def open(self, dialog: ft.DialogControl) -> None:
        """Over the screen, until it is answered or a tap beside it."""
        self.close()
        self._dialog = dialog
        self._page.show_dialog(dialog)

    def close(self) -> None:
        """Nothing stands over the screen any more."""
        if self._dialog is not None and self._dialog.open:
            self._dialog.open = False
            self._dialog.update()
        self._dialog = None

    def show(self, at: str, box: str = "") -> None:
        """The spot of that name on the screen that is drawn; the keyboard goes to the box there."""
        if self._scroll is not None and at:
            self._page.run_task(_scrolled_to, self._scroll, 0.0, at)
        if box:
            self._page.run_task(self._to_box, box)

    async def _to_box(self, key: str) -> None:
        """Once the tap that leads there is drawn; a window that is gone by then is not missed."""
        await asyncio.sleep(PAINT_SECONDS)
        if key in self.text_boxes:
            with contextlib.suppress(TimeoutError, RuntimeError):
                await self.text_boxes[key].focus()  # type: ignore[no-untyped-call]

    def _let_go(self) -> None:
        for timer in self._held:
            timer.cancel()
        self._held = []

    def _draw_proof(self) -> None:
        if self.draw_proof and self.connected:
            self.draw_proof(self.version)

    def _draw(self) -> None:
        self._let_go()
        if self.draw and self.connected:
            self.draw(self.version)


async def _scrolled_to(scroll: ft.Column, pixels: float, at: str) -> None:
    """Once it is drawn; a window that is gone by then is not missed."""
    with contextlib.suppress(TimeoutError, RuntimeError):
        if at:
            await scroll.scroll_to(scroll_key=at)
        else:
            await scroll.scroll_to(offset=pixels)
