"""The app in server mode: on this machine only, nothing fetched from anywhere, nothing logged."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carerapp.local_page import LocalPage
from carerapp.page_language import in_our_language
from carerapp.page_news import PageNews
from carerapp.settings import (
    SERVER_ANSWER_SECONDS,
    SERVER_LOOK_SECONDS,
    SERVER_PAGE_GONE_SECONDS,
    SERVER_STOP_SECONDS,
)

HOST = "127.0.0.1"
#: Flutter compiles WebAssembly and styles itself inline; nothing may come from or go to anywhere else.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"cross-origin-resource-policy": b"same-origin",
}
DROPPED = {b"access-control-allow-origin", b"server"}
ELSEWHERE = "This app answers only on this device."
NOT_FROM_HERE = (
    "This page opens from the app alone. Nothing is lost. Copy the whole address from the window in which "
    "the app was started, or stop the app there (Ctrl+C) and start it again. In danger, ring 999."
)

Scope = dict[str, Any]
App = Callable[[Scope, Any, Any], Any]


def guarded(app: App, port: int, page: LocalPage) -> App:
    """Only our own pages may talk to the app: other sites open in the same browser are refused, and other
    people's programs on this computer, which do not know the page's address."""
    hosts = {f"{name}:{port}".encode() for name in (HOST, "localhost")}
    origins = {b"http://" + host for host in hosts}

    async def guard(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        # A page of ours needs no Origin to be fetched; whatever does send one must be our own page.
        origin = headers.get(b"origin")
        foreign = headers.get(b"host") not in hosts or (origin is not None and origin not in origins)
        if foreign:
            await _refuse(scope, send, ELSEWHERE)
            return
        query = scope.get("query_string", b"")
        if scope["type"] == "http" and scope["method"] == "GET" and page.asks(query):
            if page.opens(query) or page.knows(scope["headers"]):
                await _to_the_page(send, page)
            else:
                await _refuse(scope, send, NOT_FROM_HERE)
            return
        if not page.knows(scope["headers"]):
            await _refuse(scope, send, NOT_FROM_HERE)
            return

        async def send_guarded(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                kept = [(k, v) for k, v in message["headers"] if k.lower() not in DROPPED]
                message = {**message, "headers": [*kept, *HEADERS.items()]}
            await send(message)

        await app(scope, receive, send_guarded)

    return guard


async def _refuse(scope: Scope, send: Any, words: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 403, "headers": [*headers, *HEADERS.items()]})
    await send({"type": "http.response.body", "body": words.encode()})


async def _to_the_page(send: Any, page: LocalPage) -> None:
    """The browser keeps the cookie, and an address without the word."""
    headers = [(b"location", b"/"), (b"set-cookie", page.set_cookie()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": [*headers, *HEADERS.items()]})
    await send({"type": "http.response.body", "body": b""})


def quiet_logs() -> None:
    """No traceback or message reaches a log: they could hold what a carer typed."""
    for name in ("flet", "flet_web", "uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [_PlacesOnly()], False
        logger.setLevel(logging.ERROR)


class _PlacesOnly(logging.Handler):
    """Writes where something went wrong, never what was said."""

    def emit(self, record: logging.LogRecord) -> None:
        where = f"{record.name} {Path(record.pathname).name}:{record.lineno}"
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "error"
        trace = record.exc_info[2] if record.exc_info else None
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        at = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        print(f"{where}: {kind}{at}", file=sys.stderr)


def serve(
    main: Callable[[Any], Any],
    *,
    port: int,
    assets: Path,
    cookie: str,
    open_browser: bool,
    news: PageNews | None = None,
) -> None:
    """Run until interrupted. `main` is called with the page of each browser window; `cookie`: what a window
    must bring; `news`: what the windows are told beside the app."""
    os.environ["FLET_SECRET_KEY"] = ""  # uploads are not used: pictures come over the page's own connection
    import flet_web.fastapi
    import uvicorn

    quiet_logs()
    inner = flet_web.fastapi.app(
        main,
        assets_dir=str(assets),
        no_cdn=True,
        app_name="Carer app",
        app_short_name="Carer app",
        app_description="For carers, when a child is missing",
        session_timeout_seconds=SERVER_PAGE_GONE_SECONDS,
    )
    page = LocalPage(port, cookie)
    config = uvicorn.Config(
        guarded((news or PageNews()).served(in_our_language(inner)), port, page),
        host=HOST,
        port=port,
        log_config=None,
        access_log=False,
        ws_max_size=128 * 1024 * 1024,
        timeout_graceful_shutdown=SERVER_STOP_SECONDS,
    )
    url = f"http://{HOST}:{port}/"
    print(f"The app is open at {page.address(url)}  (Ctrl+C stops it)", flush=True)
    if open_browser:
        opened = page.address(url, once=True)
        threading.Thread(target=_open_when_up, args=(port, opened), daemon=True).start()
    uvicorn.Server(config).run()


def _open_when_up(port: int, address: str) -> None:
    for _ in range(100):
        try:
            socket.create_connection((HOST, port), timeout=SERVER_ANSWER_SECONDS).close()
        except OSError:
            time.sleep(SERVER_LOOK_SECONDS)
        else:
            webbrowser.open(address)
            return
