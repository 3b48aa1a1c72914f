"""A finger on any kind of screen: it taps one pixel again and again, and looks what came up under it."""

from __future__ import annotations

import re
import time
from typing import Any

from tests.support.browser.controls import middle
from tests.support.browser.screen import Screen
from tests.support.browser.watched import SETTLED, Name

#: The buttons of an evening that write a fact with their tap.
FACTS = re.compile(
    r"I have reported it|The officer has it|Make the officer’s copy( again)?|Write down that they refused"
    r"|They refused again: write it down|Told|No answer|Left a message|Spoke\. Not seen \w+|\w+ answered"
    r"|I didn’t ring"
    r"|Done|Couldn’t|Doesn’t apply|Save|Close|Yes: .*|No: start looking|Not yet: keep looking|They said: .*"
    r"|\w+ isn’t where they should be|\w+ left again|I have it now"
)
UNDER = """([x, y]) => [...document.querySelectorAll('flt-semantics[role=button]')]
    .filter(e => e.contains(document.elementFromPoint(x, y)))
    .map(e => (e.getAttribute('aria-label') || e.innerText).replaceAll('\\u00a0', ' ').trim())"""
ANSWERED = 1600  # milliseconds without a change after which no answer to a tap is on its way


class Finger(Screen):
    """``came_up``: what writes a fact and stood where the tap before had been, as "tapped → came up". Made as
    the kind of screen that it is mixed into."""

    def __init__(self, *where: Any, **how: Any) -> None:
        self.came_up: list[str] = []
        self._last: tuple[str, float, float] | None = None
        self._name = ""
        super().__init__(*where, **how)

    def tap_again(self, name: Name, times: int, gap: float, *, exact: bool = False) -> None:
        """As the function of this name; what came up is looked for before the next tap."""
        self.look_under()
        x, y = tap_again(self, name, times, gap, exact=exact)
        self._last = (_plain(name), x, y)

    def look_under(self) -> None:
        """What stands now where the last tap was."""
        if self._last is None:
            return
        tapped, x, y = self._last
        self.page.wait_for_function(SETTLED, arg=self.settles_after)
        for name in self.page.evaluate(UNDER, [x, y]):
            if FACTS.fullmatch(name):
                self.came_up.append(f"{tapped} → {name}")
        self._last = None

    def _before_tap(self, name: Name, *, at_once: bool) -> None:
        """What the tap before brought up is looked for. A key of the PIN writes nothing."""
        if not at_once:
            self.look_under()
        self._name = _plain(name)

    def _press(self, x: float, y: float) -> None:
        self._last = (self._name, x, y)
        super()._press(x, y)


def tap_again(
    screen: Screen, name: Name, times: int, gap: float, *, exact: bool = False
) -> tuple[float, float]:
    """So many taps on one pixel, ``gap`` seconds apart; where. Returns when nothing changes any more."""
    control = screen.control(name, exact)
    screen.scroll_to(control)
    screen.page.wait_for_function(SETTLED, arg=ANSWERED)
    x, y = middle(screen.at_rest(control))
    begun = time.monotonic()
    for number in range(times):
        screen.page.wait_for_timeout(max(0.0, (begun + number * gap - time.monotonic()) * 1000))
        screen.page.mouse.click(x, y)
    screen.page.wait_for_timeout(300)
    screen.page.wait_for_function(SETTLED, arg=ANSWERED)
    screen.page.bring_to_front()  # a call takes the browser away
    return x, y


def _plain(name: Name) -> str:
    return name if isinstance(name, str) else name.pattern
