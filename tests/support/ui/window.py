"""One window of the real app without a browser: Flet's own session over a connection that goes nowhere.

    async with Window(services) as window:
        await window.type("Your name", "Ada")
        await window.tap("Next: choose your lock")
        assert window.shows("Words are safer")

Flet's internals are used here, as far as its server uses them; Flet is pinned exactly.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Self
from unittest.mock import patch

import flet as ft
import msgpack  # type: ignore[import-untyped]
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import Message, configure_encode_object_for_msgpack
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

from carerapp.ui import shell
from carerapp.ui.features.unlock.moment import Moment
from carerapp.ui.services import AppServices
from carerapp.ui.shell import App
from carerapp.ui.window.main import main

ENCODE = configure_encode_object_for_msgpack(BaseControl)  # type: ignore[no-untyped-call]
_UPWARDS = ("_parent", "_parent_component", "_internals", "_contexts")
_HOLDS = (BaseControl, list, tuple, dict)
TAPS = (ft.FilledButton, ft.OutlinedButton, ft.TextButton, ft.IconButton, ft.Container)


class _Nowhere(Connection):
    """Encodes as the real one does, which is what makes Flet track changes; sends nothing."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.loop = asyncio.get_running_loop()
        self.pubsubhub = PubSubHub(loop=self.loop, executor=None)

    def send_message(self, message: Message) -> None:
        msgpack.packb([message.action, message.body], default=ENCODE)


