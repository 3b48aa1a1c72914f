"""uvicorn's two readers of HTTP/1.1, and in which part of a request each of them is."""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from sync.endpoint.service.signals import STOPPING


class Part(Enum):
    """What a connection waits for."""

    HEAD = auto()
    BODY = auto()
    ANSWER = auto()


Progress = tuple[Part, int]
"""The part, and of which request, by its number on this connection."""


class H11(H11Protocol):
    """The reader that is always there."""

    def shutdown(self) -> None:
        """The server stops: a request that only waits is told."""
        super().shutdown()
        _tell(self.cycle)

    def progress(self) -> Progress:
        """Where it is."""
        number = id(self.cycle)  # of no request yet: that of None
        if self.conn.their_state is h11.SEND_BODY:
            return Part.BODY, number
        return (Part.ANSWER if _in_answer(self.cycle) else Part.HEAD), number


def reader() -> type[asyncio.Protocol]:
    """The quicker one, where there is a build of it for this computer."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return H11

    class HttpTools(HttpToolsProtocol):
        _begun = 0
        _inside: Part | None = None

        def on_message_begin(self) -> None:
            self._begun, self._inside = self._begun + 1, Part.HEAD
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            self._inside = Part.BODY
            super().on_headers_complete()

        def on_message_complete(self) -> None:
            self._inside = None
            super().on_message_complete()

        def shutdown(self) -> None:
            super().shutdown()
            _tell(self.cycle)

        def progress(self) -> Progress:
            waiting = Part.ANSWER if _in_answer(self.cycle) else Part.HEAD
            return self._inside or waiting, self._begun

    return HttpTools


def _tell(cycle: Any) -> None:
    if _in_answer(cycle) and (waits := cycle.scope.get("state", {}).get(STOPPING)):
        waits()


def _in_answer(cycle: Any) -> bool:
    return cycle is not None and not cycle.response_complete
