"""The app in an engine, driven by its accessibility tree: what `Walk` asks of a screen."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.browser.screen import DEAF, LISTENS
from tests.support.browser.watched import HEADINGS, READ, READ_ALOUD, SETTLED, SETTLES, TAPPED, Name
from tests.support.engines.engine import HEIGHT, PATIENCE, Engine

SETTLES_AFTER = 2000  # milliseconds without a change: the app takes no tap sooner
COMES_BY_ITSELF = 5  # seconds; after them a control is looked for further down
LISTENS_WITHIN = 6  # seconds; then it is typed all the same, and looked at what came of it
FIND = """
const {want, exact, pattern, flags, fields} = given;
const plain = words => (words ?? '').replaceAll('\\u00a0', ' ').trim();
const fits = words => pattern ? new RegExp(want, flags).test(words)
    : exact ? words === want : words.toLowerCase().includes(want.toLowerCase());
const roles = ['button', 'link', 'checkbox', 'radio', 'switch', 'tab', 'menuitem', 'option'];
const kinds = fields ? 'input, textarea' : roles.map(role => `[role=${role}]`).join(', ');
return [...document.querySelectorAll('flt-semantics-host *')].filter(e => e.matches(kinds))
    .map(e => ({e, name: plain(e.getAttribute('aria-label') || e.innerText)}))
    .filter(({name}) => fits(name))
    .map(({e, name}) => {
        const box = e.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
        const hit = document.elementFromPoint(x, y);
        const reached = !!hit && (e.contains(hit) || (fields && hit === e.parentElement));
        return {name, x, y, reached, active: e === document.activeElement, value: e.value ?? null,
                seen: box.width > 0};
    }).filter(({seen}) => seen);
