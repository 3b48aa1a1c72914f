"""Devices: enrolling with a code, asking how things stand, claiming children, handing their keys on."""

from __future__ import annotations

from collections.abc import Callable

from sync.endpoint.keys import EndpointKey, of_small_order
from sync.endpoint.service.access import Access, SignedRequest
from sync.endpoint.service.bodies import Answer, is_key, is_like, read_object, read_streams
from sync.endpoint.service.feeds import signed
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.devices import Device
from sync.endpoint.store.enrolment import CodeRefused
from sync.errors import BrokenMessage
from sync.messages import DEVICE, STREAM, Receipt, receipt_json, to_bytes, to_text

_LONGEST_CODE = 200  # characters


class DeviceService:
    """``now``: seconds since 1970."""

    def __init__(self, store: Store, key: EndpointKey, access: Access, now: Callable[[], float]) -> None:
        self._store, self._key, self._access, self._now = store, key, access, now
        self._limits = access.limits

    def enrol(self, request: SignedRequest) -> Answer:
        """A one-time code and the device's public keys. Raises :class:`Refused`, :class:`BrokenMessage`."""
        raw = read_object(request.body)
        code, sign_key, seal_key = (raw.get(name) for name in ("code", "sign_key", "seal_key"))
        if (
            not isinstance(code, str)
            or len(code) > _LONGEST_CODE
            or not is_key(sign_key)
            or not is_key(seal_key)
        ):
            raise BrokenMessage("code, sign_key and seal_key are needed")
        if of_small_order(bytes.fromhex(str(sign_key))):
            raise BrokenMessage("sign_key is one that anybody can sign with")
        claims = read_streams(raw.get("children", []))
        tries, source = self._limits.enrolments, request.source
        if not tries.take(source):
            raise Refused(429, "too_many", wait=tries.wait(source))
        self._access.new_device(request, str(sign_key))
        try:
            device = self._store.enrolment.enrol(code, str(sign_key), str(seal_key), int(self._now()), claims)
        except CodeRefused:
            raise Refused(403, "code_refused") from None
        tries.give_back(source)  # only wrong codes are counted
        self._limits.sources.give_back(source)
        return {**_said(device), "key": self._key.public.hex()}

    def me(self, device: Device) -> Answer:
        """Whether this device was approved, the children it is for, who else is, and the newest entry of each
        of its own feeds, countersigned: a device that has less was put back to older files. ``erasures``: the
        number of the newest record that waits for it at ``/v1/erasures``, ``restores`` the same at
        ``/v1/restores``."""
        # before what was erased is asked: a child who is erased meanwhile lacks no head without its record
        bare = [Receipt(*head, b"") for head in self._store.feeds.heads(device.id)]
        approved = device.state == "approved"
        grants = self._store.grants.of(device.id) if approved else {}
        companions = self._store.grants.companions(device.id) if approved else []
        erasures = self._store.erasures.newest_for(device.id)
        restores = max((one.number for one in self._store.restores.all()), default=0)
        return {
            **_said(device),
            "heads": [receipt_json(signed(self._key, head)) for head in bare],
            "children": [
                {"stream": stream, "sealed": to_text(sealed)} for stream, sealed in sorted(grants.items())
            ],
            "companions": [
                {"stream": c.stream, "device": c.device, "seal_key": c.seal_key, "has_key": c.has_key}
                for c in companions
            ],
            # to the byte as it was before there were any, where there is none
            **({"erasures": erasures} if erasures else {}),
            **({"restores": restores} if restores else {}),
        }

    def grant(self, device: Device, body: bytes) -> Answer:
        """A child's share key, sealed to another device of the child by one that holds it. Raises
        :class:`BrokenMessage`."""
        raw = read_object(body)
        stream, other, sealed = raw.get("stream"), raw.get("device"), to_bytes(raw.get("sealed"))
        if not is_like(STREAM, stream) or not is_like(DEVICE, other) or not 48 <= len(sealed) <= 400:
            raise BrokenMessage("stream, device and sealed are needed")
        granted = self._store.grants.seal(device.id, str(stream), str(other), sealed, int(self._now()))
        return {"granted": granted}

    def refuse(self, device: Device, body: bytes) -> Answer:
        """Children whose key, as it was sealed to this device, opens nothing. Raises
        :class:`BrokenMessage`."""
        streams = read_streams(read_object(body).get("children"))
        return {"freed": self._store.grants.refuse(device.id, streams, int(self._now()))}

    def claim(self, device: Device, body: bytes) -> Answer:
        """Children that this device added since it enrolled. Raises :class:`BrokenMessage`."""
        streams = read_streams(read_object(body).get("children"))
        return {"claimed": self._store.grants.claim(device.id, streams, int(self._now()))}


def _said(device: Device) -> Answer:
    return {"device": device.id, "state": device.state, "name": device.name, "kind": device.kind}
