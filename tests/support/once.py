"""Costly folders that are made once in a run, by whichever of its processes asks first."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path


def once(shared: Path, name: str, make: Callable[[], Path]) -> Path:
    """``shared/name``, which is what ``make`` made, moved there; whoever asks meanwhile waits for it."""
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / name).exists():
            shutil.move(make(), shared / name)
    return shared / name
