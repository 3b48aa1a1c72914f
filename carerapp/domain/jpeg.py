"""Just enough of the JPEG format to know a picture's size before it is decoded, and to put it into a document
without an image library."""

from __future__ import annotations

from dataclasses import dataclass


class NotAJpeg(ValueError):
    """The bytes are not a JPEG that a PDF can hold."""


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG and what a document must say about it."""

    data: bytes
    width: int
    height: int
    components: int  # 1 grey, 3 colour, 4 print colours
    inverted: bool  # print colours as Adobe writes them


def read_jpeg(data: bytes) -> Jpeg:
    """Size and colours from the first frame header. Raises NotAJpeg."""
    if data[:2] != b"\xff\xd8" or b"\xff\xd9" not in data[-1024:]:  # begun, and not cut short
        raise NotAJpeg
    at, adobe = 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise NotAJpeg
        marker = data[at + 1]
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD7:  # padding, no length
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if marker == 0xEE and body.startswith(b"Adobe"):
            adobe = True
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return _frame(data, body, adobe)
        if marker in (0xD9, 0xDA) or length < 2:
            break
        at += 2 + length
    raise NotAJpeg


def _frame(data: bytes, body: bytes, adobe: bool) -> Jpeg:
    if len(body) < 6:
        raise NotAJpeg
    bits, height, width, components = (
        body[0],
        int.from_bytes(body[1:3], "big"),
        int.from_bytes(body[3:5], "big"),
        body[5],
    )
    if bits != 8 or not width or not height or components not in (1, 3, 4):
        raise NotAJpeg
    return Jpeg(data, width, height, components, components == 4 and adobe)
