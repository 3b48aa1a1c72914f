"""Where each screen was scrolled to: whoever comes back to it, or unlocks, finds the same part of it."""

from __future__ import annotations

from typing import NamedTuple

import flet as ft


class _Stood(NamedTuple):
    depth: int
    pixels: float


class Scrolls:
    """Of one window. A screen is known by the key of what scrolls in it; ``depth``: how many screens Back
    goes through from there."""

    def __init__(self) -> None:
        self._stood: dict[str, _Stood] = {}
        self._shown, self._depth = "", 0

    def shows(self, key: str, depth: int) -> None:
        """The screen that is drawn now."""
        self._shown, self._depth = key, depth

    def scrolled(self, event: ft.OnScrollEvent) -> None:
        """It moved."""
        if event.event_type in (ft.ScrollType.UPDATE, ft.ScrollType.END) and self._shown:
            self._stood[self._shown] = _Stood(self._depth, event.pixels)

    def moved(self, depth: int, *, back: bool) -> None:
        """Another screen is on top. Those above it are gone; so is where it stood itself, unless it was come
        back to."""
        keep = depth if back else depth - 1
        self._stood = {key: stood for key, stood in self._stood.items() if stood.depth <= keep}

    def stood(self, key: str) -> float:
        """In pixels from its start; 0 where it was never moved."""
        return self._stood[key].pixels if key in self._stood else 0.0
