"""What is asked of the endpoint, apart from who asks: a conversation yields requests and is given the
answers.

The same conversation runs where it is called (:func:`run_sync`) or beside a screen that must not wait
(:func:`run_async`). Nothing in it knows of threads, and between two requests it holds no lock.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

from sync.errors import SyncError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """One signed request: the path with its query, and the body."""

    method: str
    path: str
    body: bytes = b""


Conversation = Generator[Request, bytes, T]
"""Yields requests; is sent the body of each good answer, or thrown a :class:`SyncError`; returns what came of
it."""


def run_sync(conversation: Conversation[T], send: Callable[[Request], bytes]) -> T:
    """Each request is sent from here, and waited for. ``send`` raises a :class:`SyncError`."""
    try:
        request = next(conversation)
        while True:
            try:
                answer = send(request)
            except SyncError as error:
                request = conversation.throw(error)
            else:
                request = conversation.send(answer)
    except StopIteration as end:
        result: T = end.value
        return result


async def run_async(conversation: Conversation[T], send: Callable[[Request], Awaitable[bytes]]) -> T:
    """As :func:`run_sync`, without holding anybody up."""
    try:
        request = next(conversation)
        while True:
            try:
                answer = await send(request)
            except SyncError as error:
                request = conversation.throw(error)
            else:
                request = conversation.send(answer)
    except StopIteration as end:
        result: T = end.value
        return result
