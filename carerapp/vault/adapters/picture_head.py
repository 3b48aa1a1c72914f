"""What a picture's file says about itself, before anything decodes it: its kind, its size, whether all of it
came.

A browser's decoder tells a file that is no picture, one cut short and one of absurd size all alike, or draws
the half that is there; this tells them apart. It reads no pixel.
"""

from __future__ import annotations

from carerapp.vault.errors import NotAPicture

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the markers that carry the size
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_JPEG_PIXELS, _JPEG_END = 0xDA, b"\xff\xd9"


def size_of(data: bytes) -> tuple[int, int]:
    """``(width, height)`` as stored, of a whole JPEG, PNG, WebP, GIF or BMP. Raises :class:`NotAPicture`."""
    try:
        for start, read in _KINDS:
            if data.startswith(start):
                width, height = read(data)
                if width > 0 and height > 0:
                    return width, height
    except IndexError:
        pass
    raise NotAPicture


def _jpeg(data: bytes) -> tuple[int, int]:
    size, at = (0, 0), 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in _JPEG_FRAMES:
            size = _big(data, at + 7, 2), _big(data, at + 5, 2)
        if marker == _JPEG_PIXELS:
            # Among the pixels an end marker is the end; before them a thumbnail may have one of its own.
            return size if data.find(_JPEG_END, at) >= 0 else (0, 0)
        at += 2 if marker in _JPEG_BARE else 2 + _big(data, at + 2, 2)
    return 0, 0


def _png(data: bytes) -> tuple[int, int]:
    return (_big(data, 16, 4), _big(data, 20, 4)) if data.find(b"IEND", 33) >= 0 else (0, 0)


def _webp(data: bytes) -> tuple[int, int]:
    if data[8:12] != b"WEBP" or len(data) < 8 + _little(data, 4, 4):
        return 0, 0
    kind = data[12:16]
    if kind == b"VP8 ":
        return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    if kind == b"VP8L":
        bits = _little(data, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    return 0, 0


def _gif(data: bytes) -> tuple[int, int]:
    return _little(data, 6, 2), _little(data, 8, 2)


def _bmp(data: bytes) -> tuple[int, int]:
    height = _little(data, 22, 4)
    return _little(data, 18, 4), min(height, 2**32 - height)  # negative: stored from the top


def _big(data: bytes, at: int, n: int) -> int:
    data[at + n - 1]
    return int.from_bytes(data[at : at + n], "big")


def _little(data: bytes, at: int, n: int) -> int:
    data[at + n - 1]
    return int.from_bytes(data[at : at + n], "little")


_KINDS = (
    (b"\xff\xd8\xff", _jpeg),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"RIFF", _webp),
    (b"GIF8", _gif),
    (b"BM", _bmp),
)
