"""The processes of one browser, found by its profile; ended as when a battery dies."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path


def kill_browser(profile: Path) -> None:
    """SIGKILL every process of the browser that has this profile; none is left when this returns."""
    kill_all(browser_processes(profile))


def kill_all(tree: set[int]) -> None:
    """SIGKILL these processes; none is left when this returns."""
    for how in (signal.SIGSTOP, signal.SIGKILL):  # stopped first: none may tidy up after another
        for pid in tree:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, how)
    end = time.monotonic() + 10
    while alive := {pid for pid in tree if _alive(pid)}:
        assert time.monotonic() < end, f"still alive: {alive}"
        time.sleep(0.02)


def browser_processes(profile: Path) -> set[int]:
    """Every process of the browser that has this profile; there is at least one."""
    everybody = {int(folder.name) for folder in Path("/proc").glob("[0-9]*")}
    mine = {pid for pid in everybody if f"--user-data-dir={profile}" in _command(pid)}
    assert mine, f"no browser has the profile {profile}"
    return family(mine)


def family(mine: set[int]) -> set[int]:
    """These processes, and all that they have begun."""
    parents = {int(folder.name): _parent(folder) for folder in Path("/proc").glob("[0-9]*")}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in mine} - mine
        grown = bool(more)
        mine |= more
    return mine


def _command(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
    except OSError:  # it has ended
        return []


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False
