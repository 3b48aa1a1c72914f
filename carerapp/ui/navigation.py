"""Where a window is: the stack of its places, going and coming back, and the browser's address bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import flet as ft

from carerapp.domain.json_value import Json
from carerapp.ui.display import Display
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName

HOME = Place(ScreenName.CHILDREN)


class Navigation:
    """`leaving` is called before another place is on top, `arrived` after."""

    def __init__(
        self, page: ft.Page, display: Display, leaving: Callable[[], None], arrived: Callable[[], None]
    ) -> None:
        self._page, self._display, self._leaving, self._arrived = page, display, leaving, arrived
        self.stack: list[Place] = [HOME]
        self._open = False  # while locked, the address bar says nothing
        self._pushed: list[str] = []  # routes we asked for and have not yet heard back about

    @property
    def place(self) -> Place:
        """The one on top: what is shown while unlocked."""
        return self.stack[-1]

    @property
    def before(self) -> ScreenName | None:
        """The screen that Back returns to; None at home."""
        return self.stack[-2].name if len(self.stack) > 1 else None

    def go(self, name: ScreenName, **args: str) -> None:
        """To another screen; Back returns here."""
        self._move([*self.stack, Place(name, args)])

    def replace(self, name: ScreenName, **args: str) -> None:
        """To another screen in place of this one: a finished step is not gone back to."""
        self._move([*self.stack[:-1], Place(name, args)])

    def back(self) -> None:
        """To the place below this one. At home it begins anew."""
        self._move(self.stack[:-1] or self.stack)

    def home(self, *then: Place) -> None:
        """To the children, and from there at once to `then`."""
        self._move([HOME, *then])

    def _move(self, stack: list[Place]) -> None:
        self._leaving()
        self._display.close()
        self._display.scrolls.moved(len(stack), back=len(stack) < len(self.stack))
        self.stack = stack
        self._display.heads.moved()
        self.show_route()
        self._arrived()

    # --- locking ---------------------------------------------------------------------
    def open(self, stack: list[Place]) -> None:
        """Unlocked: here is where the screen was."""
        self.stack, self._open = stack, True
        self._display.heads.moved()
        self.show_route()

    def close(self) -> None:
        """Locked: nothing of where it was shows."""
        self._display.close()
        self.stack, self._open = [HOME], False
        self._display.heads.moved()
        self.show_route()

    # --- the address bar -------------------------------------------------------------
    def show_route(self) -> None:
        """The screen's name, and no id: those stay inside the app."""
        if not self._display.connected:
            return
        route = f"/{self.place.name}" if self._open else "/"
        if (self._pushed[-1] if self._pushed else self._page.route) != route:
            self._pushed.append(route)
            self._page.run_task(self._page.push_route, route)

    def route_changed(self, route: str) -> bool:
        """The browser's own Back: True when it moved. Our own changes come back here too, late ones after
        the next was made."""
        if route in self._pushed:
            del self._pushed[: self._pushed.index(route) + 1]
            return False
        name = route.strip("/")
        if not self._open or name == self.place.name or len(self.stack) == 1:
            return False
        if any(p.name == name for p in self.stack[:-1]) or name == "":
            self.back()
        self.show_route()
        return True


def kept_stack(stack: Iterable[Place]) -> Json:
    """As it is written down."""
    return [[place.name.value, dict(place.args)] for place in stack]


def read_stack(kept: Iterable[Any]) -> list[Place] | None:
    """What `kept_stack` wrote; None when a screen of that name is no longer there."""
    try:
        return [Place(ScreenName(name), dict(args)) for name, args in kept]
    except ValueError:
        return None
