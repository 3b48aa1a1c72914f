"""A browser with the stand-in app in it."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.phone_updates.place import Place

ENDED = "() => globalThis.app && globalThis.app.state !== 'starting'"
PATIENCE = 20_000  # milliseconds
VERSION = "() => document.querySelector('meta[name=version]').content"


class Phone:
    """Each test has an address of its own, so what the browser keeps for it is its own, too."""

    def __init__(self, context: BrowserContext, place: Place) -> None:
        self.context, self.place = context, place

    def begin(self, path: str = "") -> Page:
        """A start, not waited for."""
        page = self.context.new_page()
        page.goto(self.place.url + path, wait_until="commit")
        return page

    def start(self, path: str = "") -> Page:
        """A start, as from the icon, until the app has said how it went."""
        return ended(self.begin(path))

    def start_anew(self, page: Page, path: str = "") -> Page:
        """The app is closed, and started again."""
        page.goto("about:blank")
        page.goto(self.place.url + path, wait_until="commit")
        return ended(page)

    def devtools(self, page: Page) -> CDPSession:
        return self.context.new_cdp_session(page)

    def kill_service_worker(self, page: Page) -> None:
        """As a browser does at any time, to have its memory back."""
        status: dict[str, str] = {}
        devtools = self.devtools(page)

        def note(told: dict[str, Any]) -> None:
            status.update({version["versionId"]: version["runningStatus"] for version in told["versions"]})

        devtools.on("ServiceWorker.workerVersionUpdated", note)
        devtools.send("ServiceWorker.enable")
        devtools.send("ServiceWorker.stopAllWorkers")
        while set(status.values()) - {"stopped"}:
            page.wait_for_timeout(10)
        devtools.detach()

    def update(self, page: Page) -> None:
        """The page looks for what is published, and it comes."""
        assert page.evaluate("app.update()") != "redundant", "the new version did not come"

    def allowed(self, page: Page, allowed: bool = True) -> dict[str, Any]:
        answer: dict[str, Any] = page.evaluate("allowed => app.mayUpdate(allowed)", allowed)
        return answer


def until(page: Page, true: str) -> None:
    """Wait until this asynchronous function gives something true in the page."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(true):
        assert time.monotonic() < end, f"never true: {true}"
        page.wait_for_timeout(20)


def ended(page: Page) -> Page:
    page.wait_for_function(ENDED, timeout=PATIENCE)
    return page


def again(page: Page) -> Page:
    """The same page has begun again by itself, or soon does, and goes well."""
    page.wait_for_function("() => globalThis.app?.state === 'well'", timeout=PATIENCE)
    return page


def runs(page: Page) -> str:
    """The version whose page and whose files this is, together with how it went."""
    page_of, words = page.evaluate(VERSION), page.evaluate("app.words")
    assert words == f"words of {page_of}", "a page of one version with a file of another"
    return f"{page_of}: {page.evaluate('app.state')}"


def get(page: Page, name: str) -> str | int:
    """What this page gets when it asks: a text, a status, or an error's name."""
    answer: str | int = page.evaluate("name => app.get(name)", name)
    return answer
