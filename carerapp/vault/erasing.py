"""Erasing the whole vault. The keys go first; what is left then opens for nobody."""

from __future__ import annotations

from carerapp.vault.errors import DiskError
from carerapp.vault.format.sealed_file import copy_of
from carerapp.vault.ports import Disk

_MARKER = "erasing"
_KEYS = ("keys", copy_of("keys"))


def erasing(disk: Disk) -> None:
    """Erase everything. Raises :class:`DiskError`; what is left then is erased at the next start.

    The marker comes first: from then on no start of the app opens this vault, whatever is cut short.
    """
    disk.replace(_MARKER, b"erasing")
    for name in (*_KEYS, *disk.names("records")):
        _destroy(disk, name)
    for name in disk.names(""):
        if name != _MARKER:
            disk.delete(name)
    disk.delete(_MARKER)


def finish_erasing(disk: Disk) -> None:
    """Go on with an erasing that was cut short."""
    try:
        if disk.size(_MARKER) is not None:
            erasing(disk)
    except DiskError:
        return


def _destroy(disk: Disk, name: str) -> None:
    """Zeros over it, then away: on storage that writes in place, nothing of a key is left."""
    size = disk.size(name)
    if size:
        disk.replace(name, bytes(size))
    disk.delete(name)
