"""Frames: one change of one file each, as they lie one behind the other in a block of the container.

A frame is its head (magic, generation, kind, lengths, the payload's checksum), the file's name, the checksum
of both, and the payload. The place of a frame goes into its checksum, so that old bytes which come up
somewhere else, or a payload that looks like a frame, are never taken for one.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

MAGIC = b"\x93fr\n"
_HEAD = struct.Struct(
    "<4sIBHII"
)  # magic, generation, kind, bytes of name, bytes of payload, payload's checksum
_CHECKSUM = struct.Struct("<I")
_WINDOW = 64 * 1024  # read ahead; a frame of the journal has about 500 bytes


class Block(Protocol):
    """One random-access file. All calls raise ``DiskFull`` or ``DiskFailed``."""

    def size(self) -> int:
        """Bytes in it."""

    def read(self, at: int, n: int) -> bytes:
        """``n`` bytes from ``at``: fewer where it ends."""

    def write(self, at: int, data: bytes) -> int:
        """Bytes taken, perhaps fewer than given; zeros fill a gap behind the end."""

    def flush(self) -> None:
        """When it returns, everything written before would survive a power cut; until then nothing need."""

    def truncate(self, size: int) -> None:
        """Cut it to ``size`` bytes (not more than it has)."""


class Kind(IntEnum):
    """What a frame does to its file. ``BEGIN`` belongs to no file: it opens a block."""

    BEGIN = 0
    APPEND = 1
    REPLACE = 2
    TRUNCATE = 3
    DELETE = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame whose head is right: where it begins, where its payload lies, and its checksum."""

    kind: Kind
    generation: int
    name: str
    at: int
    payload: int
    length: int
    checksum: int

    @property
    def end(self) -> int:
        """Where the payload ends; the checksum follows."""
        return self.payload + self.length


def overhead(name: str) -> int:
    """Bytes of a frame beside its payload."""
    return _HEAD.size + len(name.encode()) + _CHECKSUM.size


def encode(at: int, generation: int, kind: Kind, name: str, payload: bytes) -> tuple[Frame, bytes]:
    """The frame that can stand at ``at`` and nowhere else, and its bytes."""
    called, checksum = name.encode(), zlib.crc32(payload)
    head = _HEAD.pack(MAGIC, generation, kind, len(called), len(payload), checksum) + called
    frame = Frame(kind, generation, name, at, at + overhead(name), len(payload), checksum)
    return frame, head + _CHECKSUM.pack(_checksum(at, head)) + payload


def _checksum(at: int, head: bytes) -> int:
    return zlib.crc32(head, zlib.crc32(at.to_bytes(8, "little")))


class Frames:
    """Reads a block's frames. ``generation`` 0 takes any."""

    def __init__(self, block: Block, generation: int = 0) -> None:
        self._block, self._generation = block, generation
        self._ahead, self._ahead_at = b"", 0

    def at(self, at: int) -> Frame | None:
        """The frame that begins here, if its head is right. Its payload has not been looked at."""
        head = self._bytes(at, _HEAD.size)
        if len(head) < _HEAD.size or not head.startswith(MAGIC):
            return None
        _, generation, kind, called, length, checksum = _HEAD.unpack(head)
        whole = self._bytes(at, _HEAD.size + called + _CHECKSUM.size)
        if len(whole) < _HEAD.size + called + _CHECKSUM.size:
            return None
        if _checksum(at, whole[: -_CHECKSUM.size]) != _CHECKSUM.unpack(whole[-_CHECKSUM.size :])[0]:
            return None
        if self._generation not in (0, generation):
            return None
        try:
            name = whole[_HEAD.size : -_CHECKSUM.size].decode()
            return Frame(Kind(kind), generation, name, at, at + len(whole), length, checksum)
        except ValueError:
            return None

    def next(self, at: int) -> Frame | None:
        """The first frame at ``at`` or behind: what lies between is damaged, and is passed over."""
        frame = self.at(at)
        while frame is None:
            found = self._find(at)
            if found is None:
                return None
            frame, at = self.at(found), found + 1
        return frame

    def whole(self, frame: Frame) -> bool:
        """Whether its payload is there and is what was written."""
        checksum, at = 0, frame.payload
        while at < frame.end:
            piece = self._block.read(at, min(_WINDOW, frame.end - at))
            if not piece:
                return False
            checksum, at = zlib.crc32(piece, checksum), at + len(piece)
        return checksum == frame.checksum

    def _find(self, at: int) -> int | None:
        while len(piece := self._block.read(at, _WINDOW)) >= len(MAGIC):
            found = piece.find(MAGIC)
            if found >= 0:
                return at + found
            at += len(piece) - len(MAGIC) + 1
        return None

    def _bytes(self, at: int, n: int) -> bytes:
        start = at - self._ahead_at
        if start < 0 or start + n > len(self._ahead):
            self._ahead, self._ahead_at, start = self._block.read(at, max(n, _WINDOW)), at, 0
        return self._ahead[start : start + n]
