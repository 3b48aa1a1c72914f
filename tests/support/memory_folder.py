"""Where the tests' files lie: in memory, where the machine has room, else where they always do.

The app, the endpoint and PostgreSQL ask the disk thousands of times to keep what was written; on a disk that
others use this is most of the time of such a test. That a program is killed, and what it finds afterwards, is
the same in memory; what a power cut leaves is tried on simulated disks (tests/vault/test_power_loss.py).
`--basetemp DIR` keeps the files in DIR.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest

SHARED_MEMORY = Path("/dev/shm")
NEEDED_BYTES = 6 * 1024**3  # a whole run leaves 1 GB at the most at one time; the rest is the machine's
_NAME = "ct"  # short: sockets lie under it, and their paths may have a hundred letters


def use(config: pytest.Config, shared: Path = SHARED_MEMORY) -> Path | None:
    """For this run and the processes it starts; None where there is no room, or a folder was asked for."""
    if config.option.basetemp or hasattr(config, "workerinput") or _free(shared) < NEEDED_BYTES:
        return None
    for left in shared.glob(f"{_NAME}[0-9]*"):
        if not _runs(int(left.name.removeprefix(_NAME))):
            shutil.rmtree(left, ignore_errors=True)
    folder = shared / f"{_NAME}{os.getpid()}"
    folder.mkdir(mode=0o711)  # PostgreSQL runs as another user
    config.option.basetemp = str(folder / "t")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder


def _free(shared: Path) -> int:
    """Bytes, of this file system and of memory; 0 where it is no such place."""
    try:
        meminfo = Path("/proc/meminfo").read_text(encoding="ascii")
        available = next(line for line in meminfo.splitlines() if line.startswith("MemAvailable:"))
        return min(shutil.disk_usage(shared).free, int(available.split()[1]) * 1024)
    except (OSError, StopIteration):
        return 0


def _runs(pid: int) -> bool:
    with contextlib.suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True
