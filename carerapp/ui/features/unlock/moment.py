"""What takes a moment: said on the screen first, and not begun a second time meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from carerapp.actions.access import DeviceSecretFailed
from carerapp.settings import DEVICE_CONFIRM_SECONDS, PAINT_SECONDS
from carerapp.ui.shell import App

CONFIRM = "Now confirm on the phone that it is you."
_T = TypeVar("_T")


@dataclass
class Moment:
    """What goes on behind the screen, and what went wrong with it; both in the carer's words."""

    working: str = ""
    problem: str = ""


def busy(app: App) -> str:
    """What is being done, or nothing."""
    return app.state(Moment).working


def begin(
    app: App, words: str, work: Callable[[], Coroutine[Any, Any, None]]
) -> Coroutine[Any, Any, None] | None:
    """For a tap: start `work` and say so, unless something is under way already."""
    if busy(app):
        return None
    moment = app.state(Moment)
    moment.working, moment.problem = words, ""
    return _do(app, work())


def anew(app: App, typed: Callable[[str], object]) -> Callable[[str], None]:
    """For a box: what was refused is no longer said once something else stands there."""

    def put(text: str) -> None:
        app.state(Moment).problem = ""
        typed(text)

    return put


async def _do(app: App, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    finally:
        if Moment in app.states:  # the screen may have been left, which begins anew by itself
            app.state(Moment).working = ""


async def say(app: App, words: str) -> None:
    """Other words, and on the screen before this returns."""
    app.state(Moment).working = words
    app.redraw()
    await asyncio.sleep(PAINT_SECONDS)


async def asked(answer: Awaitable[_T]) -> _T:
    """The device's answer. One that never comes must not keep the lock screen: `DeviceSecretFailed`."""
    try:
        async with asyncio.timeout(DEVICE_CONFIRM_SECONDS):
            return await answer
    except TimeoutError as late:
        raise DeviceSecretFailed from late
