"""A window of the app whose screens are drawn, tapped and typed in without Flet's own session: a tenth of the
time. The same App, the same screens, the same handlers."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import flet as ft
from flet.controls.base_control import BaseControl
from PIL import Image

from carerapp.ui import kit
from carerapp.ui.services import AppServices
from carerapp.ui.shell import App
from carerapp.ui.window import drawing
from carerapp.ui.window.routes import SCREENS
from tests.support.pins import PIN
from tests.support.ui.window import controls_in, taps_in, words_in


class _Page:
    """As much of a page as the app asks of it."""

    def __init__(self, width: int, tasks: set[asyncio.Task[Any]]) -> None:
        self.width, self.height, self.route, self.overlay = width, 844, "/", list[Any]()
        self.fonts: dict[str, str] = {}
        self._tasks = tasks
        self.failed: list[str] = []  # what went on beside the screen and ended in an error

    def run_task(self, work: Callable[..., Any], *args: Any) -> None:
        task = asyncio.get_running_loop().create_task(work(*args))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            self.failed.append(repr(problem)[:200])

    def show_dialog(self, dialog: Any) -> None:
        """A picker of Flet's own: nobody picks anything here."""

    async def push_route(self, route: str) -> None:
        self.route = route


class PlainWindow:
    """``width``: below 700 a phone, above a tablet."""

    def __init__(self, services: AppServices, width: int = 390) -> None:
        self.tasks: set[asyncio.Task[Any]] = set()
        page: Any = _Page(width, self.tasks)
        self.failed: list[str] = page.failed
        self.app = App(page, services)
        services.host.when_left = self.app.locking.app_hidden
        _nowhere(self.app)

    # --- what is on the screen ---------------------------------------------------------------
    def drawn(self) -> ft.Control:
        """The window as it is now."""
        plain: Any = lambda app: kit.saved_strip(app.saved.last(app.session.saved_words()))
        with patch.object(drawing, "_proof", plain):
            return drawing.drawn(self.app, SCREENS)

    def taps(self) -> list[tuple[str, BaseControl]]:
        return taps_in(self.drawn())

    def words(self) -> list[str]:
        return words_in(self.drawn())

    def boxes(self) -> dict[str, ft.TextField]:
        """By the key of the box."""
        found = (c for c in controls_in(self.drawn()) if isinstance(c, ft.TextField))
        return {str(box.key): box for box in found}

    # --- what a person does ------------------------------------------------------------------
    async def tap(self, control: BaseControl) -> None:
        handler: Any = control
        handler.on_click(None)
        await self.settled()

    async def type(self, box: ft.TextField, words: str) -> None:
        event: Any = SimpleNamespace(data=words, control=box)
        handler: Any = box.on_change
        handler(event)
        await self.settled()

    async def leave(self, box: ft.TextField) -> None:
        handler: Any = box.on_blur
        if handler is not None:
            handler(None)
        await self.settled()

    async def unlock(self, pin: str = PIN) -> None:
        """The right one of somebody."""
        services = self.app.services
        self.app.states.clear()
        self.app.locking.unlocked(services.door.unlock(pin))
        await self.settled()

    async def settled(self) -> None:
        """What was begun gets its turn; nobody's pause passes."""
        for _ in range(8):
            await asyncio.sleep(0)


def _nowhere(app: App) -> None:
    """Files, mails and calls leave the app, and go nowhere."""
    device: Any = app.device

    async def nothing(*_: object) -> None:
        device._leaving()

    async def picture() -> bytes:
        device._leaving()
        return _picture()

    device._open = lambda url: None
    device.save_file = device.share_file = nothing
    device.pick_photo = picture


@cache
def _picture() -> bytes:
    """Small: a walk takes many."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(out, "JPEG")
    return out.getvalue()
