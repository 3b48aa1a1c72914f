"""What takes a moment: said on the screen first, and not begun a second time meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from carerapp.ui.shell import App
from carerapp.vault import DeviceSecretFailed

PAINT = 0.05  # seconds for the screen to be drawn before the PIN's long sum stops everything else
CONFIRM = "Now confirm on the phone that it is you."
PATIENCE = 150  # seconds for the person to confirm; longer than the browser gives them
_T = TypeVar("_T")


def busy(app: App) -> str:
    """What is being done, or nothing."""
    return str(app.local.get("working", ""))


def begin(
    app: App, words: str, work: Callable[[], Coroutine[Any, Any, None]]
) -> Coroutine[Any, Any, None] | None:
    """For a tap: start `work` and say so, unless something is under way already."""
    if busy(app):
        return None
    app.local.update(working=words, problem="")
    return _do(app, work())


async def _do(app: App, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    finally:
        app.local.pop("working", None)


async def say(app: App, words: str) -> None:
    """Other words, and on the screen before this returns."""
    app.local["working"] = words
    app.redraw()
    await asyncio.sleep(PAINT)


async def asked(answer: Awaitable[_T]) -> _T:
    """The device's answer. One that never comes must not keep the lock screen: `DeviceSecretFailed`."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await answer
    except TimeoutError as late:
        raise DeviceSecretFailed from late
