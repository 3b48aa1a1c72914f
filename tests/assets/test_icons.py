"""The icons in assets are what tools/make_icons.py draws, small, and whole inside what a launcher shows."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from carerapp.ui.theme import LIGHT
from tools.make_icons import ASSETS, DRAWN, LEAF, WALL

SAFE = 0.8  # of the width: the circle that no launcher cuts into
SMALL = 16 * 1024


def furthest(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any pixel in any channel; 256 when they can't be compared."""
    if (one.size, one.mode) != (other.size, other.mode):
        return 256
    ends = ImageChops.difference(one, other).getextrema()
    return max(int(high) for _, high in ends)  # type: ignore[misc]


def kept(name: str) -> Image.Image:
    with Image.open(ASSETS / name) as picture:
        picture.load()
        return picture


@pytest.mark.parametrize("name", DRAWN)
def test_it_is_what_the_tool_draws(name: str) -> None:
    """Pixel for pixel."""
    assert furthest(kept(name), DRAWN[name]()) == 0, "run make icons, and look at it"


def test_one_other_pixel_is_noticed() -> None:
    """The comparison can fail."""
    picture = kept("icons/icon-192.png")
    touched = picture.copy()
    touched.putpixel((96, 96), (0, 0, 0, 255))
    assert furthest(picture, touched) > 0


@pytest.mark.parametrize("name", DRAWN)
def test_it_has_the_size_in_its_name_and_is_small(name: str) -> None:
    """At most 16 kB."""
    stem = Path(name).stem
    side = int(stem.rpartition("-")[2]) if "-" in stem else 1024
    assert kept(name).size == (side, side)
    assert (ASSETS / name).stat().st_size < SMALL


def test_no_other_picture_lies_there() -> None:
    """The folder holds what the tool draws and nothing else."""
    found = {f"icons/{path.name}" for path in (ASSETS / "icons").iterdir()}
    assert found | {"icon.png"} == set(DRAWN)


def test_its_ground_is_the_colour_of_the_buttons() -> None:
    """The wall is the theme's primary colour."""
    assert LIGHT["primary"] == WALL
    assert kept("icons/maskable-192.png").getpixel((0, 0)) == tuple(bytes.fromhex(WALL[1:]))


@pytest.mark.parametrize("name", [name for name in DRAWN if "maskable" in name])
def test_a_launcher_that_cuts_a_circle_cuts_nothing_off(name: str) -> None:
    """All that is drawn lies in the circle that every launcher shows."""
    picture = kept(name)
    side = picture.width
    wall = picture.getpixel((0, 0))
    far = max(
        ((x + 0.5 - side / 2) ** 2 + (y + 0.5 - side / 2) ** 2) ** 0.5
        for x in range(side)
        for y in range(side)
        if picture.getpixel((x, y)) != wall
    )
    assert far <= side * SAFE / 2


@pytest.mark.parametrize("name", ["icons/apple-touch-icon-180.png", "icons/maskable-512.png"])
def test_where_transparency_would_turn_black_there_is_none(name: str) -> None:
    """These pictures have no alpha channel."""
    assert kept(name).mode == "RGB"


def test_at_48_pixels_door_and_light_are_still_told_apart() -> None:
    """In the size of a home screen the open leaf is more than 48 pixels."""
    small = kept("icons/icon-192.png").resize((48, 48), Image.Resampling.LANCZOS)
    leaf = tuple(bytes.fromhex(LEAF[1:]))
    pixels = small.convert("RGB").tobytes()
    near = [
        at
        for at in range(0, len(pixels), 3)
        if all(abs(a - b) < 12 for a, b in zip(pixels[at : at + 3], leaf, strict=True))
    ]
    assert len(near) > 48  # the open leaf, some pixels wide
