"""Feeds: what a device wrote is taken and receipted, what others wrote is given out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from sync.endpoint.keys import EndpointKey
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.devices import Device
from sync.endpoint.store.feeds import Fork, Gap
from sync.errors import GAP, BrokenMessage
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
from sync.restores import Restore


class FeedService:
    """Messages in and out as bytes; ``now``: seconds since 1970."""

    def __init__(self, store: Store, key: EndpointKey, now: Callable[[], float]) -> None:
        self._store, self._key, self._now = store, key, now

    def push(self, device: Device, body: bytes) -> bytes:
        """Entries of this device's own feeds; a receipt for the last of each that stands: it stands for all
        before it (ADR 15). Raises :class:`Refused`, :class:`BrokenMessage`."""
        sent = decode_push(body)
        if not sent.entries:
            raise BrokenMessage("there is no entry")
        if any(entry.feed.device != device.id for entry in sent.entries):
            raise self._refused(device, 403, "wrong_feed")
        try:
            taken, refused = self._store.feeds.add(device, sent.entries, int(self._now()))
        except Fork:
            raise self._refused(device, 409, "fork") from None
        except Gap:  # it asks how things stand, sees what is here, and sends what is not
            raise self._refused(device, 409, GAP) from None
        newest = {entry.feed: (entry, at) for entry, at in taken}
        receipts = (Receipt(e.feed, e.seq, e.hash, at, b"", e.link) for e, at in newest.values())
        return encode(Pushed(tuple(signed(self._key, bare) for bare in receipts), tuple(refused)))

    def pull(
        self, device: Device, cursor: str, most_entries: int = UNSAID_ENTRIES, most_bytes: int = MOST_BYTES
    ) -> bytes:
        """What other devices wrote about this device's children after a cursor: at most so many entries, and
        bytes of payloads."""
        position = self._position(cursor)
        entries, room = max(1, min(most_entries, MOST_ENTRIES)), max(1, min(most_bytes, MOST_BYTES))
        page, more = self._store.feeds.after(device.id, position, entries, room)
        end = page[-1][0] if page else position
        return encode(Pulled(tuple(entry for _, entry in page), self._cursor(end), more))

    def _cursor(self, position: int) -> str:
        """Where a reader is: after how many restores, at which position, and what stands there."""
        return f"c2:{self._generation}:{position}:{self._store.feeds.mark(position)}"

    def _position(self, cursor: str) -> int:
        """A cursor is ours or none; what is not ours begins at the beginning. After a restore a reader goes
        on from where its history and this one part; where what it saw last is not there, and nothing says
        why (erased, or put back without a word), it begins anew: what comes twice changes nothing."""
        kind, _, rest = cursor.partition(":")
        parts = rest.split(":")
        if (kind, len(parts)) not in (("c1", 1), ("c2", 3)):
            return 0
        generation, number, mark = parts if kind == "c2" else ("0", rest, "")
        position = _number(number)
        since = [one.upto for one in self._restores if one.number > _number(generation)]
        if since:
            return min(position, *since)
        if kind == "c2" and position and mark != self._store.feeds.mark(position):
            return 0
        return position

    @cached_property
    def _restores(self) -> list[Restore]:
        """While this process runs nobody puts anything back."""
        return self._store.restores.all()

    @property
    def _generation(self) -> int:
        return self._restores[-1].number if self._restores else 0

    def _refused(self, device: Device, status: int, reason: str) -> Refused:
        self._store.audit.note(device.id, reason, int(self._now()))
        return Refused(status, reason)


def signed(key: EndpointKey, bare: Receipt) -> Receipt:
    """The receipt with the endpoint's signature."""
    return replace(bare, signature=key.sign(bare.signed_part()))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
