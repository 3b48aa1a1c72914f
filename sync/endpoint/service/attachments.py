"""Attachments: sealed pictures and documents, a chunk at a time, so that a line that breaks costs one
chunk."""

from __future__ import annotations

from collections.abc import Callable

from sync.attachments import CHUNK, MOST_CHUNKS, OTHER_BYTES, SEALED_MORE
from sync.endpoint.service.bodies import Answer, read_id
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.attachments import OtherChunk
from sync.endpoint.store.devices import Device
from sync.errors import NOT_THIS_CHILD, BrokenMessage


class AttachmentService:
    """Ids as they stand in the address; ``now``: seconds since 1970."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store, self._now = store, now

    def held(self, device: Device, stream: str) -> Answer:
        """Every attachment of this child: how many chunks it is of, and which are here. Raises
        :class:`BrokenMessage`."""
        found = self._store.attachments.held(device.id, read_id(stream))
        return {"photos": {id: {"of": held.of, "have": list(held.have)} for id, held in found.items()}}

    def put(self, device: Device, stream: str, attachment: str, number: int, of: int, body: bytes) -> Answer:
        """One sealed chunk. The same again is the same. Raises :class:`Refused`, :class:`BrokenMessage`."""
        if not 1 <= of <= MOST_CHUNKS or not 0 <= number < of or not 0 < len(body) <= CHUNK + SEALED_MORE:
            raise BrokenMessage("no chunk has this number or this length")
        child, id = read_id(stream), read_id(attachment)
        try:
            done = self._store.attachments.put_chunk(device.id, child, id, number, of, body, int(self._now()))
        except OtherChunk:
            raise Refused(OTHER_BYTES, "another_photo") from None
        if not done:
            raise Refused(403, NOT_THIS_CHILD)
        return {"have": number}

    def chunk(self, device: Device, stream: str, attachment: str, number: int) -> bytes:
        """The bytes of one chunk, as they came. Raises :class:`Refused`, :class:`BrokenMessage`."""
        if not 0 <= number < MOST_CHUNKS:
            raise Refused(404, "no_such_chunk")
        data = self._store.attachments.chunk(device.id, read_id(stream), read_id(attachment), number)
        if data is None:
            raise Refused(404, "no_such_chunk")
        return data
