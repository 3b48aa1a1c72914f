"""What the app itself says from "Is the child in danger now?" to "is back", gathered from the drawn screens.

Not the app's: what a procedure says in its own words, where it says it, and the names of people and services.
Both are read from the packs, so a sentence that is neither is measured without anybody listing it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import forms
from carerapp.domain.applying import Applying
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.window.what_for import Asked
from tests.support.ui.evening import Evening

#: Begun, asked, looked for, reported, told, rung, found.
SCREENS = (
    *(ScreenName.DANGER, ScreenName.POSSIBLE_RISK, ScreenName.BEGINNING, ScreenName.EPISODE),
    *(ScreenName.REPORT, ScreenName.TELL, ScreenName.ON_THE_PHONE, ScreenName.FOUND),
)
#: Keys of a pack whose texts are the procedure's own words; `label` is a row as the authority's form has it.
_VERBATIM = {"quote", "label", "lead", "items", "definition", "depends", "condition", "value"}
_NAMES = {"who", "name", "short", "called"}
_PACKS = sorted(Path(forms.__file__).parent.glob("authorities/*/protocol.toml"))
_RULE_ID = re.compile(r"\s*\([A-Z]{3}-[A-Z]+\d+\)")
_END = re.compile(r"(?<=[.!?:])”?\s+")


class NotOurs:
    """The words of the packs that the app only shows."""

    def __init__(self) -> None:
        said: set[str] = set()
        sources: set[str] = set()
        for path in _PACKS:
            pack = tomllib.loads(path.read_text("utf-8"))
            for part, key, words in _texts(pack, ""):
                if key in _VERBATIM | _NAMES or (part in ("wording", "list") and key in ("text", "title")):
                    said.add(_plain(words))
                elif key == "source":
                    sources |= {f"{pack['short']}{between}{words}" for between in (", ", " ")}
        self.said = "\n".join(said)
        self.sources = sorted(sources, key=len, reverse=True)

    def without(self, words: str) -> Iterator[str]:
        """The app's own sentences in one piece of text of a screen."""
        words = _plain(_RULE_ID.sub("", words))
        if words.strip("“”") in self.said:
            return
        for source in self.sources:
            words = words.removeprefix(source).lstrip(". ")
        for sentence in _END.split(words):
            if sentence.strip("“”. ") and sentence.strip("“”") not in self.said:
                yield sentence


def _texts(value: Any, part: str, key: str = "") -> Iterator[tuple[str, str, str]]:
    """Each text of a pack, with the part of it and the key that it stands under."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, part or name, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, part, key)
    elif isinstance(value, str):
        yield part, key, value


def _plain(words: str) -> str:
    return " ".join(words.split())


async def drawn(evening: Evening) -> Iterable[tuple[ScreenName, str]]:
    """Each piece of text on each of these screens, and on the screen of each step."""
    book, app = evening.book, evening.window.app
    child = book.child(evening.child)
    steps = Applying(child, child.episode(evening.episode), app.now()).steps()
    about = {"child": evening.child, "episode": evening.episode}
    places = [Place(name, about) for name in SCREENS]
    places += [Place(ScreenName.STEP, {**about, "step": step.field}) for step in steps]
    found: dict[tuple[ScreenName, str], None] = {}
    for place in places:
        app.home(place)
        app.state(Asked)
        app.redraw()
        await evening.window.drawn()
        assert app.place.name is place.name
        found |= {(place.name, words): None for words in evening.window.words()}
    return found
