"""Sealed pictures and documents in chunks, up and down. What the endpoint has is asked, not remembered: a
line that breaks costs at most the chunk that was on its way, and a device that forgot everything sends
nothing twice."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Protocol

from sync.conversation import Conversation, Request
from sync.errors import RequestRejected, ServerError
from sync.messages import STREAM

CHUNK = 256 * 1024  # bytes of an attachment in one request
SEALED_MORE = 16  # what sealing adds to each
MOST_CHUNKS = 256
OTHER_BYTES = 409  # the status with which an endpoint refuses a chunk where another stands


class Attachments(Protocol):
    """The attachments of the children here. Chunks are sealed: the same attachment always makes the same
    bytes."""

    def held(self, stream: str) -> Sequence[str]:
        """The ids (32 hex digits) of the attachments that stand here."""

    def chunk_count(self, stream: str, attachment: str) -> int:
        """How many chunks it makes; 0 for one that is damaged, and is fetched again."""

    def chunk(self, stream: str, attachment: str, number: int) -> bytes:
        """One sealed chunk."""

    def unwanted(self, stream: str) -> Collection[str]:
        """The ids of attachments that left this device, and stay away."""

    def arrived(self, stream: str, attachment: str) -> Collection[int]:
        """The numbers of the chunks that are here of an attachment that is on its way."""

    def not_taken(self, stream: str, attachment: str) -> None:
        """The endpoint has other bytes under this id. Durably noted."""

    def put_chunk(self, stream: str, attachment: str, number: int, of: int, data: bytes) -> None:
        """Keep one chunk that came, durably; the last one makes the attachment. What does not open is set
        aside, and the attachment is not wanted any more."""


def exchange(attachments: Attachments, stream: str) -> Conversation[int]:
    """Send what the endpoint lacks about one child, then fetch what this device lacks; how many chunks moved.
    Raises a ``SyncError``: what moved until then stays."""
    there = _held((yield Request("GET", f"/v1/photos/{stream}")))
    moved = 0
    own = {id: of for id in sorted(attachments.held(stream)) if (of := attachments.chunk_count(stream, id))}
    for id, of in own.items():
        for number in _lacking(of, there.get(id)):
            path = f"/v1/photos/{stream}/{id}/{number}?of={of}"
            try:
                yield Request("PUT", path, attachments.chunk(stream, id, number))
            except RequestRejected as refused:
                if refused.status != OTHER_BYTES:
                    raise
                attachments.not_taken(stream, id)
                break  # the others go
            moved += 1
    unwanted = attachments.unwanted(stream)
    for id, (of, have) in sorted(there.items()):
        if id in own or id in unwanted or len(have) != of:
            continue  # it is here, or was; or whoever sends it is not done
        for number in sorted(set(range(of)) - set(attachments.arrived(stream, id))):
            data = yield Request("GET", f"/v1/photos/{stream}/{id}/{number}")
            attachments.put_chunk(stream, id, number, of, data)
            moved += 1
            if id in attachments.unwanted(stream):
                break  # it did not open: what follows of it is not fetched
    return moved


def _lacking(of: int, there: tuple[int, frozenset[int]] | None) -> Iterator[int]:
    have = there[1] if there and there[0] == of else frozenset()
    yield from (number for number in range(of) if number not in have)


def _held(data: bytes) -> dict[str, tuple[int, frozenset[int]]]:
    """Attachment → of how many chunks it is, and which of them are there."""
    try:
        raw: Any = json.loads(data)["photos"]
        found = {str(id): (int(one["of"]), frozenset(int(n) for n in one["have"])) for id, one in raw.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ServerError("the answer is no list of pictures") from None
    if not all(STREAM.fullmatch(id) and 1 <= of <= MOST_CHUNKS for id, (of, _) in found.items()):
        raise ServerError("the answer is no list of pictures")
    return found
