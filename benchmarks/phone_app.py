"""The phone app in the browser: installed, opened, set up, unlocked, its form on the screen."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Page

from benchmarks.tapping import SETTLES
from tests.support.browser.screen import Screen
from tests.support.browser.watched import Name

USABLE = "() => globalThis.carerapp?.marks?.usable ?? 0"
MINUTES = 5 * 60_000


class PhoneScreen(Screen):
    """A Screen on the app that is opened from its first page; `took` is how long the last opening took."""

    took = 0.0

    def open(self, path: str = "") -> None:
        self.page.goto(self.url + path)
        self.took = usable(self.page)
        self.page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=60_000)
        self.page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
        self.until(lambda: bool(self.words()), "the screen stayed empty", timeout=30)

    def focused(self, label: str) -> FloatRect:
        """A field, with the focus and listening; where it stands."""
        found = self.field(label)
        self.scroll_to(found)
        found.click()
        self.page.wait_for_timeout(1500)
        box = self.field(label).bounding_box()
        assert box is not None
        return box

    def _before_tap(self, name: Name, *, at_once: bool) -> None:
        """No sooner than the app takes a tap on a screen that has changed, on a slow phone."""
        if not at_once:
            self.page.wait_for_timeout(SETTLES)


def usable(page: Page) -> float:
    """Milliseconds from the navigation until the first screen of the app; then it is opened."""
    page.get_by_role("button", name="Open the app").click()
    page.wait_for_function(USABLE, timeout=MINUTES)
    return float(page.evaluate(USABLE))
