"""One connection: let in or not, encrypted within its time, and each part of a request within its own.

It stands between the socket and uvicorn's reader, which knows no time but that of an idle connection.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sync.endpoint.service.source import UNKNOWN
from sync.endpoint.sockets.connections import Connections
from sync.endpoint.sockets.parts import Part, Progress, reader
from sync.settings import (
    ANSWER_TIMEOUT_SECONDS,
    BODY_TIMEOUT_SECONDS,
    CONNECTIONS_RETRY_SECONDS,
    HEADER_TIMEOUT_SECONDS,
    TLS_TIMEOUT_SECONDS,
)

MOST_HEAD = 32_768  # bytes: the reader itself knows no end
_SAID = b'{"reason":"too_many"}'
_FULL = (
    b"HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
    b"Retry-After: %d\r\nConnection: close\r\n\r\n%s" % (len(_SAID), CONNECTIONS_RETRY_SECONDS, _SAID)
)


@dataclass(frozen=True)
class Times:
    """Seconds that each part may take in all, however much comes meanwhile."""

    tls: float = TLS_TIMEOUT_SECONDS
    header: float = HEADER_TIMEOUT_SECONDS
    body: float = BODY_TIMEOUT_SECONDS
    answer: float = ANSWER_TIMEOUT_SECONDS

    def of(self, part: Part) -> float:
        """For this part."""
        return {Part.HEAD: self.header, Part.BODY: self.body, Part.ANSWER: self.answer}[part]


@dataclass(frozen=True)
class Entrance:
    """What all connections share. ``context``: of TLS, which is spoken here and not by uvicorn, so that a
    connection is counted before anything is computed for it. ``count``: is told of what kind was turned
    away."""

    connections: Connections
    times: Times = Times()
    context: ssl.SSLContext | None = None
    read_by: type[asyncio.Protocol] = field(default_factory=reader)
    count: Callable[[str], None] = lambda kind: None

    def __call__(self, **given: Any) -> Connection:
        """As uvicorn asks for a protocol."""
        return Connection(self, self.read_by(**given))


class Connection(asyncio.Protocol):
    """Hands on to ``inner`` what comes, once it is let in."""

    def __init__(self, entrance: Entrance, inner: Any) -> None:
        self._entrance, self._inner = entrance, inner
        self._loop = asyncio.get_running_loop()
        self._address = ""  # let in and not closed yet
        self._transport: asyncio.Transport | None = None  # that of the requests
        self._early: list[bytes] = []
        self._watched: Progress = (Part.HEAD, -1)
        self._head = 0
        self._timer: asyncio.TimerHandle | None = None
        self._handshake: asyncio.Task[None] | None = None

    def connection_made(self, transport: Any) -> None:
        """Let in or turned away, before a byte is read."""
        peer = transport.get_extra_info("peername")
        address = peer[0] if isinstance(peer, tuple) else UNKNOWN
        if not self._entrance.connections.opened(address):
            self._entrance.count("too_many_connections")
            if self._entrance.context is None:
                transport.write(_FULL)
                transport.close()
                self._loop.call_later(self._entrance.times.tls, transport.abort)
            else:
                transport.abort()  # nothing is computed for it
            return
        self._address = address
        if self._entrance.context is None:
            self._begin(transport)
        else:
            transport.pause_reading()
            self._handshake = self._loop.create_task(self._encrypt(transport, self._entrance.context))

    async def _encrypt(self, plain: Any, context: ssl.SSLContext) -> None:
        try:
            sealed = await self._loop.start_tls(
                plain, self, context, server_side=True, ssl_handshake_timeout=self._entrance.times.tls
            )
        except (OSError, ssl.SSLError):
            self._entrance.count("no_handshake")
            plain.abort()
            self._end()
            return
        if sealed is None or not self._address:  # it closed meanwhile
            self._end()
            return
        self._begin(sealed)

    def _begin(self, transport: Any) -> None:
        self._transport = transport
        self._inner.connection_made(transport)
        self._watch()
        early, self._early = self._early, []
        for data in early:
            self.data_received(data)

    def data_received(self, data: bytes) -> None:
        """Read it, and see whether a new part began."""
        if self._transport is None:
            if self._address:  # it came with the end of the handshake
                self._early.append(data)
            return
        if self._transport.is_closing():
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
