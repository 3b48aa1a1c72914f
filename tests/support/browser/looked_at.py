"""What a carer sees at a glance: a picture of the screen, what needs no scrolling, which button is filled.

With CARERAPP_PICTURES naming a folder, every screen that is looked at leaves its picture there.
"""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from tests.support.browser.screen import Screen
from tests.support.browser.watched import Name

#: Words of before that no carer should have to understand.
HARD = re.compile(
    r"Whose procedure holds here|What the table says|What came of it|Why do you decide so|reasons hold"
    r"|New row|by nobody known|no key of its own to add|\(L\d{3}|Rule [A-Z]{3}-|\([A-Z]{3}-D"
)
_DARK = 3 * 128  # of a button's own colour, red, green and blue together


@dataclass
class LookedAt:
    """``number`` counts the pictures of one part of the evening; ``hard``: words that should be gone."""

    screen: Screen
    part: str
    number: int = 0
    hard: list[str] = field(default_factory=list)

    def at(self, name: str) -> None:
        """This screen, as it stands now."""
        self.number += 1
        self.hard += [f"{name}: {words}" for words in self.screen.words() if HARD.search(words)]
        if folder := os.environ.get("CARERAPP_PICTURES"):
            self.screen.page.wait_for_timeout(500)
            self.screen.screenshot(Path(folder) / f"{self.part} {self.number:02} {name}.png")


def in_sight(screen: Screen, *names: Name) -> list[Name]:
    """Those that a thumb does not reach where the screen stands now."""
    height = screen.page.evaluate("innerHeight")
    return [name for name in names if not _reached(screen, name, height)]


def _reached(screen: Screen, name: Name, height: float) -> bool:
    control = screen.control(name, isinstance(name, str), 0)
    box = control.bounding_box()
    if box is None or box["y"] < 0 or box["y"] + box["height"] > height:
        return False
    return screen.reached(control, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def filled(screen: Screen, name: str) -> bool:
    """Whether this button is the filled one: most of it is dark, on a light screen."""
    control = screen.control(name, True)
    screen.scroll_to(control)
    box = screen.at_rest(control)
    picture = Image.open(io.BytesIO(screen.page.screenshot(clip=box))).convert("RGB")
    colours = picture.getcolors(maxcolors=picture.width * picture.height) or []
    _, colour = max(colours)
    assert isinstance(colour, tuple)
    return sum(colour) < _DARK
