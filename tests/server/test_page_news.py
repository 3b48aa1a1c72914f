"""What the page of this computer is told beside the app: over a real server, to our own pages alone."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import uvicorn

from carerapp.local_page import LocalPage
from carerapp.local_server import guarded
from carerapp.page_news import PATH, PageNews, script
from tests.support.machine import free_port

WORD = "w" * 43


async def nothing(scope: Any, receive: Any, send: Any) -> None:
    """The app beside it: there is no other page."""
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


class Served:
    """The news of one app, and where they are told."""

    def __init__(self) -> None:
        self.news, self.port = PageNews(), free_port()
        self.loop: asyncio.AbstractEventLoop | None = None
        guard = guarded(self._seen(self.news.served(nothing)), self.port, LocalPage(self.port, WORD))
        config = uvicorn.Config(guard, host="127.0.0.1", port=self.port, lifespan="off", log_config=None)
        self.server = uvicorn.Server(config)

    def _seen(self, app: Any) -> Any:
        async def seen(scope: Any, receive: Any, send: Any) -> None:
            self.loop = asyncio.get_running_loop()
            await app(scope, receive, send)

        return seen

    def get(self, cookie: str, path: str = PATH) -> requests.Response:
        headers = {"Cookie": f"carerapp-{self.port}={cookie}"}
        url = f"http://127.0.0.1:{self.port}{path}"
        return requests.get(url, headers=headers, stream=True, timeout=10)


@pytest.fixture
def served() -> Iterator[Served]:
    made = Served()
    thread = threading.Thread(target=made.server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not made.server.started:
        assert time.monotonic() < end
        time.sleep(0.01)
    yield made
    made.server.force_exit = made.server.should_exit = True
    thread.join(10)


def test_every_page_that_stands_open_is_told(served: Served) -> None:
    """Two of them, in order, as server-sent events; and other addresses are the app's."""
    pages = [served.get(WORD) for _ in range(2)]
    assert [page.headers["content-type"] for page in pages] == ["text/event-stream"] * 2
    for word in ("new", "urgent"):
        assert served.loop is not None
        served.loop.call_soon_threadsafe(served.news.say, word)
    for page in pages:
        lines = (line for line in page.iter_lines(1) if line)
        assert [next(lines), next(lines)] == [b"data: new", b"data: urgent"]
        page.close()
    assert served.get(WORD, "/other").status_code == 404


def test_whoever_lacks_the_pages_word_hears_nothing(served: Served) -> None:
    """Also on the same computer."""
    assert served.get("x" * 43).status_code == 403


def test_the_script_holds_what_the_phones_page_has() -> None:
    """One file for both, so that a desk sounds alike."""
    said = script().decode()
    assert "createOscillator" in said
    assert f"new EventSource('{PATH}')" in said
