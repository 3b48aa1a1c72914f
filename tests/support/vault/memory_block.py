"""A block of the container in memory, which can fill up and fail."""

from __future__ import annotations

from collections.abc import Iterator

from carerapp.vault import DiskFailed, DiskFull


class MemoryBlock:
    """``data`` is what it holds. ``faults`` says for each changing call whether it fails, half done."""

    def __init__(self, *, room: int | None = None, faults: Iterator[bool] | None = None) -> None:
        self.data = bytearray()
        self.room, self.faults = room, faults

    def _maybe_fail(self) -> None:
        if self.faults is not None and next(self.faults, False):
            raise DiskFailed("simulated")

    def size(self) -> int:
        return len(self.data)

    def read(self, at: int, n: int) -> bytes:
        return bytes(self.data[at : at + n])

    def write(self, at: int, data: bytes) -> int:
        if self.room is not None and at + len(data) > self.room:
            raise DiskFull
        if len(data) > 1:  # a short write first: the caller must go on
            data = data[: len(data) // 2]
        self.data.extend(bytes(max(0, at - len(self.data))))
        self.data[at : at + len(data)] = data
        self._maybe_fail()
        return len(data)

    def flush(self) -> None:
        self._maybe_fail()

    def truncate(self, size: int) -> None:
        self._maybe_fail()
        del self.data[size:]
