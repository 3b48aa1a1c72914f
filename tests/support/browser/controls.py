"""Controls are found as a screen reader finds them, by role and name, and brought where a finger can
reach."""

from __future__ import annotations

import functools
import time
from typing import Literal, get_args

from playwright.sync_api import FloatRect, Locator

from tests.support.browser.watched import Name, Watched

Role = Literal["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option"]
TAPPABLE: tuple[Role, ...] = get_args(Role)
# Whether a finger at this point would meet this element.
REACHED = """(element, [x, y]) => {
    const hit = document.elementFromPoint(x, y);
    // A field's own frame counts; another thing around both does not: that is a gap in a bar lying over it.
    return !!hit && (element.contains(hit)
        || (element.matches('input, textarea') && hit === element.parentElement));
}"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Controls(Watched):
    """A window in which a control can be found and scrolled to."""

    def control(self, name: Name, exact: bool = False, nth: int | None = None) -> Locator:
        """The one visible control of this name; below the fold of a list it is looked for by scrolling."""
        controls = self._named(name, exact)
        end = time.monotonic() + self.timeout / 3
        while not controls.count():
            try:
                self.until(lambda: controls.count() > 0, f"no such control: {name}", timeout=1)
            except AssertionError:
                if not self._scroll_until(controls) and time.monotonic() > end:
                    raise
        found = controls.count()
        if nth is None and found > 1:
            each = [controls.nth(number) for number in range(found)]
            names = [one.get_attribute("aria-label") or one.inner_text() for one in each]
            raise AssertionError(f"{found} controls are called {name}: {names}; say which (exact or nth)")
        return controls.nth(nth or 0)

    def field(self, label: Name, nth: int = 0) -> Locator:
        """The field with this label, once it is there."""
        fields = self.page.locator("input, textarea").and_(self.page.get_by_label(label))
        self.until(lambda: fields.count() > nth, f"no such field: {label}")
        return fields.nth(nth)

    def scroll(self, by: float) -> None:
        """Turn the wheel in the middle of the window; in pixels."""
        size = self.page.viewport_size
        assert size is not None
        self.page.mouse.move(size["width"] / 2, size["height"] / 2)
        self.page.mouse.wheel(0, by)
        self.page.wait_for_timeout(150)

    def scroll_to(self, control: Locator) -> None:
        """Wheel until a finger could touch the middle of it (a sticky bar may lie over it)."""
        size = self.page.viewport_size
        assert size is not None
        for _ in range(60):
            box = control.bounding_box()
            if box is None:  # being drawn anew
                self.page.wait_for_timeout(50)
                continue
            x, y = middle(box)
            if 0 < y < size["height"] and self.reached(control, x, y):
                return
            away = y - size["height"] / 2
            self.page.mouse.move(min(max(x, 1), size["width"] - 1), size["height"] / 2)
            self.page.mouse.wheel(0, max(-2000, min(2000, away)) if abs(away) > 40 else 80)
            self.page.wait_for_timeout(120)
        raise AssertionError(f"{control} could not be scrolled into reach")

    def reached(self, control: Locator, x: float, y: float) -> bool:
        """Whether a finger at this point would meet this control."""
        return bool(control.evaluate(REACHED, [x, y]))

    def at_rest(self, control: Locator) -> FloatRect:
        """Where it is once nothing moves any more: a tap on what still scrolls only stops it."""
        before: FloatRect | None = None
        still = 0
        for _ in range(200):
            box = control.bounding_box()
            still = still + 1 if box is not None and box == before else 0
            if box is not None and still == 2:
                return box
            before = box
            self.page.evaluate(TWO_FRAMES)
        raise AssertionError(f"{control} does not come to rest")

    def _scroll_until(self, controls: Locator) -> bool:
        """From the top of what scrolls to its end, or until one of these is there."""
        self.scroll(-100_000)
        before: list[str] = []
        while not controls.count():
            if before == self.words():
                return False
            before = self.words()
            self.scroll(500)
        return True

    def _named(self, name: Name, exact: bool) -> Locator:
        precise = exact and isinstance(name, str)
        first, *others = (self.page.get_by_role(role, name=name, exact=precise) for role in TAPPABLE)
        return functools.reduce(Locator.or_, others, first)


def middle(box: FloatRect) -> tuple[float, float]:
    """The point that a finger aims at."""
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
