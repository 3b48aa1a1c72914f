"""What the journeys need of a browser engine, whichever it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

WIDTH, HEIGHT = 390, 844
CONTROL = "\ue009"  # WebDriver's letter for it
PATIENCE = 240  # seconds for a browser to start, or to make a document; nothing here is about time


class Engine(Protocol):
    """A browser of its own with what it keeps in a folder. Coordinates are CSS pixels of the window."""

    version: str

    def go(self, url: str) -> None: ...
    def run(self, body: str, given: object = None) -> Any:
        """What the asynchronous function with this body, and the argument ``given``, returns, as JSON."""

    def click(self, x: float, y: float) -> None: ...
    def wheel(self, by: float) -> None: ...
    def write(self, text: str, *, over: bool = False) -> None: ...
    def new_tab(self) -> str: ...
    def tab(self) -> str: ...
    def switch(self, tab: str) -> None: ...
    def downloads(self) -> list[Path]: ...
    def close(self) -> None: ...


def pointer(x: float, y: float) -> list[dict[str, Any]]:
    """A press of the mouse, as WebDriver spells it, and BiDi too."""
    acts: list[dict[str, Any]] = [
        {"type": "pointerMove", "x": round(x), "y": round(y)},
        {"type": "pointerDown", "button": 0},
        {"type": "pause", "duration": 50},
        {"type": "pointerUp", "button": 0},
    ]
    return [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": acts}]


def wheel(by: float) -> list[dict[str, Any]]:
    turn = {"type": "scroll", "x": WIDTH // 2, "y": HEIGHT // 2, "deltaX": 0, "deltaY": round(by)}
    return [{"type": "wheel", "id": "wheel", "actions": [turn]}]


def keys(text: str, over: bool) -> list[dict[str, Any]]:
    """``over``: what stood there is marked first, and so replaced."""
    acts = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
    if over:
        everything = [("keyDown", CONTROL), ("keyDown", "a"), ("keyUp", "a"), ("keyUp", CONTROL)]
        acts = [{"type": kind, "value": key} for kind, key in everything] + acts
    return [{"type": "key", "id": "keys", "actions": acts}]
