"""What the parts of a window need of it, so that none of them imports the shell."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Protocol

from carerapp.domain.clock import Elapsed


class WindowPort(Protocol):
    """The shell, as its parts see it."""

    def now(self) -> datetime:
        """Aware, on the United Kingdom's clock."""

    @property
    def elapsed(self) -> Elapsed:
        """How much time goes by, whatever hands do to the clock."""

    @property
    def practising(self) -> bool:
        """Whether what is on the screen is a drill."""

    def attempt(self, work: Callable[[], object], *, quiet: bool = False) -> bool:
        """Do something that is saved. False when it could not be, which is then said on the screen."""

    def warn(self, words: str) -> None:
        """What could not be done, in the carer's words; stays until the next success."""

    def redraw(self) -> None:
        """Draw the window anew."""

    def start(self, work: Callable[..., Coroutine[Any, Any, object]], *args: object) -> None:
        """Begin something that goes on beside the screen."""
