"""One connection: let in or not, and each part of a request within its own time.

It stands between the socket and uvicorn's reader, which knows no time but that of an idle connection.
"""

from __future__ import annotations

import asyncio
from typing import Any

from sync.endpoint.sockets.entrance import Entrance
from sync.endpoint.sockets.parts import Part, Progress
from sync.settings import CONNECTIONS_RETRY_SECONDS

MOST_HEAD = 32_768  # bytes: the reader itself knows no end
_SAID = b'{"reason":"too_many"}'
_FULL = (
    b"HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
    b"Retry-After: %d\r\nConnection: close\r\n\r\n%s" % (len(_SAID), CONNECTIONS_RETRY_SECONDS, _SAID)
)


class Connection(asyncio.Protocol):
    """Hands on to ``inner`` what comes, once it is let in. ``address``: of one who was let in before."""

    def __init__(self, entrance: Entrance, inner: Any, address: str = "") -> None:
        self._entrance, self._inner = entrance, inner
        self._loop = asyncio.get_running_loop()
        self._address = address  # let in and not closed yet
        self._transport: asyncio.Transport | None = None  # that of the requests
        self._watched: Progress = (Part.HEAD, -1)
        self._head = 0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Let in or turned away, before a byte is read."""
        if not self._address:
            self._address = self._entrance.let_in(transport)
        if not self._address:
            transport.write(_FULL)
            transport.close()
            self._loop.call_later(self._entrance.times.tls, transport.abort)
            return
        self._transport = transport
        self._inner.connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Read it, and see whether a new part began."""
        if self._transport is None or self._transport.is_closing():
            return
        self._inner.data_received(data)
        self._head = self._head + len(data) if self._inner.progress()[0] is Part.HEAD else 0
        if self._head > MOST_HEAD:
            self._entrance.count("too_long_a_head")
            self._transport.abort()
        self._watch()

    def _watch(self) -> None:
        """A part that goes on keeps its time; a new one has its own."""
        found = self._inner.progress()
        if found == self._watched:
            return
        self._watched = found
        if self._timer:
            self._timer.cancel()
        self._timer = self._loop.call_later(self._entrance.times.of(found[0]), self._late)

    def _late(self) -> None:
        """An answer that went out meanwhile is not late: how long it may be idle then, uvicorn knows."""
        if self._transport and self._inner.progress() == self._watched:
            self._entrance.count("too_slow")
            self._transport.abort()

    def eof_received(self) -> bool | None:
        """The other side has no more to say."""
        return self._inner.eof_received() if self._transport else None

    def connection_lost(self, exc: Exception | None) -> None:
        """Closed, by whomever."""
        self._end()
        if self._transport is not None:
            self._inner.connection_lost(exc)

    def _end(self) -> None:
        if self._timer:
            self._timer.cancel()
        if self._address:
            self._entrance.connections.closed(self._address)
            self._address = ""

    def pause_writing(self) -> None:
        """The other side does not read."""
        if self._transport is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        """It does again."""
        if self._transport is not None:
            self._inner.resume_writing()
