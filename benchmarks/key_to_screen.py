"""How long after a key its letter is on the screen. One method for a page of HTML and for a canvas.

The key goes in through Chromium's own input (as a keyboard's would), and the browser's time on it is the
start. The screen is filmed by Chromium itself; the end is the time of the first picture in which the inside
of the field differs in more columns than a caret is wide. Filming costs time, the same for everyone: `bare`,
an input on an empty page, says how much. So compare differences; a difference of one picture (17 ms) says
nothing.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice

from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Page

LETTERS = "mawnesk"  # wider than a caret, each unlike the one before
LINE = 14  # then the field is emptied: a field that is full scrolls, which is another matter
CARET = 5  # columns: two pixels, smoothed at both sides
PAUSE = 180  # ms between keys, and a little more each time, so that keys meet every phase of a picture
PATIENCE = 30  # pauses
INSET = 3
NOTE_KEYS = """() => {
    window.pressed = [];
    window.noting ||= addEventListener(
        'keydown', e => pressed.push(performance.timeOrigin + e.timeStamp), true) ?? true;
}"""
BARE = (
    "data:text/html,<meta name=viewport content='width=device-width'>"
    "<input aria-label=Bare style='font-size:18px;width:300px;height:40px'>"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What was on the screen from this moment on."""

    at: float  # ms since 1970
    png: bytes


@contextmanager
def filming(page: Page) -> Iterator[list[Picture]]:
    """Every picture that Chromium draws meanwhile."""
    session = page.context.new_cdp_session(page)
    film: list[Picture] = []

    def keep(event: dict[str, object]) -> None:
        meta = event["metadata"]
        assert isinstance(meta, dict)
        film.append(Picture(float(meta["timestamp"]) * 1000, base64.b64decode(str(event["data"]))))
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    try:
        yield film
    finally:
        session.send("Page.stopScreencast")
        session.detach()


def typed(page: Page, field: FloatRect, keys: int) -> list[float]:
    """Milliseconds from key to letter, key by key, in the field that has the focus and stands here."""
    took = []
    with filming(page) as film:
        for number, letter in enumerate(islice(cycle(LETTERS), keys)):
            if number % LINE == 0:
                _empty(page)
            page.evaluate(NOTE_KEYS)
            page.keyboard.press(letter)
            took.append(_until_shown(page, film, field))
            page.wait_for_timeout(7 * number % 50)
            del film[:-1]
    return took


def _empty(page: Page) -> None:
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.wait_for_timeout(1500)


def _until_shown(page: Page, film: list[Picture], field: FloatRect) -> float:
    """Looked for only when the pause is over, so that looking costs nothing while it counts."""
    for _ in range(PATIENCE):
        page.wait_for_timeout(PAUSE)
        pressed: list[float] = page.evaluate("pressed")
        assert len(pressed) == 1, f"one key was pressed, the page heard {len(pressed)}"
        before = [picture for picture in film if picture.at <= pressed[-1]]
        assert before, "nothing was filmed before the key"
        old = _inside(before[-1], field)
        for picture in film[len(before) :]:
            if _columns(old, _inside(picture, field)) > CARET:
                return picture.at - pressed[-1]
    raise AssertionError("a key was pressed, and no letter came")


def _inside(picture: Picture, field: FloatRect) -> Image.Image:
    """The inside of the field. The viewport is filmed at one pixel each."""
    left, top = field["x"] + INSET, field["y"] + INSET
    right, bottom = field["x"] + field["width"] - INSET, field["y"] + field["height"] - INSET
    return (
        Image.open(io.BytesIO(picture.png))
        .convert("L")
        .crop((round(left), round(top), round(right), round(bottom)))
    )


def _columns(old: Image.Image, new: Image.Image) -> int:
    """How many columns of pixels differ visibly."""
    changed = ImageChops.difference(old, new).point(lambda value: 255 if value > 40 else 0)
    # Squeezed to one row, a column with one changed pixel in forty is still not black.
    row = changed.resize((changed.width, 1), Image.Resampling.BOX)
    return sum(1 for value in row.tobytes() if value)


def bare(page: Page, keys: int) -> list[float]:
    """The method's own share: a plain input on an empty page."""
    page.goto(BARE)
    field = page.get_by_label("Bare")
    field.click()
    box = field.bounding_box()
    assert box is not None
    return typed(page, box, keys)