"""
MIDDLE = """
const box = document.getElementById('open').getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2];
"""
IS_OPEN = "return document.body.classList.contains('open');"
TREE_IS_OFF = "return document.querySelector('flt-semantics-placeholder') !== null;"


class EngineScreen:
    """One window of the engine, on the app. ``timeout``: seconds to wait for what must come."""

    def __init__(self, engine: Engine, *, timeout: float = 60) -> None:
        self.engine, self.timeout = engine, timeout

    def open(self) -> None:
        """From the first page into the app, and its accessibility tree on."""
        self.engine.click(*self.engine.run(MIDDLE))
        self.until(lambda: bool(self.engine.run(IS_OPEN)), "the app did not open", timeout=PATIENCE)
        self.until(lambda: bool(self.engine.run(TREE_IS_OFF)), "nothing to switch the tree on with")
        self._value(READ_ALOUD)
        self.until(lambda: bool(self.words()), "the screen stayed empty")
        self._value(SETTLES)

    def _value(self, function: str, given: object = None) -> Any:
        return self.engine.run(f"return ({function})(given);", given)

    # --- what it says -----------------------------------------------------------------
    def words(self) -> list[str]:
        return [str(words).replace("\u00a0", " ") for words in self._value(READ)]

    def headings(self) -> list[str]:
        return [str(words).replace("\u00a0", " ") for words in self._value(HEADINGS)]

    def shows(self, text: Name) -> bool:
        if isinstance(text, str):
            return any(text.replace("\u00a0", " ") in words for words in self.words())
        return any(text.search(words) for words in self.words())

    def see(self, text: Name, *, timeout: float | None = None) -> None:
        self.until(lambda: self.shows(text), f"not seen: {text}", timeout=timeout)

    def see_no(self, text: Name) -> None:
        self.until(lambda: not self.shows(text), f"still there: {text}")

    def see_no_heading(self, words: str) -> None:
        self.until(lambda: words not in self.headings(), f"still the heading: {words}")

    def until(self, true: Callable[[], bool], otherwise: str, *, timeout: float | None = None) -> None:
        """Wait until it holds; an AssertionError says ``otherwise`` and what is on the screen."""
        end = time.monotonic() + max(timeout or 0, self.timeout)
        while True:
            try:
                if true():
                    return
            except RuntimeError:  # the page is drawn anew
                pass
            if time.monotonic() > end:
                raise AssertionError(f"{otherwise}\nThe screen says:\n  " + "\n  ".join(self.words()))
            time.sleep(0.1)

    # --- what a person does -----------------------------------------------------------
    def tap(self, name: Name, *, exact: bool = False, count: bool = True, at_once: bool = False) -> None:
        """Tap what has this name, once it is at rest; ``at_once``: a key of the PIN."""
        one = self._in_reach(name, exact=exact)
        if not at_once:
            self.until(lambda: bool(self._value(SETTLED, SETTLES_AFTER)), "it never comes to rest")
            one = self._in_reach(name, exact=exact)
        self.engine.click(one["x"], one["y"])
        self._value(TAPPED)

    def type(self, label: Name, text: str) -> None:
        """Key by key into the field of this name."""
        for _ in range(3):
            one = self._in_reach(label, fields=True)
            if not one["active"]:
                self._value(DEAF)
                self.engine.click(one["x"], one["y"])
            self._soon(lambda: bool(self._value(LISTENS)), LISTENS_WITHIN)
            self.engine.write(text, over=True)
            if self._soon(lambda: any(one["value"] == text for one in self._find(label, fields=True)), 5):
                return
        said = [(one["name"], one["value"], one["active"]) for one in self._find(label, fields=True)]
        raise AssertionError(f"could not type into {label}: {said}")

    def download(self, button: Name, to: Path) -> Path:
        """The file that this button saves, in the engine's own folder."""
        self.tap(button)
        self.until(lambda: bool(self.engine.downloads()), "nothing was saved", timeout=PATIENCE)
        return self.engine.downloads()[0]

    def look_for(self, text: Name) -> None:
        """Down the page until it is there: what is far below is not in the tree yet."""
        for _ in range(40):
            if self._soon(lambda: self.shows(text), 1):
                return
            self.engine.wheel(400)
        raise AssertionError(f"nowhere: {text}\n  " + "\n  ".join(self.words()))

    def _soon(self, true: Callable[[], bool], within: float) -> bool:
        """Whether it holds within so many seconds."""
        end = time.monotonic() + within
        while not true():
            if time.monotonic() > end:
                return False
            time.sleep(0.1)
        return True

    def _find(self, name: Name, *, exact: bool = False, fields: bool = False) -> list[dict[str, Any]]:
        given: dict[str, object] = {"exact": exact, "fields": fields, "pattern": False, "flags": ""}
        if isinstance(name, re.Pattern):
            flags = "".join(letter for flag, letter in ((re.I, "i"), (re.M, "m")) if name.flags & flag)
            given |= {"want": name.pattern, "pattern": True, "flags": flags}
        else:
            given["want"] = name.replace("\u00a0", " ")
        found: list[dict[str, Any]] = self.engine.run(FIND, given)
        return found

    def _in_reach(self, name: Name, *, exact: bool = False, fields: bool = False) -> dict[str, Any]:
        """The first of this name, scrolled to where a finger meets it, and not moving."""
        begun = time.monotonic()
        looking = itertools.cycle((-100_000, *[400] * 20))  # from the top of the page down to its end
        before: tuple[float, float] | None = None
        while time.monotonic() - begun < self.timeout:
            try:
                found = self._find(name, exact=exact, fields=fields)
            except RuntimeError:  # the page is drawn anew
                found = []
            here = (found[0]["x"], found[0]["y"]) if found else None
            if not found:  # below the fold of a list, or not there yet
                if time.monotonic() - begun > COMES_BY_ITSELF:
                    self.engine.wheel(next(looking))
            elif not (found[0]["reached"] and 0 < found[0]["y"] < HEIGHT):
                away = found[0]["y"] - HEIGHT / 2
                self.engine.wheel(away if abs(away) > 40 else 80)
                here = None
            elif here == before:
                return found[0]
            before = here
            time.sleep(0.15)
        raise AssertionError(f"no such control: {name}\n  " + "\n  ".join(self.words()))
