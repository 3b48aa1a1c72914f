"""All that a browser asked for and complained about: its pages, their workers and the service worker."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, Worker

LOCAL = ("data", "blob", "about", "chrome", "chrome-error")  # answered inside the browser

CALLS = ("tel", "sms")  # handed to the phone

NO_GRAPHICS_CHIP = "Falling back to CPU-only rendering"  # Flutter, where it paints with the processor alone


class Heard:
    """Everything since the browser was started; ``known``: what it may say on the console."""

    def __init__(self, url: str, known: Sequence[str] = ()) -> None:
        self._known = known
        self._own = urlsplit(url)[:2]
        self.requests: list[str] = []
        self.outside: list[str] = []  # asked of another place than the one the app came from
        self.failed: list[str] = []
        self.errors: list[str] = []  # on the console, and those nobody caught

    def listen(self, context: BrowserContext) -> None:
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("serviceworker", self._service)
        for page in context.pages:
            self._page(page)
        context.on("page", self._page)

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._note(socket.url))

    def _service(self, worker: Worker) -> None:
        worker.on("console", self._said)

    def _asked(self, request: Request) -> None:
        self._note(request.url)

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in (*LOCAL, *CALLS):
            return
        self.requests.append(url)
        if parts[:2] != self._own:
            self.outside.append(url)

    def _failed(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in CALLS:  # there is nothing here to ring with
            self.failed.append(f"{request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(known in message.text for known in self._known):
            self.errors.append(f"{message.type}: {message.text}")
