"""A command whose reader has enough (`… | head`) ends quietly."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

CUT_OFF = 141  # what a shell says of a program that such a pipe ended


def piped(run: Callable[[], int]) -> int:
    """The exit code of `run`, with everything printed; CUT_OFF when nobody reads any more."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
        return CUT_OFF
    return code
