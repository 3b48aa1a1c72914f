"""The pictures that image adapters are tried with, drawn with Pillow; a browser is given their files."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable

from PIL import Image as Pillow


def photo(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Pillow.new(mode, (width, height), "red").save(out, kind, **options)
    return out.getvalue()


def with_everything_hidden() -> bytes:
    """A photo turned a quarter, with a position, a camera and a comment."""
    exif = Pillow.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CANARYCAM"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    return photo(400, 200, exif=exif, comment=b"CANARYWORDS")


def plain(kind: str, mode: str) -> bytes:
    out = io.BytesIO()
    Pillow.new(mode, (50, 40)).save(out, kind)
    return out.getvalue()


def see_through() -> bytes:
    out = io.BytesIO()
    Pillow.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A megabyte that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")


def noise(width: int, height: int) -> bytes:
    spots = Pillow.frombytes("RGB", (width // 4, height // 4), os.urandom(width // 4 * (height // 4) * 3))
    out = io.BytesIO()
    spots.resize((width, height), Pillow.Resampling.NEAREST).save(out, "JPEG", quality=95)
    return out.getvalue()


def forty_megabytes() -> bytes:
    made = noise(6000, 4000)
    return made + bytes(max(0, 40 * 1024 * 1024 - len(made)))


DRAWN: dict[str, Callable[[], bytes]] = {
    "large": lambda: photo(4000, 3000),
    "small": lambda: photo(300, 200),
    "noise": lambda: noise(1200, 800),
    "cut short": lambda: photo(500, 400)[:900],
    "cut short PNG": lambda: photo(500, 400, "PNG")[:400],
    "ten by ten": lambda: photo(10, 10),
    "everything hidden": with_everything_hidden,
    "PNG RGBA": lambda: plain("PNG", "RGBA"),
    "PNG P": lambda: plain("PNG", "P"),
    "PNG LA": lambda: plain("PNG", "LA"),
    "WEBP RGB": lambda: plain("WEBP", "RGB"),
    "WEBP RGBA": lambda: plain("WEBP", "RGBA"),
    "GIF P": lambda: plain("GIF", "P"),
    "BMP RGB": lambda: plain("BMP", "RGB"),
    "see-through": see_through,
    "bomb": bomb,
    "bomb of a size that a camera has": lambda: bomb(8000, 6000),
    "forty megabytes": forty_megabytes,
}
