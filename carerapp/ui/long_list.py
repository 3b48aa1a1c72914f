"""A list of any length: only the rows near the part that is looked at are made.

The rows stand in chunks. A chunk that is far away is an empty space as high as its rows are, or were when
they were last there, so that nothing moves under a finger. A screen reader finds each such space as a button
that says which rows belong there; it is filled when it is reached by scrolling, or when it is tapped.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

import flet as ft

from carerapp.ui import kit
from carerapp.ui.shell import App

CHUNK = 25  # rows
SHORT = 3 * CHUNK  # up to here all of them are made
AHEAD = 1.5  # how far beyond what is looked at, in heights of the screen


@dataclass
class LongList:
    """Which chunks are filled, and how high each one was."""

    about: Hashable = None  # when this changes, it is another list
    chunks: range = field(default_factory=lambda: range(0))
    filled: range = field(default_factory=lambda: range(2))
    asked: set[int] = field(default_factory=set)  # chunks that were tapped, also where nobody scrolled to
    measured: dict[int, float] = field(default_factory=dict)
    guess: Callable[[int], float] = lambda chunk: 0.0

    def begin(self, rows: int, guess: Callable[[int], float], about: Hashable) -> None:
        """A drawing of the list. `guess`: how high a chunk may be that was never there."""
        if about != self.about:
            self.about, self.filled = about, range(2)
            self.asked, self.measured = set(), {}
        self.chunks, self.guess = range(-(-rows // CHUNK)), guess

    def height(self, chunk: int) -> float:
        """In pixels."""
        return self.measured.get(chunk) or self.guess(chunk)

    def has(self, chunk: int) -> bool:
        """Whether its rows are made."""
        return chunk in self.filled or chunk in self.asked

    def fill(self, chunk: int) -> None:
        """A tap on a chunk's space; a few at once, so that a list that is walked so stays short."""
        if len(self.asked) > 4:
            self.asked.clear()
        self.asked.add(chunk)

    def scrolled(self, pixels: float, viewport: float, extent: float) -> bool:
        """The screen stands at `pixels` of `extent`. True when other chunks must be filled now.

        How much stands above the list is not known, only how much is on the screen beside it: the list is
        filled wherever it may be looked at.
        """
        ends = list(accumulate(self.height(chunk) for chunk in self.chunks))
        if not ends or not viewport:
            return False
        top, bottom = pixels - max(0.0, extent + viewport - ends[-1]), pixels + viewport
        if all(self.has(chunk) for chunk in self._between(ends, top - viewport / 2, bottom + viewport / 2)):
            return False
        self.filled = self._between(ends, top - viewport * AHEAD, bottom + viewport * AHEAD)
        self.asked.clear()
        return True

    def _between(self, ends: list[float], top: float, bottom: float) -> range:
        """The chunks that stand there; one at least."""
        first = next((chunk for chunk in self.chunks if ends[chunk] > top), self.chunks[-1])
        last = next((chunk for chunk in self.chunks if ends[chunk] >= bottom), self.chunks[-1])
        return range(first, max(first, last) + 1)


@dataclass
class LongLists:
    """Those of a screen, by what their rows are called."""

    lists: dict[str, LongList] = field(default_factory=dict)

    def scrolled(self, pixels: float, viewport: float, extent: float) -> bool:
        """As for one; each of them is told."""
        changed = [one.scrolled(pixels, viewport, extent) for one in self.lists.values()]
        return any(changed)


def long_list(
    app: App,
    rows: int,
    row: Callable[[int], ft.Control],
    *,
    guess: Callable[[int], float],
    what: str,
    about: Hashable = None,
) -> ft.Control:
    """`rows` rows in one box, each made by `row(number)` when it is near.

    `guess`: how high a row will be, in pixels. `what`: what they are called, "Entries". `about`: changes when
    they are others, as in a search.
    """
    if rows <= SHORT:
        if LongLists in app.states:
            app.state(LongLists).lists.pop(what, None)
        return kit.group(*(row(number) for number in range(rows)))
    state = app.state(LongLists).lists.setdefault(what, LongList())
    state.begin(rows, lambda chunk: sum(guess(number) for number in _of(chunk, rows)), about)
    return kit.group(*(_chunk(state, chunk, rows, row, what) for chunk in state.chunks))


def watch(app: App) -> Callable[[ft.OnScrollEvent], None]:
    """What the scroll of a screen calls: where it stands is kept, and such a list is filled."""

    def scrolled(event: ft.OnScrollEvent) -> None:
        app.display.scrolls.scrolled(event)
        if LongLists not in app.states:
            return
        if app.state(LongLists).scrolled(event.pixels, event.viewport_dimension, event.max_scroll_extent):
            app.locking.touched()
            app.redraw()

    return scrolled


def _of(chunk: int, rows: int) -> range:
    return range(chunk * CHUNK, min((chunk + 1) * CHUNK, rows))


def _chunk(state: LongList, chunk: int, rows: int, row: Callable[[int], ft.Control], what: str) -> ft.Control:
    here = _of(chunk, rows)
    if state.has(chunk):
        filled = kit.stacked(*(row(number) for number in here))
        filled.key = f"chunk:{chunk}"
        filled.on_size_change = partial(_measured, state, chunk)
        return filled
    words = f"{what} {here.start + 1} to {here.stop} of {rows:,}. Show them"
    space = ft.Container(
        kit.named(words, ft.Container()),
        height=state.height(chunk),
        on_click=kit.on_tap(words, partial(state.fill, chunk)),
    )
    made = kit.merged(ft.Semantics(button=True, content=space))
    made.key = f"space:{chunk}"
    return made


def _measured(state: LongList, chunk: int, event: ft.LayoutSizeChangeEvent[ft.LayoutControl]) -> None:
    state.measured[chunk] = event.height
