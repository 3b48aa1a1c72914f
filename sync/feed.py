"""A feed: what one device wrote about one child, numbered, hash-chained and signed; the payloads are opaque.

Everything about an entry follows from what it holds, and the same words always make the same bytes: a device
that was killed while it sent builds the very same entry again, and the endpoint knows it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes, bytes], bool]
"""Public key, signature, message → whether it fits; never an error."""


@dataclass(frozen=True, slots=True)
class FeedId:
    """Whose feed it is: the device (16 hex digits) and the child's opaque id (32 hex digits)."""

    device: str
    stream: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """``seq`` from 1; ``previous``: the hash (32 bytes) of the entry before, or :func:`genesis`; ``signature``: the
    device's, 64 bytes."""

    feed: FeedId
    seq: int
    previous: bytes
    payload: bytes
    signature: bytes

    @property
    def hash(self) -> bytes:
        """32 bytes over everything but the signature."""
        return hashlib.sha256(signed_part(self.feed, self.seq, self.previous, self.payload)).digest()


def genesis(feed: FeedId) -> bytes:
    """What the first entry follows."""
    return hashlib.sha256(f"carerapp feed genesis 1\0{feed.device}\0{feed.stream}".encode()).digest()


def signed_part(feed: FeedId, seq: int, previous: bytes, payload: bytes) -> bytes:
    """What the device signs: every part has a fixed length, or is a digest."""
    head = f"carerapp feed entry 1\0{feed.device}\0{feed.stream}\0".encode()
    return head + seq.to_bytes(8, "big") + previous + hashlib.sha256(payload).digest()


def entries(
    feed: FeedId, payloads: Iterable[bytes], sign: Sign, *, after: int, head: bytes
) -> Iterator[FeedEntry]:
    """The entries that follow number ``after``, whose hash is ``head``."""
    for seq, payload in enumerate(payloads, after + 1):
        entry = FeedEntry(feed, seq, head, payload, sign(signed_part(feed, seq, head, payload)))
        head = entry.hash
        yield entry


def fits(entry: FeedEntry, public: bytes, verify: Verify) -> bool:
    """Whether the device really signed this entry."""
    signed = signed_part(entry.feed, entry.seq, entry.previous, entry.payload)
    return verify(public, entry.signature, signed)
