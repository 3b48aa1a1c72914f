"""Looks for marked words and bytes in everything that was written, in every dress they may have put on."""

from __future__ import annotations

import base64
import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")  # how zlib and gzip streams begin
MOST_UNPACKED = 8 * 1024 * 1024
WINDOW = 24  # bytes of a picture that no other file holds by chance


def dresses(words: str) -> Iterator[bytes]:
    """The words as bytes: plain, wide, quoted, escaped, hexadecimal, base64 at each of its three offsets."""
    plain = words.encode()
    yield plain
    yield words.encode("utf-16-le")
    yield words.encode("utf-16-be")
    yield quote(words).encode()
    yield quote(words.replace(" ", "+"), safe="+").encode()
    yield words.encode("unicode_escape")
    yield from _numbers(plain)


def _numbers(data: bytes) -> Iterator[bytes]:
    yield data.hex().encode()
    yield data.hex().upper().encode()
    for offset in range(3):
        # Bits of the neighbours colour the first and last letters: only what is certain is looked for.
        padded = base64.b64encode(b"\0" * offset + data)
        sure = padded[-(-offset * 8 // 6) : (offset + len(data)) * 8 // 6]
        yield sure
        yield sure.replace(b"+", b"-").replace(b"/", b"_")


class Canaries:
    """Words and bytes that must stand nowhere in clear."""

    def __init__(self, words: dict[str, str], pictures: dict[str, bytes]) -> None:
        self._wanted: dict[bytes, str] = {}
        for name, text in words.items():
            for dress in dresses(text):
                self._wanted[dress] = name
        for name, data in pictures.items():
            for start in range(len(data) // 3, len(data) - WINDOW, max(1, len(data) // 40)):
                piece = data[start : start + WINDOW]
                self._wanted[piece] = name
                for dress in _numbers(piece):
                    self._wanted[dress] = name

    def found_in(self, data: bytes) -> set[str]:
        """The names of those that stand in these bytes, or in what is packed in them."""
        found = {name for dress, name in self._wanted.items() if dress in data}
        for match in PACKED.finditer(data):
            inside = _unpacked(memoryview(data)[match.start() :])
            found |= {name for dress, name in self._wanted.items() if dress in inside}
        return found

    def found_under(self, *folders: Path, but: tuple[Path, ...] = ()) -> dict[str, set[str]]:
        """The files below these folders that hold one, in their bytes or in their names."""
        found: dict[str, set[str]] = {}
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if any(path == one or one in path.parents for one in but):
                    continue
                names = self.found_in(str(path.relative_to(folder)).encode())
                if path.is_file() and not path.is_symlink():
                    names |= self.found_in(path.read_bytes())
                if names:
                    found[str(path)] = names
        return found


def _unpacked(data: memoryview) -> bytes:
    try:
        if data[0] == 0x1F:
            return zlib.decompressobj(31).decompress(data, MOST_UNPACKED)
        return zlib.decompressobj().decompress(data, MOST_UNPACKED)
    except (zlib.error, gzip.BadGzipFile):
        return b""
