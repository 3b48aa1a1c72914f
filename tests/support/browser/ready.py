"""The app's data as they are after the first run, so that not every walk begins with it."""

from __future__ import annotations

from pathlib import Path

from carerapp import bootstrap
from carerapp.vault.adapters.native_disk import NativeDisk
from tests.support.browser.walk import CARER
from tests.support.pins import PIN


def set_up(data: Path, *, name: str = CARER, child: bool = True) -> Path:
    """A vault of this carer in ``data``, opened by PIN; with the invented child, if asked for."""
    disk = NativeDisk(data)
    vault = bootstrap.door(disk).create(PIN, name=name, role="Foster carer")
    if child:
        bootstrap.invented_child(bootstrap.open_casebook(vault))
    vault.lock()
    disk.close()
    return data
