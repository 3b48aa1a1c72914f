"""What every image adapter must do."""

from __future__ import annotations

import io
import os
import struct
import zlib

import pytest
from PIL import Image as Pillow

from carerapp.vault import Image, NotAPicture, PictureTooLarge
from carerapp.vault.native_image import NativeImage


@pytest.fixture(params=[NativeImage])
def image(request: pytest.FixtureRequest) -> Image:
    made: Image = request.param()
    return made


def photo(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Pillow.new(mode, (width, height), "red").save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Pillow.Image:
    return Pillow.open(io.BytesIO(data))


@pytest.mark.parametrize(("size", "wanted"), [((4000, 3000), (1280, 960)), ((300, 200), (300, 200))])
def test_long_side_is_bounded_and_small_photos_are_not_blown_up(
    image: Image, size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    made = image.shrink(photo(*size))
    assert (made.width, made.height) == wanted
    assert opened(made.jpeg).size == wanted
    assert opened(made.jpeg).format == "JPEG"


def test_position_and_camera_are_gone_and_the_photo_stands_upright(image: Image) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "CANARYCAM"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    made = image.shrink(photo(400, 200, exif=exif, comment=b"CANARYWORDS"))
    assert (made.width, made.height) == (200, 400)
    assert not opened(made.jpeg).getexif()
    assert b"CANARY" not in made.jpeg
    assert b"Exif" not in made.jpeg


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("WEBP", "RGB")])
def test_other_kinds_become_jpeg(image: Image, kind: str, mode: str) -> None:
    out = io.BytesIO()
    Pillow.new(mode, (50, 40)).save(out, kind)
    assert opened(image.shrink(out.getvalue()).jpeg).format == "JPEG"


def test_what_is_transparent_becomes_white(image: Image) -> None:
    out = io.BytesIO()
    Pillow.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(image.shrink(out.getvalue()).jpeg).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF",
        photo(500, 400)[:900],
        b"\xff\xd8\xff\xe0" + bytes(200),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["empty", "a PDF renamed", "cut short", "only begins like one", "svg"],
)
def test_what_is_no_photo_is_refused_in_words(image: Image, data: bytes) -> None:
    with pytest.raises(NotAPicture, match="Nothing was changed"):
        image.shrink(data)


def test_a_decompression_bomb_is_refused(image: Image) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10**6)))
    with pytest.raises(PictureTooLarge):
        image.shrink(bomb + chunk(b"IEND", b""))


def test_sixty_megabytes_is_too_much(image: Image) -> None:
    with pytest.raises(PictureTooLarge, match="Choose a smaller one"):
        image.shrink(photo(10, 10) + bytes(60 * 1024 * 1024))


def test_a_photo_of_forty_megabytes_works(image: Image) -> None:
    out = io.BytesIO()
    noise = Pillow.frombytes("RGB", (1500, 1000), os.urandom(4_500_000)).resize(
        (6000, 4000), Pillow.Resampling.NEAREST
    )
    noise.save(out, "JPEG", quality=95)
    padded = out.getvalue() + bytes(max(0, 40 * 1024 * 1024 - len(out.getvalue())))
    made = image.shrink(padded)
    assert (made.width, made.height) == (1280, 853)
    assert len(made.jpeg) < 2_000_000
