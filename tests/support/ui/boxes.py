"""The boxes of a window: found in its control tree, typed into, read. And where in the code each is made."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import flet as ft

import carerapp
from carerapp.ui.theme import ACTION
from tests.support.ui.window import Window, taps_of

SOURCE = Path(carerapp.__file__).parent
ONE_KIT = "ui/kit/fields.py"
#: what brings out a box that is there for a reason: an answer of one's own, a secret, an answer after all
OPENERS = ("Something else: ", "Change: ", "Write an answer: ")
TYPED_INTO = {"TextField", "CupertinoTextField", "SearchBar", "AutoComplete", "DropdownM2", "Dropdown"}


def boxes(window: Window) -> dict[str, ft.TextField]:
    """Every box that is drawn now, by its key."""
    found = [control for control in window.controls() if isinstance(control, ft.TextField)]
    named = {str(box.key): box for box in found}
    assert len(named) == len(found), f"two boxes of one key: {[box.key for box in found]}"
    return named


def openers(window: Window) -> list[str]:
    """The buttons that bring out one box more."""
    said = (c.label for c in window.controls() if isinstance(c, ft.Semantics) and c.label)
    return [words for words in dict.fromkeys(said) if words.startswith(OPENERS)]


def filled(window: Window) -> list[str]:
    """The names of the main buttons: filled with the colour of what is next."""
    return [
        name
        for name, button in taps_of(window.controls())
        if isinstance(button, ft.FilledButton) and button.style and button.style.bgcolor == ACTION
    ]


async def type_into(window: Window, key: str, text: str) -> None:
    """As the browser tells it. The box is not left."""
    box = boxes(window)[key]
    window.session.apply_patch(box._i, {"value": text})
    await window.session.dispatch_event(box._i, "change", text)


@dataclass(frozen=True)
class Site:
    """A call of `text_box` in the code."""

    file: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.file}:{self.first}"


@cache
def sites() -> frozenset[Site]:
    """Every place of the app that makes a box to type in."""
    return frozenset(
        Site(name, call.lineno, call.end_lineno or call.lineno)
        for name, call in _calls()
        if _called(call) == "text_box"
    )


def made_elsewhere() -> list[str]:
    """Boxes that are made without the kit, which this could not see."""
    return [
        f"{name}:{call.lineno}" for name, call in _calls() if _called(call) in TYPED_INTO and name != ONE_KIT
    ]


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield name, node


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@dataclass
class Spy:
    """Stands in for `kit.text_box` and notes which line of the app made the box of which key."""

    make: Callable[..., ft.Control]
    made: dict[str, tuple[str, int]] = field(default_factory=dict)

    def __call__(self, *args: Any, key: str, **named: Any) -> ft.Control:
        frame = sys._getframe(1)
        name = Path(frame.f_code.co_filename).relative_to(SOURCE).as_posix()
        self.made[key] = name, frame.f_lineno
        return self.make(*args, key=key, **named)

    def site(self, key: str) -> Site:
        """Where the box of this key was made."""
        name, line = self.made[key]
        return next(site for site in sites() if site.file == name and site.first <= line <= site.last)
