"""Tells the page of this computer that something is new at a duty desk, also while the tab is out of sight:
a canvas that nobody sees is not drawn. The phone's page is told by its worker."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carerapp.settings import PAGE_NEWS_SILENCE_SECONDS

App = Callable[[dict[str, Any], Any, Any], Any]
PATH = "/news"
_ALERT = Path(__file__).with_name("phone") / "web" / "alert.js"
_HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]


def script() -> bytes:
    """For the page's head: it listens, and opens the line again when the app was gone."""
    told = (
        f"const news = new EventSource('{PATH}');\n"
        "news.onmessage = ({ data }) => (data === 'ask' ? askToNotify() : alert(data === 'urgent'));\n"
    )
    return f'<script type="module">\n{_ALERT.read_text(encoding="utf-8")}\n{told}</script>'.encode()


class PageNews:
    """Words for every page that stands open: "new", "urgent", "ask" (whether notices may be shown)."""

    def __init__(self) -> None:
        self._pages: set[asyncio.Queue[str]] = set()

    def say(self, word: str) -> None:
        """To all of them."""
        for page in self._pages:
            page.put_nowait(word)

    def served(self, app: App) -> App:
        """The same server, which also answers there."""

        async def with_news(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] != "http" or scope["path"] != PATH:
                await app(scope, receive, send)
                return
            page: asyncio.Queue[str] = asyncio.Queue()
            self._pages.add(page)
            telling = asyncio.ensure_future(_tell(page, send))
            try:
                while (await receive())["type"] != "http.disconnect":
                    continue
            finally:
                self._pages.discard(page)
                telling.cancel()

        return with_news


async def _tell(page: asyncio.Queue[str], send: Any) -> None:
    """As server-sent events, with a line now and then that says nothing."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    while True:
        said = ": \n\n"
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PAGE_NEWS_SILENCE_SECONDS):
                said = f"data: {await page.get()}\n\n"
        await send({"type": "http.response.body", "body": said.encode(), "more_body": True})
