"""The disk port in memory: for tests, rehearsals and the browser smoke test."""

from __future__ import annotations

from carerapp.vault.errors import DiskFailed, DiskFull


def check_name(name: str) -> None:
    """Refuse names that could leave the vault's folder. Raises ``ValueError``."""
    parts = name.split("/")
    if not name or any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise ValueError("not a name inside the vault")


class MemoryDisk:
    """Keeps files in ``files``. ``room`` bounds their total size in bytes, to rehearse a full device."""

    def __init__(self, files: dict[str, bytes] | None = None, *, room: int | None = None) -> None:
        self.files: dict[str, bytearray] = {name: bytearray(data) for name, data in (files or {}).items()}
        self.room = room

    def _fits(self, more: int) -> None:
        if self.room is not None and sum(map(len, self.files.values())) + more > self.room:
            raise DiskFull

    def read(self, name: str) -> bytes | None:
        """A copy."""
        check_name(name)
        found = self.files.get(name)
        return None if found is None else bytes(found)

    def size(self, name: str) -> int | None:
        """Bytes in the file."""
        check_name(name)
        found = self.files.get(name)
        return None if found is None else len(found)

    def append(self, name: str, data: bytes) -> None:
        """Raises :class:`DiskFull` beyond ``room``."""
        check_name(name)
        self._fits(len(data))
        self.files.setdefault(name, bytearray()).extend(data)

    def replace(self, name: str, data: bytes) -> None:
        """Raises :class:`DiskFull` beyond ``room``."""
        check_name(name)
        self._fits(len(data))
        self.files[name] = bytearray(data)

    def truncate(self, name: str, size: int) -> None:
        """Raises :class:`DiskFailed` for a size beyond the end."""
        check_name(name)
        found = self.files.get(name)
        if found is None or not 0 <= size <= len(found):
            raise DiskFailed("cut beyond the end")
        del found[size:]

    def delete(self, name: str) -> None:
        """No error when there is none."""
        check_name(name)
        self.files.pop(name, None)

    def names(self, prefix: str) -> list[str]:
        """Sorted."""
        return sorted(name for name in self.files if name.startswith(prefix))
