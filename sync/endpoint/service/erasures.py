"""Erasing children: what devices ask of the authority's people, and what they are told was erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sync.endpoint.changing_key import own_keys
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.service.bodies import Answer, is_like, read_object
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.devices import Device
from sync.erasures import MOST_AT_ONCE, Erasure, asked_part, page_json
from sync.errors import NOT_THIS_CHILD, BrokenMessage
from sync.messages import STREAM, to_bytes

_LAST_NUMBER = 2**53


class ErasureService:
    """``now``: seconds since 1970."""

    def __init__(self, store: Store, key: EndpointKey, now: Callable[[], float]) -> None:
        self._store, self._key, self._now = store, key, now

    def ask(self, device: Device, body: bytes) -> Answer:
        """The device has erased this child, and signs that it asks for the same here. It is for the child no
        more; all else a person decides. Raises :class:`Refused`, :class:`BrokenMessage`."""
        raw = read_object(body)
        stream, at, signature = raw.get("stream"), raw.get("at"), to_bytes(raw.get("signature"))
        if not is_like(STREAM, stream) or type(at) is not int or not 0 <= at < 2**53:
            raise BrokenMessage("stream and at are needed")
        if not verify(bytes.fromhex(device.sign_key), signature, asked_part(device.id, str(stream), at)):
            raise BrokenMessage("the signature does not fit")
        if not self._store.erasures_asked.add(device.id, str(stream), at, signature, int(self._now())):
            raise Refused(403, NOT_THIS_CHILD)
        return {"asked": stream}

    def of(self, device: Device, after: int) -> Answer:
        """What was erased here of children whom this device was for. Each record bears the signature of
        today's key, which the device knows: one that is not as it was signed is not given out."""
        found = self._store.erasures.told_to(device.id, max(0, min(after, _LAST_NUMBER)))
        keys = own_keys(self._store, self._key)
        told = [(number, self._signed(one)) for number, one in found[:MOST_AT_ONCE] if _fits(one, keys)]
        return page_json(told, more=len(found) > MOST_AT_ONCE)

    def _signed(self, one: Erasure) -> Erasure:
        return replace(one, signature=self._key.sign(one.signed_part()).hex())


def _fits(one: Erasure, keys: list[bytes]) -> bool:
    return any(verify(key, bytes.fromhex(one.signature), one.signed_part()) for key in keys)
