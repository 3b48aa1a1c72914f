"""Each button of a screen, tapped once and tapped again: n taps write what one tap writes.

Where the next screen's buttons lie is not known here, so the worst is taken: the second and the third tap
land on the same button and on every one that stands there by then.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from random import Random
from unittest.mock import patch

import flet as ft
from flet.controls.base_control import BaseControl

from tests.support.taps.stand import Named, Stand, Written
from tests.support.ui.every_screen import Stop
from tests.support.walks.unhurried import played

GAPS = (0.06, 0.15, 0.3, 0.45)  # seconds between one tap and the next
LATE = 0.15  # the pace at which it is also tried with a screen that is drawn only afterwards
TIMES = 3
WIDTHS = (390, 1180)  # a phone, a tablet


@dataclass(frozen=True)
class Try:
    """One button of one screen. ``drawn``: whether the screen is drawn between the taps, or only after."""

    stop: Stop
    width: int
    number: int  # which of the buttons, top to bottom
    name: str
    gap: float
    drawn: bool

    def __str__(self) -> str:
        drawn = "" if self.drawn else ", drawn late"
        return f"{self.stop} ({self.width}): {self.name!r} every {self.gap * 1000:.0f} ms{drawn}"


@dataclass
class Sweep:
    """What was tapped and what differed."""

    tries: int = 0
    taps: int = 0
    wrong: list[str] = field(default_factory=list)
    _once: dict[tuple[int, int, int], Written] = field(default_factory=dict)

    def look(self, one: Try) -> None:
        """Tap it once on one disk, and again and again on another."""
        key = (id(one.stop), one.width, one.number)
        with patch.object(ft.Clipboard, "set", _nowhere):
            if key not in self._once:
                played(self._tap_once(one))
            played(self._tap_again(one))
        self.tries += 1

    async def _tap_once(self, one: Try) -> None:
        async for stand, (_, control) in _at(one):
            stand.press(control)
            await stand.rest()
            self._once[id(one.stop), one.width, one.number] = stand.written()

    async def _tap_again(self, one: Try) -> None:
        async for stand, (name, control) in _at(one):
            always, before = stand.takes_at_once(control), stand.names()
            stand.press(control)
            for _ in range(TIMES - 1):
                await stand.passes(one.gap)
                aims = [control]
                if one.drawn and stand.names() != before:
                    aims = _what_came_up(stand, name, control, always=always)
                for aim in aims:
                    stand.press(aim)
                self.taps += len(aims)
            await stand.rest()
            once = self._once[id(one.stop), one.width, one.number]
            if more := stand.written().beyond(once, place=not always):
                self.wrong.append(f"{one}: {more}")


def _what_came_up(stand: Stand, name: str, control: BaseControl, *, always: bool) -> list[BaseControl]:
    """All that can be tapped now, and what was tapped. Not what is always taken, as another call is another
    thing that somebody did, unless it is the same one again."""
    came = [c for said, c in stand.taps() if not stand.takes_at_once(c) or (always and said == name)]
    return came if always and name.startswith("Back") else [control, *came]


async def _at(one: Try) -> AsyncIterator[tuple[Stand, Named]]:
    stand = Stand(one.stop, one.width)
    try:
        await stand.arrive()
        yield stand, stand.taps()[one.number]
    finally:
        await stand.close()


async def _nowhere(*_: object) -> None:
    """The clipboard of no device."""


def buttons(stop: Stop, width: int) -> list[str]:
    """The names of what can be tapped there, top to bottom."""
    found: list[str] = []

    async def look() -> None:
        stand = Stand(stop, width)
        await stand.arrive()
        found.extend(name for name, _ in stand.taps())
        await stand.close()

    played(look())
    return found


def tries(stop: Stop) -> Iterator[Try]:
    """Every button, at every pace, on both."""
    for width in WIDTHS:
        for number, name in enumerate(buttons(stop, width)):
            for gap in GAPS:
                yield Try(stop, width, number, name, gap, drawn=True)
            yield Try(stop, width, number, name, LATE, drawn=False)


def sample(stops: list[Stop], each: int, seed: int) -> Iterator[Try]:
    """``each`` of every stop, drawn by lot."""
    lot = Random(seed)
    for stop in stops:
        width = lot.choice(WIDTHS)
        names = buttons(stop, width)
        for number in lot.sample(range(len(names)), min(each, len(names))):
            yield Try(stop, width, number, names[number], lot.choice(GAPS), lot.random() < 0.7)
