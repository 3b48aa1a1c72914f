"""Draws the invented child's picture: a plain drawing, so that nobody takes it for a real child.

Run: .venv/bin/python tools/make_invented_photo.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent.parent / "assets" / "invented_child.jpg"
SCALE, WIDTH, HEIGHT = 2, 480, 600


def draw() -> Image.Image:
    size = (WIDTH * SCALE, HEIGHT * SCALE)
    picture = Image.new("RGB", size, "#DAEAEF")
    pen = ImageDraw.Draw(picture)

    def box(left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int]:
        return left * SCALE, top * SCALE, right * SCALE, bottom * SCALE

    pen.rounded_rectangle(box(70, 430, 410, 700), 90 * SCALE, "#5B6B6E")  # hooded top
    pen.ellipse(box(120, 330, 360, 480), "#4A585B")
    pen.rectangle(box(205, 360, 275, 440), "#A9745A")
    pen.ellipse(box(130, 90, 350, 390), "#2A1D18")  # hair
    pen.ellipse(box(145, 130, 335, 400), "#B98266")
    pen.pieslice(box(130, 80, 350, 300), 180, 360, "#2A1D18")
    for x in (190, 262):
        pen.ellipse(box(x, 232, x + 28, 250), "#FFFFFF")
        pen.ellipse(box(x + 8, 233, x + 20, 249), "#3A2418")
    pen.line([212 * SCALE, 290 * SCALE, 268 * SCALE, 290 * SCALE], "#9A6550", 0)
    pen.arc(box(205, 285, 275, 345), 20, 160, "#7A3F33", 5 * SCALE)
    pen.line([(258 * SCALE, 205 * SCALE), (292 * SCALE, 198 * SCALE)], "#E2B8A0", 3 * SCALE)  # scar
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    draw().save(OUT, quality=88)
    print(OUT.name)
