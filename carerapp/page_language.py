"""The page of this computer says which language it is in, and when the app is gone: Flet's own does neither.
A screen reader then speaks British English, whatever language the computer is set to. The phone's page says
it in its index.html."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carerapp.gone_page import SCRIPT
from carerapp.page_news import script

App = Callable[[dict[str, Any], Any, Any], Any]
LANGUAGE = "en-GB"
#: what stands in Flet's page, and what takes its place
_OURS = ((b"<html>", f'<html lang="{LANGUAGE}">'.encode()), (b"<head>", b"<head>" + SCRIPT + script()))


def in_our_language(app: App) -> App:
    """The same server, whose HTML pages name the language and hold our script. All else passes."""

    async def served(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await app(scope, receive, send)
            return
        start: list[dict[str, Any]] = []  # of a page, until the whole of it is there
        page = b""

        async def send_named(message: dict[str, Any]) -> None:
            nonlocal page
            if message["type"] == "http.response.start" and _is_page(message):
                start.append(message)
                return
            if not start:
                await send(message)
                return
            page += message.get("body", b"")
            if message.get("more_body"):
                return
            named = page
            for theirs, ours in _OURS:
                named = named.replace(theirs, ours, 1)
            await send({**start[0], "headers": _of_length(start[0]["headers"], len(named))})
            await send({"type": "http.response.body", "body": named})

        await app(scope, receive, send_named)

    return served


def _is_page(message: dict[str, Any]) -> bool:
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return message["status"] == 200 and any(kind.startswith(b"text/html") for kind in kinds)


def _of_length(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in headers if name.lower() != b"content-length"]
    return [*kept, (b"content-length", str(length).encode())]
