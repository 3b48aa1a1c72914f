"""Stand-ins and short cuts shared by the vault's tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from carerapp.domain.canonical import canonical
from carerapp.vault import DiskError, DiskFull
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.format import entries
from carerapp.vault.format.stream import Stream
from carerapp.vault.format.stream_keys import StreamKeys
from carerapp.vault.ports import Disk

CRYPTO = NativeCrypto()
CHILD = bytes(range(16))
FOLDER = f"children/{CHILD.hex()}"
KEYS = StreamKeys(CHILD, {1: bytes(range(32))}, 1)


class QuickCrypto(NativeCrypto):
    """Real in everything but the cost of a PIN, for tests that unlock hundreds of times."""

    _right = False  # by the published answers, which are compared once in a process

    def __init__(self) -> None:
        if not QuickCrypto._right:
            super().__init__()
            QuickCrypto._right = True

    def argon2id(
        self, secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int, length: int
    ) -> bytes:
        if memory_kib < 64 * 1024:  # the self-test's own small vector
            return super().argon2id(
                secret, salt, memory_kib=memory_kib, passes=passes, lanes=lanes, length=length
            )
        cost = f"{memory_kib},{passes},{lanes},".encode()
        return hashlib.sha256(cost + salt + secret).digest()[:length]


class ReadDisk(MemoryDisk):
    """Notes which files are read, by the last part of their names."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[str] = []

    def read(self, name: str) -> bytes | None:
        """As in memory."""
        self.reads.append(name.rpartition("/")[2])
        return super().read(name)

    def of_the_log(self) -> list[str]:
        """The reads of segments and journals."""
        return [name for name in self.reads if name.startswith(("segment", "journal"))]


class FaultyDisk:
    """Fails the ``nth`` changing call (from 0) with ``error``, and all later ones when ``forever``."""

    def __init__(
        self, disk: Disk, nth: int, error: DiskError | None = None, *, forever: bool = False
    ) -> None:
        self._disk = disk
        self._left = nth
        self._error = error or DiskFull()
        self._forever = forever
        self.failed = False

    def _maybe_fail(self) -> None:
        self._left -= 1
        if self._left == -1 or (self._forever and self._left < 0):
            self.failed = True
            raise self._error

    def read(self, name: str) -> bytes | None:
        return self._disk.read(name)

    def size(self, name: str) -> int | None:
        return self._disk.size(name)

    def names(self, prefix: str) -> list[str]:
        return self._disk.names(prefix)

    def append(self, name: str, data: bytes) -> None:
        self._maybe_fail()
        self._disk.append(name, data)

    def replace(self, name: str, data: bytes) -> None:
        self._maybe_fail()
        self._disk.replace(name, data)

    def truncate(self, name: str, size: int) -> None:
        self._maybe_fail()
        self._disk.truncate(name, size)

    def delete(self, name: str) -> None:
        self._maybe_fail()
        self._disk.delete(name)


def signed(entry: dict[str, Any]) -> entries.Signed:
    """An entry as the stream takes it; nobody's signature, where signatures are not the matter."""
    return entries.Signed(bytes(8), bytes(64), canonical(entry))


def open_stream(disk: Disk, *, size: int = 1000, block: int = 50) -> Stream:
    """The child's stream on this disk."""
    return Stream(disk, CRYPTO, KEYS, FOLDER, segment_size=size, block=block)


def new_stream(disk: Disk, count: int = 0, *, size: int = 1000, block: int = 50) -> Stream:
    """A stream that begins here with ``count`` entries ``{"n": 0}``, ``{"n": 1}`` …"""
    Stream.begin(disk, CRYPTO, KEYS, FOLDER)
    stream = open_stream(disk, size=size, block=block)
    for number in range(count):
        stream.append(signed({"n": number}))
    return stream


def numbers(stream: Stream) -> list[int]:
    """Which of those entries the stream holds, in order."""
    return [document["n"] for document in stream.documents]


def copy_of(disk: MemoryDisk) -> MemoryDisk:
    """The same files, independent."""
    return MemoryDisk({name: bytes(data) for name, data in disk.files.items()})


@contextmanager
def changed(disk: MemoryDisk, name: str, data: bytes) -> Iterator[MemoryDisk]:
    """A copy of the disk whose file ``name`` holds ``data``."""
    other = copy_of(disk)
    other.files[name] = bytearray(data)
    yield other


def summed(data: bytes) -> bytes:
    """The key file with its checksum made right again, as somebody who tampers would."""
    return data[:-32] + hashlib.sha256(data[:-32]).digest()
