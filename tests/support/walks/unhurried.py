"""An event loop in which nobody waits: what sleeps is woken at once, and the loop's clock jumps ahead."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class _NoWaiting(selectors.SelectSelector):
    """Never sleeps; tells by how much the clock is to jump."""

    ahead = 0.0

    def select(self, timeout: float | None = None) -> Any:
        """What is ready now. With nothing to wait for at all it waits, so that a lock-up shows."""
        ready = super().select(0 if timeout is not None else 1)
        if not ready and timeout is None:
            raise RuntimeError("everything waits, and for nothing")
        if not ready and timeout and timeout > 0:
            self.ahead += timeout
        return ready


class Unhurried(asyncio.SelectorEventLoop):
    """Its ``time`` is that of the sleepers."""

    def __init__(self) -> None:
        self._jumps = _NoWaiting()
        super().__init__(self._jumps)

    def time(self) -> float:
        """Seconds, from 0."""
        return self._jumps.ahead


def played(work: Coroutine[Any, Any, None]) -> None:
    """Run it to its end, in no time."""
    with asyncio.Runner(loop_factory=Unhurried) as runner:
        runner.run(work)
