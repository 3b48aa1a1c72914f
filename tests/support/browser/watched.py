"""One browser window on the app: what a screen reader could read out, what tried to leave this machine."""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Response, WebSocket

Name = str | re.Pattern[str]

# Every text on the screen: names, texts, headings and what stands in the fields.
READ = """() => [...document.querySelectorAll('flt-semantics-host *')]
    .flatMap(e => [e.getAttribute('aria-label'), e.value, e.getAttribute('aria-description'),
                   [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent).join('')])
    .filter(Boolean)"""
# On phones Flutter heeds only a click on the very middle: that is where a screen reader's tap goes.
READ_ALOUD = """() => {
    const placeholder = document.querySelector('flt-semantics-placeholder');
    const box = placeholder.getBoundingClientRect();
    const middle = {clientX: box.x + box.width / 2, clientY: box.y + box.height / 2};
    placeholder.dispatchEvent(new MouseEvent('click', {...middle, bubbles: true, cancelable: true}));
}"""
# When what can be tapped, or a heading, changed last: the app takes no tap for 0.7 s after that.
SETTLES = """() => {
    if (globalThis.changedAt) return;
    const tapped = '[flt-tappable], [role=button], [role=checkbox], [role=radio], h1, h2';
    const read = () => [...document.querySelectorAll(`flt-semantics-host :is(${tapped})`)]
        .map(e => e.getAttribute('aria-label') || e.textContent).join('\\n');
    let before = read();
    globalThis.changedAt = performance.now();
    new MutationObserver(() => {
        const now = read();
        if (now !== before) [before, globalThis.changedAt] = [now, performance.now()];
    }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true,
                               attributeFilter: ['aria-label', 'role']});
}"""
# A tap counts as a change: until its answer is drawn, the app takes no other.
TAPPED = "() => { globalThis.changedAt = performance.now(); }"
SETTLED = "after => performance.now() - (globalThis.changedAt ?? 0) > after"
NETWORK = ("http", "https", "ws", "wss")
BY_THE_PAGE = "csp"  # why a request failed that the page's own policy had stopped: nobody tried to connect
HEADINGS = "() => [...document.querySelectorAll(':is(h1, h2):not(#first *)')].map(e => e.textContent)"


class Watched:
    """The window, opened on ``url``. It notes the requests that would leave this machine;
    its browser (`chromium.ONLY_HERE`) refuses them.

    ``motion``: as for a person who never asked their device for less of it; without, half as much is painted.
    ``timeout``: seconds to wait for what must come.
    """

    def __init__(
        self,
        browser: Browser | BrowserContext,
        url: str,
        *,
        width: int = 390,
        height: int = 844,
        dpr: float = 1,
        dark: bool = False,
        motion: bool = False,
        text_percent: int = 100,
        timeout: float = 15,
    ) -> None:
        self.url = url
        self.outside: list[str] = []  # requests that tried to leave this machine; they were refused
        self.errors: list[str] = []  # JavaScript errors
        self.timeout = timeout
        self._text_percent = text_percent
        self._context = (
            browser
            if isinstance(browser, BrowserContext)
            else browser.new_context(
                viewport={"width": width, "height": height},
                device_scale_factor=dpr,
                color_scheme="dark" if dark else "light",
                reduced_motion="no-preference" if motion else "reduce",
                accept_downloads=True,
                service_workers="block",
            )
        )
        self.page: Page = self._begin()
        self.open()

    def open(self, path: str = "") -> None:
        """Load the page (again), and switch the accessibility tree on."""
        self.page.goto(self.url + path)
        if self._text_percent != 100:  # after load: before it there is no root element
            self.page.evaluate("p => document.documentElement.style.fontSize = p + '%'", self._text_percent)
        self._read_aloud()

    def close(self) -> None:
        """The window, and all that its browser keeps for it."""
        self._context.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def words(self) -> list[str]:
        """Every text that a screen reader could read out now."""
        found: list[str] = self.page.evaluate(READ)
        return found

    def shows(self, text: Name) -> bool:
        """Whether this text is on the screen now."""
        return any(_matches(text, words) for words in self.words())

    def headings(self) -> list[str]:
        """The headings of the app's own screen."""
        found: list[str] = self.page.evaluate(HEADINGS)
        return found

    def status(self, identifier: str) -> str:
        """The text of the control with this `ft.Semantics(identifier=…)`."""
        return self.page.locator(f"[flt-semantics-identifier={identifier}]").first.inner_text()

    def see(self, text: Name, *, timeout: float | None = None) -> None:
        """Wait until this text is on the screen."""
        self.until(lambda: self.shows(text), f"not seen: {text}", timeout=timeout)

    def see_no(self, text: Name, *, timeout: float | None = None) -> None:
        """Wait until this text is gone."""
        self.until(lambda: not self.shows(text), f"still there: {text}", timeout=timeout)

    def see_no_heading(self, words: str, *, timeout: float | None = None) -> None:
        """Wait until this is no longer a heading (it may stand in the log)."""
        self.until(lambda: words not in self.headings(), f"still the heading: {words}", timeout=timeout)

    def until(self, true: Callable[[], bool], otherwise: str, *, timeout: float | None = None) -> None:
        """Wait until this holds; an AssertionError says ``otherwise`` and what is on the screen."""
        self._come_back()
        end = time.monotonic() + (self.timeout if timeout is None else timeout)
        while True:
            with contextlib.suppress(Error):  # the tree is rebuilt under our feet now and then
                if true():
                    return
            if time.monotonic() > end:
                words = "\n  ".join(self.words())
                raise AssertionError(f"{otherwise}\nThe screen says:\n  {words}")
            self.page.wait_for_timeout(100)

    def screenshot(self, path: Path | str | None = None) -> bytes:
        """A picture of the window, as a PNG."""
        return self.page.screenshot(path=path)

    def blank(self) -> bool:
        """Whether the screen shows next to nothing (Flutter can fail without any error)."""
        image = Image.open(io.BytesIO(self.screenshot())).convert("RGB")
        colours = image.getcolors(maxcolors=image.width * image.height) or []
        most = max(number for number, _ in colours)
        return most > 0.995 * image.width * image.height

    def _begin(self) -> Page:
        """The window, watched."""
        self._context.on("requestfailed", self._note_failed)
        self._context.on("response", self._note_response)
        page = self._context.new_page()
        page.on("pageerror", self._note_error)
        page.on("websocket", self._note_socket)
        return page

    def _read_aloud(self) -> None:
        """Switch the accessibility tree on."""
        self.page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=60_000)
        self.page.evaluate(READ_ALOUD)
        self.until(lambda: bool(self.words()), "the screen stayed empty", timeout=30)
        self.page.evaluate(SETTLES)
        self.until(lambda: not self.blank(), "there are words, but nothing was painted", timeout=30)

    def _come_back(self) -> None:
        """A call takes the browser away from the page, which is then drawn once a second until somebody
        returns."""
        self.page.bring_to_front()

    def _note_failed(self, request: Request) -> None:
        if request.failure != BY_THE_PAGE:
            self._note(request.url)

    def _note_response(self, response: Response) -> None:
        self._note(response.url)

    def _note_error(self, error: Error) -> None:
        self.errors.append(str(error))

    def _note_socket(self, socket: WebSocket) -> None:
        self._note(socket.url)

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in NETWORK and parts.hostname != "127.0.0.1":
            self.outside.append(url)


def _matches(wanted: Name, words: str) -> bool:
    plain = words.replace("\u00a0", " ")
    if isinstance(wanted, str):
        return wanted.replace("\u00a0", " ") in plain
    return wanted.search(plain) is not None