class Window:
    """``settle``: taps come no sooner than a thumb's, unless it says that the window is to wait for them."""

    def __init__(self, services: AppServices, *, width: int = 390, settle: bool = False) -> None:
        self._services = services if settle else replace(services, settle_seconds=0)
        self._width = width
        self.app: App

    async def __aenter__(self) -> Self:
        self.session = Session(_Nowhere())
        page = self.session.page
        _context_page.set(page)
        self.session.apply_page_patch(
            {"route": "/", "width": self._width, "height": 844, "platform": "android"}
        )
        msgpack.packb(self.session.get_page_patch(), default=ENCODE)  # type: ignore[no-untyped-call]
        made: list[App] = []

        class Kept(shell.App):
            def __init__(self, *args: Any) -> None:
                super().__init__(*args)
                made.append(self)

        with patch("carerapp.ui.window.main.App", Kept):
            main(page, self._services)
        self.app = made[0]
        self._note_drawings()
        await self.until(lambda: bool(self.words()), "the window stayed empty")
        return self

    async def __aexit__(self, *_: object) -> None:
        self.session.close()  # type: ignore[no-untyped-call]
        own = asyncio.current_task()
        others: set[asyncio.Task[Any]] = {task for task in asyncio.all_tasks() if task is not own}
        while others:  # one that was woken in the same moment lets the first cancelling pass
            for task in others:
                task.cancel()
            others = (await asyncio.wait(others, timeout=1))[1]

    def _note_drawings(self) -> None:
        settling, self._drawn = self.app.settling, self.app.display.version
        first = settling.drawn

        def drawn(shown: Hashable) -> int:
            number = first(shown)
            self._drawn = self.app.display.version
            return number

        settling.drawn = drawn  # type: ignore[method-assign]

    async def drawn(self) -> None:
        """Until what was asked for last is on the screen."""
        await self.until(lambda: self._drawn == self.app.display.version, "not drawn anew")

    async def typing_paused(self) -> None:
        """Until no pause in the typing is waited for any more."""
        await asyncio.sleep(0.01)
        waited = ("Drafts._after_a_pause", "Drafts._remember_anew")

        def over() -> bool:
            works: list[object] = [task.get_coro() for task in asyncio.all_tasks()]
            return not any(getattr(work, "__qualname__", "") in waited for work in works)

        await self.until(over, "what was typed is not saved", 30)

    # --- what is on the screen -------------------------------------------------------------
    def controls(self) -> Iterator[BaseControl]:
        """Everything drawn now, top to bottom."""
        return controls_in(self.session.page.views)

    def words(self) -> list[str]:
        return words_in(self.session.page.views)

    def shows(self, words: str) -> bool:
        return any(re.search(words, said) for said in self.words())

    def taps(self) -> list[str]:
        """The names of what can be tapped, top to bottom."""
        return [name for name, _ in taps_in(self.session.page.views)]

    def value(self, label: str) -> str:
        return str(self._box(label).value or "")

    async def see(self, words: str) -> None:
        await self.until(lambda: self.shows(words), f"not seen: {words}")

    async def until(self, true: Callable[[], bool], otherwise: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"{otherwise}\nThe screen says: {self.words()}"
            await asyncio.sleep(0.01)

    # --- what a person does ----------------------------------------------------------------
    async def tap(self, name: str, nth: int = 0) -> None:
        await self.until(lambda: len(self._named(name)) > nth, f"no such button: {name}")
        await self._event(self._named(name)[nth], "click")

    async def tap_row(self, title: str) -> None:
        """A large row whose first words are these."""

        def found() -> list[BaseControl]:
            rows = [c for c in self.controls() if isinstance(c, ft.Container) and c.on_click is not None]
            return [r for r in rows if title in [str(t.value) for t in _within(r) if isinstance(t, ft.Text)]]

        await self.until(lambda: bool(found()), f"no such row: {title}")
        await self._event(found()[0], "click")

    async def type(self, label: str, text: str, *, between: Callable[[], object] | None = None) -> None:
        """As the browser tells it, in two messages: the box's new value, then that a key was pressed."""
        await self.until(lambda: self._field(label) is not None, f"no such field: {label}")
        box = self._box(label)
        self.session.apply_patch(box._i, {"value": text})
        if between:
            between()
            await asyncio.sleep(0.3)
            box = self._box(label)
        await self._event(box, "change", text)

    async def leave(self, label: str) -> None:
        await self._event(self._box(label), "blur")

    async def type_pin(self, pin: str) -> None:
        """On our own keys, faster than they are drawn anew: that takes longer than all the rest."""
        await self.until(lambda: bool(self._named(pin[0])), "there are no keys")
        for digit in pin:
            await self.session.dispatch_event(self._named(digit)[0]._i, "click", None)
        await self.drawn()
        await self.tap("Enter the PIN")
        await self.until(
            lambda: not (Moment in self.app.states and self.app.state(Moment).working),
            "the app went on opening",
        )
        await asyncio.sleep(0.02)

    async def _event(self, control: BaseControl, name: str, data: object = None) -> None:
        before = self.app.display.version
        await self.session.dispatch_event(control._i, name, data)
        for _ in range(20):
            await asyncio.sleep(0.005)
            if self.app.display.version != before:
                break
        await asyncio.sleep(0.01)

    def _named(self, name: str) -> list[BaseControl]:
        return [control for found, control in taps_in(self.session.page.views) if found == name]

    def _field(self, label: str) -> ft.TextField | None:
        for control in self.controls():
            if isinstance(control, ft.Semantics) and control.label == label:
                for one in _within(control):
                    if isinstance(one, ft.TextField):
                        return one
        return None

    def _box(self, label: str) -> ft.TextField:
        box = self._field(label)
        assert box is not None, f"no such field: {label}; the screen says {self.words()}"
        return box


def controls_in(drawn: object) -> Iterator[BaseControl]:
    """Every control in what was drawn, top to bottom."""
    left = [drawn]
    while left:
        one = left.pop()
        if isinstance(one, BaseControl):
            yield one
            left += [
                value
                for name, value in reversed(vars(one).items())
                if isinstance(value, _HOLDS) and name not in _UPWARDS and name[:2] != "__"
            ]
        elif isinstance(one, dict):
            left += [value for value in reversed(one.values()) if isinstance(value, _HOLDS)]
        elif isinstance(one, list | tuple):
            left += [value for value in reversed(one) if isinstance(value, _HOLDS)]


def words_in(drawn: object) -> list[str]:
    """What a reader of the screen reads, in boxes too."""
    return words_of(controls_in(drawn))


def words_of(controls: Iterable[BaseControl]) -> list[str]:
    """The same of every control in what was drawn."""
    found = []
    for control in controls:
        if isinstance(control, ft.Text | ft.TextField):
            found.append(str(control.value or ""))
        elif isinstance(control, ft.Semantics) and control.label:
            found.append(control.label)
    return [words.replace("\u00a0", " ") for words in found if words]


def taps_in(drawn: object) -> list[tuple[str, BaseControl]]:
    """What can be tapped, and its name: the words in it, or the name that stands for them."""
    return taps_of(controls_in(drawn))


def taps_of(controls: Iterable[BaseControl]) -> list[tuple[str, BaseControl]]:
    """The same of every control in what was drawn."""
    found: list[tuple[str, BaseControl]] = []
    for control in controls:
        if isinstance(control, TAPS) and control.on_click is not None:
            texts: list[str] = []
            labels: list[str] = []
            for one in _within(control):
                if isinstance(one, ft.Text):
                    texts.append(str(one.value or ""))
                elif isinstance(one, ft.Semantics) and one.label:
                    labels.append(one.label)
            found += [(name.replace("\u00a0", " "), control) for name in dict.fromkeys(labels or texts)]
    return found


def _within(control: BaseControl) -> Iterator[BaseControl]:
    for name in ("content", "icon", "controls"):
        inner = getattr(control, name, None)
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, BaseControl):
                yield one
                yield from _within(one)
