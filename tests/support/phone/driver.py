"""A phone: Chromium as on one, with what it keeps in a folder, and the app in it.

with Phone(folder, server) as phone:
    phone.start()                       # the browser, the first page, the app ready under it
    walk = Walk(phone.open_app())       # "Open the app"; then the walk of the journeys
    phone.kill(); phone.server.stop()   # the battery dies, there is no signal
    phone.start()
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, sync_playwright

from tests.support.browser.chromium import FLAGS, GRAPHICS, PROCESSOR, chromium_path
from tests.support.browser.screen import Screen
from tests.support.phone.heard import NO_GRAPHICS_CHIP, Heard
from tests.support.phone.processes import kill_browser
from tests.support.phone.server import Server

os.environ["PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"] = "1"  # the driver reads it when it starts

EMULATED: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1,
    "is_mobile": True,
    "has_touch": True,
    "reduced_motion": "reduce",  # half as much is painted; test_offline starts without
    "user_agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/150.0.0.0 Mobile Safari/537.36",
}
USABLE = "() => globalThis.carerapp?.marks?.usable > 0"
NOT_KEPT = """async () => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name), list = await cache.match('files');
        const kept = (await cache.keys()).map(request => request.url);
        if (list) return (await list.json()).map(file => file[0])
            .filter(path => !kept.includes(new URL(path, location.origin).href));
    }
    return ['all of it'];
}"""
PATIENCE = 120_000  # milliseconds; a busy machine starts slowly, and nothing here is about time


class PhoneScreen(Screen):
    """The app on a phone: a first page before it."""

    settles_after = 2000  # a busy phone knows of a change well before it shows it, and takes no tap meanwhile

    def __init__(self, context: BrowserContext, page: Page, url: str) -> None:
        self._only = page
        super().__init__(context, url, timeout=30)

    def open(self, path: str = "") -> None:
        """From the first page into the app."""
        self.page.tap("#open")
        self.page.wait_for_selector("body.open", timeout=PATIENCE)
        self._read_aloud()

    def _begin(self) -> Page:
        return self._only


AScreen = TypeVar("AScreen", bound=PhoneScreen)


class Phone:
    """One browser profile in ``folder``. Servers come and go; the profile stays."""

    def __init__(
        self, folder: Path, server: Server, *, paints: Sequence[str] = PROCESSOR, **emulated: Any
    ) -> None:
        self.server, self.folder, self._paints = server, folder, paints
        self.profile, self.temporary, self.saved = folder / "profile", folder / "t", folder / "saved"
        self.heard = self._listener()
        self._emulated = EMULATED | emulated
        self._playwright: Playwright | None = None
        self._context: BrowserContext | None = None
        self._page: Page | None = None

    @property
    def context(self) -> BrowserContext:
        assert self._context is not None, "the browser is not running"
        return self._context

    @property
    def page(self) -> Page:
        assert self._page is not None, "the browser is not running"
        return self._page

    def launch(self) -> Page:
        """A new browser process with what the last one kept; an empty page."""
        for folder in (self.profile, self.temporary, self.saved):
            folder.mkdir(parents=True, exist_ok=True)
        self.heard = self._listener()
        self._playwright = sync_playwright().start()
        flags = [*FLAGS, *self._paints, self.server.only_this_place]
        self._context = self._playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=chromium_path(),
            headless=True,
            args=flags,
            accept_downloads=True,
            downloads_path=self.saved,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            **self._emulated,
        )
        self._page = self._context.pages[0]
        self.heard.listen(self._context)
        return self._page

    def _listener(self) -> Heard:
        return Heard(self.server.url, () if self._paints == GRAPHICS else (NO_GRAPHICS_CHIP,))

    def start(self, path: str = "") -> Page:
        """The browser anew, the first page, and the app ready under it."""
        page = self.launch()
        page.goto(self.server.url + path)
        self.usable()
        return page

    def usable(self, page: Page | None = None) -> None:
        """Wait until the app has drawn its first screen under the first page."""
        page = page or self.page
        try:
            page.wait_for_function(USABLE, timeout=PATIENCE)
        except Exception as error:
            said = page.locator("#progress").text_content(timeout=1000)
            raise AssertionError(
                f"the app did not start: {said}\n{self.heard.failed}\n{self.heard.errors}"
            ) from error

    def wait_for_every_file(self) -> None:
        """Wait until this phone keeps every file that was published, those for later too."""
        end = time.monotonic() + PATIENCE / 1000
        while missing := self.page.evaluate(NOT_KEPT):
            assert time.monotonic() < end, f"these never came: {missing}"
            self.page.wait_for_timeout(200)

    def open_app(self) -> PhoneScreen:
        return self.open_as(PhoneScreen)

    def open_as(self, kind: type[AScreen]) -> AScreen:
        """The app on a screen of this kind."""
        return kind(self.context, self.page, self.server.url)

    def devtools(self) -> CDPSession:
        return self.context.new_cdp_session(self.page)

    def kill(self) -> None:
        """The battery dies: SIGKILL for every process of the browser."""
        kill_browser(self.profile)
        self.forget()

    def close(self) -> None:
        """As a person closes the browser; nothing when it is not running."""
        if self._context is not None:
            self._context.close()
        self.forget()

    def forget(self) -> None:
        if self._playwright is not None:
            self._playwright.stop()
        self._playwright = self._context = self._page = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
