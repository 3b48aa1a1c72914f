"""What all connections share: how many there may be, how long each part may take, who is told of the rest."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from sync.endpoint.service.source import UNKNOWN
from sync.endpoint.sockets.connections import Connections
from sync.endpoint.sockets.parts import Part, reader
from sync.settings import (
    ANSWER_TIMEOUT_SECONDS,
    BODY_TIMEOUT_SECONDS,
    HEADER_TIMEOUT_SECONDS,
    TLS_TIMEOUT_SECONDS,
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
    """``context``: of TLS, where it is spoken here. ``count``: is told of what kind was turned away."""

    connections: Connections
    times: Times = Times()
    context: ssl.SSLContext | None = None
    read_by: type[asyncio.Protocol] = field(default_factory=reader)
    count: Callable[[str], None] = lambda kind: None

    def let_in(self, transport: asyncio.BaseTransport) -> str:
        """The address of one who is let in, to be given back when it ends; nothing if there are too many."""
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if isinstance(peer, tuple) else UNKNOWN
        if self.connections.opened(address):
            return address
        self.count("too_many_connections")
        return ""
