"""Restricted entries: from a home's device to one duty desk, past everybody else."""

from __future__ import annotations

from collections.abc import Callable

from sync.endpoint.service.bodies import Answer, is_like, read_object
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.devices import DESK, Device
from sync.errors import NOT_THIS_CHILD, BrokenMessage
from sync.messages import DEVICE, STREAM, to_bytes, to_text

MOST_SEALED = 64_000  # bytes


class RestrictedEntryService:
    """``now``: seconds since 1970."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store, self._now = store, now

    def put(self, device: Device, body: bytes) -> Answer:
        """Sealed to one duty desk: no other device can read it, nor fetch it. Raises :class:`Refused`,
        :class:`BrokenMessage`."""
        raw = read_object(body)
        if not {"stream", "letter", "to", "sealed"} <= set(raw):
            raise BrokenMessage("stream, letter, to and sealed are needed")
        shapes = (("stream", STREAM), ("letter", STREAM), ("to", DEVICE))
        if not all(is_like(shape, raw[name]) for name, shape in shapes):
            raise BrokenMessage("an id has another shape")
        stream, id, desk = (str(raw[name]) for name, _ in shapes)
        sealed = to_bytes(raw["sealed"])
        if not 48 <= len(sealed) <= MOST_SEALED:
            raise BrokenMessage("the letter has another length")
        if not self._store.restricted_entries.put(device.id, stream, id, desk, sealed, int(self._now())):
            raise Refused(403, NOT_THIS_CHILD)
        return {"received": id, "at": int(self._now())}

    def addressed_to(self, device: Device, after: int) -> Answer:
        """For a duty desk: what is sealed to it. Raises :class:`Refused`."""
        if device.kind != DESK:
            raise Refused(403, "not_a_desk")
        found = self._store.restricted_entries.addressed_to(device.id, max(0, min(after, 2**53)))
        return {
            "letters": [
                {
                    "position": one.position,
                    "letter": one.id,
                    "stream": one.stream,
                    "sealed": to_text(one.sealed),
                }
                for one in found
            ]
        }
