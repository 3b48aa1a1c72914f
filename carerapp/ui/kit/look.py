"""How the screen being drawn looks: text size, width, fonts, and who runs its taps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

#: what a tap does: a plain call, or a coroutine for the few that wait for the browser
Tap = Callable[[], object]
#: does what a tap does; its name on the screen
Run = Callable[[Tap, str], object]


class Problem(NamedTuple):
    """What was refused: what to do, the spot where, and the key of the box that is typed in there."""

    words: str
    at: str
    box: str = ""


def _nothing(_: Tap, name: str) -> None: ...


def _nothing_to_draw() -> None: ...


def _nothing_under(_: str) -> str:
    return ""


def _never(_: str) -> bool:
    return False


@dataclass(frozen=True)
class Look:
    """The same for all pieces of one drawing."""

    big: bool = False  # text above about 140 %: rows stack
    wide: bool = False  # room for list and detail
    low: bool = False  # a phone on its side: what stays in place shares one row
    fallback: tuple[str, ...] = ()  # font families for other scripts
    run: Run = _nothing
    at_once: Run = _nothing  # also on a screen that has just changed
    redraw: Callable[[], None] = _nothing_to_draw  # the window anew, where nothing was tapped
    redraw_soon: Callable[[], None] = _nothing_to_draw  # once the typing pauses: letters are on their way
    under: Callable[[str], str] = _nothing_under  # in the reader's own language; "" for nothing
    under_rtl: bool = False  # that language runs from right to left
    heads: Callable[[str], bool] = _never  # whether this heading takes a screen reader to itself
    taps: list[str] = field(default_factory=list)  # the name of everything that can be tapped, as it is drawn
    problems: list[Problem] = field(default_factory=list)  # what was refused, as it is drawn
    boxes: dict[str, Any] = field(default_factory=dict)  # an ft.TextField by its key, as it is drawn
    here: Callable[[datetime], datetime] | None = None  # this device's wall clock, where it is another one


_PLAIN = Look()
_now: ContextVar[Look] = ContextVar("look", default=_PLAIN)


def look() -> Look:
    """How the screen that is being drawn looks."""
    return _now.get()


def on_tap(name: str, tap: Tap, *, at_once: bool = False) -> Callable[[object], object]:
    """What Flet calls when this is tapped. ``at_once``: for the calls to the police, Hide and Back."""
    drawing = _now.get()
    drawing.taps.append(name)
    run = drawing.at_once if at_once else drawing.run
    return lambda _: run(tap, name)


@contextmanager
def looking(at: Look) -> Iterator[None]:
    """While a screen is drawn, its pieces know how it looks without being told one by one."""
    token = _now.set(at)
    try:
        yield
    finally:
        _now.reset(token)


@contextmanager
def english_only() -> Iterator[None]:
    """What is drawn now has no second language under it."""
    with looking(replace(_now.get(), under=_nothing_under)):
        yield
