"""The browser's disk for tests, empty, and how to open it again."""

from __future__ import annotations

from collections.abc import Callable

import carerapp_bridge as bridge  # type: ignore[import-not-found]
from pyodide.ffi import run_sync  # type: ignore[import-not-found]

from carerapp.vault.adapters.browser_disk import BrowserDisk


def empty_browser_disk() -> Callable[[], BrowserDisk]:
    """What it returns closes the files and opens them again, as a later start of the app does."""
    disk = BrowserDisk()
    for name in disk.names(""):
        disk.delete(name)
    return reopen


def reopen() -> BrowserDisk:
    bridge.diskClose()
    disk: BrowserDisk = run_sync(BrowserDisk.opened())
    return disk
