"""Draws the app's icon: a door left open, with the light on. No child, no badge, nothing that tells.

Run: .venv/bin/python -m tools.make_icons   (tests/assets/test_icons.py draws them again and compares)

``assets/icons`` is what a browser shows and installs. ``assets/icon.png`` has no background: it is what
``flet build`` looks for, and it puts its own margin and the colour of ``[tool.flet] icon_background`` behind.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

from carerapp.ui.theme import DARK, LIGHT

ASSETS = Path(__file__).resolve().parent.parent / "assets"
WALL = LIGHT["primary"]  # what the screens call ACTION
GLOW = LIGHT["tertiary_container"]
SPILL = DARK["tertiary"]
LEAF = DARK["primary"]
SHARPER = 8  # drawn this many times larger, then shrunk

# The drawing, on a square from 0 to 1.
DOORWAY = (0.30, 0.08, 0.70, 0.76)
LEAF_OPEN = ((0.30, 0.08), (0.10, 0.00), (0.10, 0.86), (0.30, 0.76))
KNOB = (0.135, 0.44, 0.175, 0.50)
FLOOR = ((0.30, 0.80), (0.70, 0.80), (0.92, 1.00), (0.22, 1.00))


def door(side: int) -> Image.Image:
    """The open door alone, on nothing."""
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * (side - 1), y * (side - 1)) for x, y in points]

    def box(area: tuple[float, float, float, float]) -> list[tuple[float, float]]:
        return at((area[0], area[1]), (area[2], area[3]))

    pen.rectangle(box(DOORWAY), GLOW)
    pen.polygon(at(*FLOOR), SPILL)
    pen.polygon(at(*LEAF_OPEN), LEAF)
    pen.ellipse(box(KNOB), WALL)
    return picture


def icon(side: int, *, corner: float, reach: float) -> Image.Image:
    """The door on its wall. `corner` and `reach` (of the drawing) are parts of the side."""
    big = side * SHARPER
    wall = Image.new("RGBA", (big, big))
    ImageDraw.Draw(wall).rounded_rectangle((0, 0, big - 1, big - 1), corner * big, WALL)
    drawing = door(round(big * reach))
    margin = (big - drawing.width) // 2
    wall.alpha_composite(drawing, (margin, margin))
    small = wall.resize((side, side), Image.Resampling.BOX)
    return small if corner else small.convert("RGB")


def rounded(side: int) -> Image.Image:
    """For places that show a picture as it is."""
    return icon(side, corner=0.22, reach=0.72)


def maskable(side: int) -> Image.Image:
    """For launchers that cut a shape out: all of the door is inside the circle of 80 %."""
    return icon(side, corner=0, reach=0.57)


def touch(side: int) -> Image.Image:
    """For the home screen of an iPhone, which rounds the corners itself and shows no transparency."""
    return icon(side, corner=0, reach=0.66)


def tab(side: int) -> Image.Image:
    """For a browser's tab: as large as it can be."""
    return icon(side, corner=0.2, reach=0.8)


def bare(side: int) -> Image.Image:
    """For flet build."""
    return door(side * 4).resize((side, side), Image.Resampling.BOX)


DRAWN: dict[str, Callable[[], Image.Image]] = {
    "icons/icon-192.png": lambda: rounded(192),
    "icons/icon-512.png": lambda: rounded(512),
    "icons/maskable-192.png": lambda: maskable(192),
    "icons/maskable-512.png": lambda: maskable(512),
    "icons/apple-touch-icon-180.png": lambda: touch(180),
    "icons/favicon-32.png": lambda: tab(32),
    "icon.png": lambda: bare(1024),
}


def main() -> None:
    for name, draw in DRAWN.items():
        path = ASSETS / name
        path.parent.mkdir(exist_ok=True)
        draw().save(path, optimize=True)
        print(f"{name}  {path.stat().st_size // 1024 + 1} KB")


if __name__ == "__main__":
    main()
