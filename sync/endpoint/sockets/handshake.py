"""The first protocol of a new socket. With TLS it is counted before anything is computed for it, and nobody
reads it: it goes as it came to the loop's own TLS, so that what arrived with the first packet belongs to the
handshake. (``start_tls`` on an open connection lost that packet now and then with uvloop: an honest client
waited until its time was up.)
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from typing import Any

from sync.endpoint.sockets.connection import Connection
from sync.endpoint.sockets.entrance import Entrance


def first_protocol(entrance: Entrance) -> Callable[..., asyncio.Protocol]:
    """What uvicorn calls, as it would the class that reads HTTP."""
    running: set[asyncio.Task[None]] = set()  # the loop itself holds no task

    def made(**given: Any) -> asyncio.Protocol:
        inner = entrance.read_by(**given)
        if entrance.context is None:
            return Connection(entrance, inner)
        return _Handshake(entrance, entrance.context, inner, running)

    return made


class _Handshake(asyncio.Protocol):
    def __init__(
        self, entrance: Entrance, context: ssl.SSLContext, inner: Any, running: set[asyncio.Task[None]]
    ) -> None:
        self._entrance, self._context, self._inner, self._running = entrance, context, inner, running

    def connection_made(self, transport: Any) -> None:
        address = self._entrance.let_in(transport)
        plain = transport.get_extra_info("socket").dup() if address else None
        transport.abort()  # of one let in, its second handle stays open
        if plain is not None:
            task = asyncio.get_running_loop().create_task(self._encrypt(plain, address))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _encrypt(self, plain: socket.socket, address: str) -> None:
        """In its time; after it the connection gives its address back itself."""
        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: Connection(self._entrance, self._inner, address),
                plain,
                ssl=self._context,
                ssl_handshake_timeout=self._entrance.times.tls,
            )
        except OSError:  # of TLS too
            self._entrance.count("no_handshake")
            self._entrance.connections.closed(address)
