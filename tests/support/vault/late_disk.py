"""A disk that has to ask whether its files are still there, as a phone's browser does: it is answered when a
test says so."""

from __future__ import annotations

from collections.abc import Callable

from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.errors import DiskGone


class LateDisk(MemoryDisk):
    """``told`` is called at each answer."""

    def __init__(self) -> None:
        super().__init__()
        self.told: Callable[[], object] = lambda: None
        self._writes = self._answered = 0
        self._there = True

    def answer(self, *, there: bool = True, upto: int | None = None) -> None:
        """About the first ``upto`` writes, or all of them."""
        self._there, self._answered = there, self._writes if upto is None else upto
        self.told()

    def stands(self) -> bool:
        return self._there

    def writes(self) -> int:
        return self._writes

    def answered(self) -> int:
        return self._answered

    def _written(self) -> None:
        if not self._there:
            raise DiskGone
        self._writes += 1

    def append(self, name: str, data: bytes) -> None:
        super().append(name, data)
        self._written()

    def replace(self, name: str, data: bytes) -> None:
        super().replace(name, data)
        self._written()

    def truncate(self, name: str, size: int) -> None:
        super().truncate(name, size)
        self._written()

    def delete(self, name: str) -> None:
        super().delete(name)
        self._written()
