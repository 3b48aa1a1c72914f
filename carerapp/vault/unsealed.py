"""The little that lies beside the sealed files in clear, because a locked device needs it: nothing about a
child, and no key that opens anything."""

from __future__ import annotations

from carerapp.vault.format.sealed_file import Saving
from carerapp.vault.ports import Disk

_FOLDER = "unsealed/"


class Unsealed:
    """Small files by name. Erasing the vault erases them too."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def read(self, name: str) -> bytes | None:
        """As it was written last. Raises :class:`DiskError`."""
        return self._disk.read(_FOLDER + name)

    def write(self, name: str, data: bytes) -> None:
        """In place of what was there; durable on return. Raises :class:`NotSaved`."""
        with Saving():
            self._disk.replace(_FOLDER + name, data)

    def remove(self, name: str) -> None:
        """No error where there is none. Raises :class:`NotSaved`."""
        with Saving():
            self._disk.delete(_FOLDER + name)
