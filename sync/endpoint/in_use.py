"""Who has an endpoint's folder open: a database is put back only while nobody else has."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows: there a file that is open can't be moved anyway
    fcntl = None  # type: ignore[assignment]

_FILE = ".in-use"


class InUse(Exception):
    """``str`` says what to do."""


@contextlib.contextmanager
def using(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """While the ``with`` lasts. ``alone``: nobody else has. Raises :class:`InUse`."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    opened = os.open(folder / _FILE, flags, 0o600)
    try:
        if fcntl is not None:
            try:
                fcntl.flock(opened, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except BlockingIOError:
                others = "A process of the endpoint is running" if alone else "It is being put back"
                raise InUse(
                    f"{others} ({folder}). Nothing was changed. Try again when it has ended."
                ) from None
        yield
    finally:
        os.close(opened)
