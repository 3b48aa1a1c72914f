"""Feeds: what a device wrote is taken and receipted, what others wrote is given out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sync.endpoint.keys import EndpointKey
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.devices import Device
from sync.endpoint.store.feeds import Fork
from sync.errors import BrokenMessage
from sync.messages import (
    MOST_BYTES,
    MOST_ENTRIES,
    UNSAID_ENTRIES,
    Pulled,
    Pushed,
    Receipt,
    decode_push,
    encode,
)


class FeedService:
    """Messages in and out as bytes; ``now``: seconds since 1970."""

    def __init__(self, store: Store, key: EndpointKey, now: Callable[[], float]) -> None:
        self._store, self._key, self._now = store, key, now

    def push(self, device: Device, body: bytes, *, urgent: bool = False) -> bytes:
        """Entries of this device's own feeds; a receipt for the last of each that stands: it stands for all
        before it (ADR 15). ``urgent``: their sender says so, and who is signalled hears it. Raises
        :class:`Refused`, :class:`BrokenMessage`."""
        sent = decode_push(body)
        if not sent.entries:
            raise BrokenMessage("there is no entry")
        if any(entry.feed.device != device.id for entry in sent.entries):
            raise self._refused(device, 403, "wrong_feed")
        try:
            taken, refused = self._store.feeds.add(device, sent.entries, int(self._now()), urgent=urgent)
        except Fork:
            raise self._refused(device, 409, "fork") from None
        newest = {entry.feed: (entry, at) for entry, at in taken}
        receipts = (Receipt(e.feed, e.seq, e.hash, at, b"", e.link) for e, at in newest.values())
        return encode(Pushed(tuple(signed(self._key, bare) for bare in receipts), tuple(refused)))

    def pull(
        self, device: Device, cursor: str, most_entries: int = UNSAID_ENTRIES, most_bytes: int = MOST_BYTES
    ) -> bytes:
        """What other devices wrote about this device's children after a cursor: at most so many entries, and
        bytes of payloads."""
        position = _position(cursor)
        entries, room = max(1, min(most_entries, MOST_ENTRIES)), max(1, min(most_bytes, MOST_BYTES))
        page, more = self._store.feeds.after(device.id, position, entries, room)
        end = page[-1][0] if page else position
        return encode(Pulled(tuple(entry for _, entry in page), f"c1:{end}", more))

    def _refused(self, device: Device, status: int, reason: str) -> Refused:
        self._store.audit.note(device.id, reason, int(self._now()))
        return Refused(status, reason)


def signed(key: EndpointKey, bare: Receipt) -> Receipt:
    """The receipt with the endpoint's signature."""
    return replace(bare, signature=key.sign(bare.signed_part()))


def _position(cursor: str) -> int:
    """A cursor is ours or none; what is not ours begins at the beginning."""
    kind, _, number = cursor.partition(":")
    return int(number) if kind == "c1" and number.isascii() and number.isdigit() and len(number) < 19 else 0
