"""The app on a screen, driven as a person with a screen reader's view of it would.

with AppProcess(data) as app, chromium() as browser:
    screen = Screen(browser, app.url)
    screen.type("PIN", PIN)
    screen.tap("Unlock")
    screen.see("Children")
    app.kill9(); app.restart(); screen.open()
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from playwright.sync_api import Error

from tests.support.browser.axe import Finding, axe
from tests.support.browser.controls import Controls, middle
from tests.support.browser.watched import SETTLED, TAPPED, Name

DEAF = "() => document.querySelectorAll('input, textarea').forEach(e => e.setAttribute('autocorrect', 'off'))"
LISTENS = "() => document.activeElement?.getAttribute('autocorrect') === 'on'"


class Screen(Controls):
    """What a person does; the taps are counted in ``taps``."""

    taps = 0
    #: milliseconds without a change in what can be tapped: the app counts 700 from when it hears of it
    settles_after = 1500

    def value(self, label: Name) -> str:
        """What stands in a field. Flutter tells only once the field has the focus."""
        field = self.field(label)
        if not field.input_value():
            self.scroll_to(field)
            field.click()
            self.page.wait_for_timeout(300)
        return self.field(label).input_value()

    def checked(self, name: Name, *, exact: bool = False) -> bool:
        """Whether this box is ticked."""
        return self.control(name, exact, 0).get_attribute("aria-checked") == "true"

    def tap(
        self,
        name: Name,
        *,
        exact: bool = False,
        nth: int | None = None,
        count: bool = True,
        at_once: bool = False,
    ) -> None:
        """Tap a button, link, box or tab by its accessible name, scrolling to it if need be; no sooner than
        the app takes a tap. ``at_once``: a key of the PIN, which is taken on a changed screen too."""
        self._before_tap(name, at_once=at_once)
        control = self.control(name, exact, nth)
        self.scroll_to(control)
        if not at_once:
            self._settle()
        x, y = middle(self.at_rest(control))
        if not self.reached(control, x, y):  # the page grew while it came to rest
            self.scroll_to(control)
            x, y = middle(self.at_rest(control))
        self._press(x, y)
        with contextlib.suppress(Error):  # it may have led to another page
            self.page.evaluate(TAPPED)
        if count:
            self.taps += 1
        self.page.wait_for_timeout(50)
        self._come_back()

    def activate(self, name: Name) -> None:
        """Press a button where it is, without scrolling there: as a screen reader does."""
        self._settle()
        self.control(name, False, 0).evaluate("e => e.click()")
        self.page.evaluate(TAPPED)

    def type(self, label: Name, text: str, *, nth: int = 0) -> None:
        """Put this text into a field. Going to the field is a tap, unless it has the focus already."""
        field = self.field(label, nth)
        if not field.evaluate("e => e === document.activeElement"):
            self.scroll_to(field)
            self.page.evaluate(DEAF)  # the one that has the focus too: it may keep it for a while
            field.click()
            self.taps += 1
        hidden = field.get_attribute("type") == "password"
        for wait in (200, 400, 800):  # Flutter swaps the element when it gets the focus
            # It sets this once it listens; what is typed before, it never hears. Not for hidden words.
            with contextlib.suppress(Error):
                self.page.wait_for_function(LISTENS, timeout=1500 if hidden else 20_000, polling=50)
            self.page.wait_for_timeout(wait)
            with contextlib.suppress(Error):
                field = self.field(label, nth)
                field.fill(text)
                if field.input_value() == text:
                    return
        raise AssertionError(f"could not type into {label}: it says {field.input_value()!r}")

    def press(self, key: str) -> None:
        """A key of the keyboard, by Playwright's name for it."""
        self.page.keyboard.press(key)

    def back(self) -> None:
        """The browser's own Back, no sooner than a thumb: the app first hears where the browser is."""
        self.page.wait_for_timeout(500)
        self.page.go_back()

    def choose_file(self, button: Name, path: Path) -> None:
        """Tap a button that opens the file picker, and give it this file."""
        with self.page.expect_file_chooser() as chooser:
            self.tap(button)
        chooser.value.set_files(path)

    def download(self, button: Name, to: Path) -> Path:
        """Tap a button that saves a file; the file goes to the folder `to`."""
        with self.page.expect_download() as download:
            self.tap(button)
        path = to / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def axe(self) -> list[Finding]:
        """axe-core's findings on this screen, without those that are Flutter's own."""
        return axe(self.page)

    def _before_tap(self, name: Name, *, at_once: bool) -> None:
        """What a kind of screen waits for or looks at before each tap."""

    def _settle(self) -> None:
        self.page.wait_for_function(SETTLED, arg=self.settles_after, polling=50)

    def _press(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)
