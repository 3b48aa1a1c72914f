"""A feed: what one device wrote about one child, numbered, hash-chained and signed; the payloads are opaque.

Everything about an entry follows from what it holds, and the same words always make the same bytes: a device
that was killed while it sent builds the very same entry again, and the endpoint knows it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes, bytes], bool]
"""Public key, signature, message → whether it fits; never an error."""


@dataclass(frozen=True, slots=True)
class FeedId:
    """Whose feed it is: the device (16 hex digits) and the child's opaque id (32 hex digits)."""

    device: str
    stream: str


class Payload(bytes):
    """Sealed bytes with the ``link`` of what they hold: the hash by which the author's own chain names it (32
    bytes, opaque here; ADR 21)."""

    link: bytes = b""

    @classmethod
    def of(cls, sealed: bytes, link: bytes) -> Payload:
        """These bytes, under this link."""
        made = cls(sealed)
        made.link = link
        return made


@dataclass(frozen=True)
class FeedEntry:
    """``seq`` from 1; ``previous``: the hash (32 bytes) of the entry before, or :func:`genesis`;
    ``signature``: the device's, 64 bytes; or empty, where the signature of one that follows stands for it,
    through the chain; ``link``: its payload's, or empty, where the sender gave none."""

    feed: FeedId
    seq: int
    previous: bytes
    payload: bytes
    signature: bytes
    link: bytes = b""

    @cached_property
    def hash(self) -> bytes:
        """32 bytes over everything but the signature and the link."""
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
) -> list[FeedEntry]:
    """The entries that follow number ``after``, whose hash is ``head``. The last is signed: its hash follows
    from all before it, so that it stands for them."""
    made: list[FeedEntry] = []
    for seq, payload in enumerate(payloads, after + 1):
        link = payload.link if isinstance(payload, Payload) else b""
        made.append(FeedEntry(feed, seq, head, payload, b"", link))
        head = made[-1].hash
    if made:
        last = made[-1]
        made[-1] = replace(last, signature=sign(signed_part(feed, last.seq, last.previous, last.payload)))
    return made


def hash_at(feed: FeedId, payloads: Iterable[bytes], after: int, head: bytes, number: int) -> bytes | None:
    """The hash of the entry of this number, where ``payloads`` follow number ``after``, whose hash is
    ``head``; ``None`` where they do not reach it."""
    for seq, payload in enumerate(payloads, after + 1):
        head = hashlib.sha256(signed_part(feed, seq, head, payload)).digest()
        if seq == number:
            return head
    return None


def really_theirs(sent: Sequence[FeedEntry], public: bytes, verify: Verify) -> set[tuple[FeedId, int]]:
    """Which of these the device signed: with an entry's own signature, or with that of the next one in its
    chain."""
    found: set[tuple[FeedId, int]] = set()
    follower: dict[FeedId, FeedEntry] = {}
    for entry in reversed(sent):
        after = follower.get(entry.feed)
        if entry.signature:
            good = fits(entry, public, verify)
        else:
            good = after is not None and (after.feed, after.seq) in found and after.previous == entry.hash
        if good:
            found.add((entry.feed, entry.seq))
        follower[entry.feed] = entry
    return found


def fits(entry: FeedEntry, public: bytes, verify: Verify) -> bool:
    """Whether the device really signed this entry."""
    signed = signed_part(entry.feed, entry.seq, entry.previous, entry.payload)
    return verify(public, entry.signature, signed)
