"""How the screen being drawn looks: text size, width, fonts, and who runs its taps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

#: what a tap does: a plain call, or a coroutine for the few that wait for the browser
Tap = Callable[[], object]


def _nothing(_: Tap) -> None: ...


@dataclass(frozen=True)
class Look:
    """The same for all pieces of one drawing."""

    big: bool = False  # text above about 140 %: rows stack
    wide: bool = False  # room for list and detail
    fallback: tuple[str, ...] = ()  # font families for other scripts
    run: Callable[[Tap], object] = _nothing
    here: Callable[[datetime], datetime] | None = None  # this device's wall clock, where it is another one


_PLAIN = Look()
_now: ContextVar[Look] = ContextVar("look", default=_PLAIN)


def look() -> Look:
    """How the screen that is being drawn looks."""
    return _now.get()


@contextmanager
def looking(at: Look) -> Iterator[None]:
    """While a screen is drawn, its pieces know how it looks without being told one by one."""
    token = _now.set(at)
    try:
        yield
    finally:
        _now.reset(token)
