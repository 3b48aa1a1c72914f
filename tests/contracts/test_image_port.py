"""What every image adapter must do."""

from __future__ import annotations

import sys

import pytest

from carerapp.vault import Image, NotAPicture, PictureTooLarge
from tests.contracts.pictures import look, picture, wait

if sys.platform == "emscripten":
    from carerapp.vault.adapters.browser_image import BrowserImage as RealImage
else:
    from carerapp.vault.adapters.native_image import NativeImage as RealImage


@pytest.fixture(params=[RealImage])
def image(request: pytest.FixtureRequest) -> Image:
    made: Image = request.param()
    return made


@pytest.mark.parametrize(("name", "wanted"), [("large", (1280, 960)), ("small", (300, 200))])
def test_long_side_is_bounded_and_small_photos_are_not_blown_up(
    image: Image, name: str, wanted: tuple[int, int]
) -> None:
    """The shape stays, and what comes out is a JPEG of the size that it says."""
    made = wait(image.shrink(picture(name)))
    assert (made.width, made.height) == wanted
    assert look(made.jpeg).size == wanted
    assert made.jpeg.startswith(b"\xff\xd8\xff")


def test_the_caller_says_how_long_and_how_good(image: Image) -> None:
    """A better quality is a larger file of the same size in pixels."""
    noise = picture("noise")
    coarse, fine = (wait(image.shrink(noise, longest=200, quality=q)) for q in (30, 90))
    assert (coarse.width, coarse.height) == (fine.width, fine.height) == (200, 133)
    assert len(coarse.jpeg) < len(fine.jpeg)


def test_position_and_camera_are_gone_and_the_photo_stands_upright(image: Image) -> None:
    """Nothing of the file's hidden data is carried over."""
    made = wait(image.shrink(picture("everything hidden")))
    assert (made.width, made.height) == look(made.jpeg).size == (200, 400)
    assert not look(made.jpeg).exif
    assert b"CANARY" not in made.jpeg
    assert b"Exif" not in made.jpeg


@pytest.mark.parametrize("name", ["PNG RGBA", "PNG P", "PNG LA", "WEBP RGB", "WEBP RGBA", "GIF P", "BMP RGB"])
def test_other_kinds_become_jpeg(image: Image, name: str) -> None:
    """Whatever a phone or a computer makes photos in."""
    made = wait(image.shrink(picture(name)))
    assert made.jpeg.startswith(b"\xff\xd8\xff")
    assert look(made.jpeg).size == (50, 40)


def test_what_is_transparent_becomes_white(image: Image) -> None:
    """JPEG knows no transparency; black would hide the writing on a page."""
    assert look(wait(image.shrink(picture("see-through"))).jpeg).middle == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF",
        picture("cut short"),
        picture("cut short PNG"),
        b"\xff\xd8\xff\xe0" + bytes(200),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["empty", "a PDF renamed", "cut short", "cut short PNG", "only begins like one", "svg"],
)
def test_what_is_no_photo_is_refused_in_words(image: Image, data: bytes) -> None:
    """Half a file, a PDF, nothing: the carer is told what to choose."""
    with pytest.raises(NotAPicture, match="Nothing was changed"):
        wait(image.shrink(data))


@pytest.mark.parametrize("name", ["bomb", "bomb of a size that a camera has"])
def test_a_decompression_bomb_is_refused(image: Image, name: str) -> None:
    """A small file with too many pixels is not unpacked: 48 million are a photo as JPEG, a bomb as PNG."""
    with pytest.raises(PictureTooLarge):
        wait(image.shrink(picture(name)))


def test_sixty_megabytes_is_too_much(image: Image) -> None:
    """The limit is told with what to do."""
    with pytest.raises(PictureTooLarge, match="Choose a smaller one"):
        wait(image.shrink(picture("ten by ten") + bytes(60 * 1024 * 1024)))


def test_a_photo_of_forty_megabytes_works(image: Image) -> None:
    """A large photo of a good camera ends as a small one."""
    made = wait(image.shrink(picture("forty megabytes")))
    assert (made.width, made.height) == (1280, 853)
    assert len(made.jpeg) < 2_000_000
