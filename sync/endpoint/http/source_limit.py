"""The first thing that a request meets: its address may ask only so often for what nobody has proved.

It stands before everything else, so that a refusal costs no database, no line in a log and no thread.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from sync.endpoint.service.limits import Limits
from sync.endpoint.service.source import UNKNOWN, Proxies
from sync.endpoint.service.strangers import Strangers

SOURCE = "source"  # where the address stands in the request's state
_BODY = json.dumps({"reason": "too_many"}).encode()


class SourceLimit:
    """``delay_seconds``: how long a refusal waits where the socket is the stranger's own: asking again at
    once brings nothing. Behind a proxy it goes at once, or the proxy's connections would be used up."""

    def __init__(
        self, app: ASGIApp, limits: Limits, proxies: Proxies, strangers: Strangers, delay_seconds: float
    ) -> None:
        self._app, self._limits, self._proxies = app, limits, proxies
        self._strangers, self._delay = strangers, delay_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As the protocol of the server asks (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        peer = scope["client"][0] if scope.get("client") else UNKNOWN
        headers = scope["headers"]
        source = self._proxies.source(
            peer, _lines(headers, b"x-forwarded-for"), _lines(headers, b"forwarded")
        )
        if self._limits.sources.take(source):
            scope.setdefault("state", {})[SOURCE] = source
            await self._app(scope, receive, send)
            return
        self._strangers.count("too_many")
        if not self._proxies.believed(peer):
            await asyncio.sleep(self._delay)
        wait = str(self._limits.sources.wait(source)).encode()
        await send(
            {
                "type": "http.response.start",
                "status": 429,
                "headers": [
                    (b"content-type", b"application/json"),
                    (b"content-length", str(len(_BODY)).encode()),
                    (b"retry-after", wait),
                ],
            }
        )
        await send({"type": "http.response.body", "body": _BODY})


def _lines(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key == name]
