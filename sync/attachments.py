"""Sealed pictures in chunks, up and down. What the endpoint has is asked, not remembered: a line that breaks
costs at most the chunk that was on its way, and a device that forgot everything sends nothing twice."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sync.conversation import Conversation, Request
from sync.errors import ServerError
from sync.messages import STREAM

CHUNK = 256 * 1024  # bytes of a picture in one request
SEALED_MORE = 16  # what sealing adds to each
MOST_CHUNKS = 256


class Album(Protocol):
    """The pictures of the children here. Chunks are sealed: the same picture always makes the same bytes."""

    def here(self, stream: str) -> Sequence[str]:
        """The ids (32 hex digits) of the pictures that stand here."""

    def count(self, stream: str, photo: str) -> int:
        """How many chunks it makes; 0 for one that is damaged, and is fetched again."""

    def chunk(self, stream: str, photo: str, number: int) -> bytes:
        """One sealed chunk."""

    def unwanted(self, stream: str) -> Collection[str]:
        """The ids of pictures that left this device, and stay away."""

    def part(self, stream: str, photo: str) -> Mapping[int, bytes]:
        """The sealed chunks of a picture that is on its way here."""

    def put(self, stream: str, photo: str, number: int, of: int, data: bytes) -> None:
        """Keep one chunk that came, durably; the last one makes the picture. What does not open is dropped."""


def exchange(album: Album, stream: str) -> Conversation[int]:
    """Send what the endpoint lacks about one child, then fetch what this device lacks; how many chunks moved.
    Raises a ``SyncError``: what moved until then stays."""
    held = _held((yield Request("GET", f"/v1/photos/{stream}")))
    moved = 0
    own = {photo: of for photo in sorted(album.here(stream)) if (of := album.count(stream, photo))}
    for photo, of in own.items():
        for number in _lacking(of, held.get(photo)):
            path = f"/v1/photos/{stream}/{photo}/{number}?of={of}"
            yield Request("PUT", path, album.chunk(stream, photo, number))
            moved += 1
    unwanted = album.unwanted(stream)
    for photo, (of, have) in sorted(held.items()):
        if photo in own or photo in unwanted or len(have) != of:
            continue  # it is here, or was; or whoever sends it is not done
        for number in sorted(set(range(of)) - set(album.part(stream, photo))):
            data = yield Request("GET", f"/v1/photos/{stream}/{photo}/{number}")
            album.put(stream, photo, number, of, data)
            moved += 1
    return moved


def _lacking(of: int, held: tuple[int, frozenset[int]] | None) -> Iterator[int]:
    have = held[1] if held and held[0] == of else frozenset()
    yield from (number for number in range(of) if number not in have)


def _held(data: bytes) -> dict[str, tuple[int, frozenset[int]]]:
    try:
        raw: Any = json.loads(data)["photos"]
        found = {
            str(photo): (int(one["of"]), frozenset(int(n) for n in one["have"])) for photo, one in raw.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ServerError("the answer is no list of pictures") from None
    if not all(STREAM.fullmatch(photo) and 1 <= of <= MOST_CHUNKS for photo, (of, _) in found.items()):
        raise ServerError("the answer is no list of pictures")
    return found
