"""Who sent a request, and whether it may be believed: signature, freshness, rate, replay, enrolment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sync.endpoint.service.limits import Limits
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.devices import Device
from sync.feed import Verify
from sync.http_signatures import BadSignature, Signed, read_request
from sync.settings import SIGNATURE_FRESH_SECONDS
from sync.signals import LISTENS

_NOBODYS_KEY = bytes.fromhex("58" + "66" * 31)  # a point of the curve whose private half nobody keeps
_BY_THE_DEVICE = ("stale", "replayed", "revoked", "not_approved")  # after its signature was found to fit


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as it arrived, before anything of it is believed. ``headers`` by lower-case name;
    ``source``: the address that it counts for."""

    method: str
    authority: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    source: str


@dataclass(frozen=True)
class Access:
    """Checks requests. ``hosts``: the authorities (host or host:port) that this endpoint answers for."""

    store: Store
    verify: Verify
    hosts: Collection[str]
    now: Callable[[], float]
    limits: Limits

    def device(self, request: SignedRequest, *, approved: bool = True, listening: bool = False) -> Device:
        """The enrolled device that signed this. Raises :class:`Refused`; what a known device signed and was
        refused is a line of the audit, what anybody could have sent is not. Who has not proved the key hears
        the same of an id that is known, unknown or revoked, and after the same work. ``listening``: its
        listening key will do, which opens nothing else."""
        found = self._signed(request)
        id = found.keyid.removeprefix(LISTENS)
        listens = id != found.keyid
        device = self.store.devices.get(id)
        key = self.store.signals.key_of(id) if listens else device.sign_key if device else ""
        try:
            self._signed_now(found, bytes.fromhex(key) if device and key else _NOBODYS_KEY)
            if device is None or not key or (listens and not listening):
                raise Refused(401, "signature_does_not_fit")
            self._counted(found, request.source)
            if device.state == "revoked":
                raise Refused(403, "revoked", revoked_device=device.id)
            if approved and device.state != "approved":
                raise Refused(403, "not_approved")
        except Refused as refused:
            if device and refused.reason in _BY_THE_DEVICE and self.limits.lines.take(device.id):
                self.store.audit.note(device.id, refused.reason, int(self.now()))
                refused.written = True
            raise
        return device

    def new_device(self, request: SignedRequest, sign_key: str) -> None:
        """A device that enrols signs with its own new key (key id ``new:`` + key). Raises
        :class:`Refused`."""
        found = self._signed(request)
        if found.keyid != f"new:{sign_key}":
            raise Refused(401, "signature_does_not_fit")
        self._signed_now(found, bytes.fromhex(sign_key))
        self._first_time(found)

    def _signed(self, request: SignedRequest) -> Signed:
        """A signature of the right shape over this very request (RFC 9421 §3.2)."""
        if request.authority not in self.hosts:
            raise Refused(421, "another_host")
        try:
            return read_request(
                request.method,
                request.authority,
                request.path,
                request.query,
                request.headers,
                request.body,
            )
        except BadSignature as bad:
            raise Refused(401, "not_signed") from bad

    def _signed_now(self, found: Signed, key: bytes) -> None:
        """The key fits, and the request is fresh."""
        if not self.verify(key, found.signature, found.base):
            raise Refused(401, "signature_does_not_fit")
        if abs(self.now() - found.created) > SIGNATURE_FRESH_SECONDS:
            raise Refused(401, "stale")

    def _counted(self, found: Signed, source: str) -> None:
        """What a device proved does not count for its address any more, but for the device. What is sent
        again by somebody who saw it takes nothing from the device."""
        devices, sources = self.limits.devices, self.limits.sources
        if not devices.take(found.keyid):
            sources.give_back(source)
            raise Refused(429, "too_many", wait=devices.wait(found.keyid))
        try:
            self._first_time(found)
        except Refused:
            devices.give_back(found.keyid)
            raise
        sources.give_back(source)

    def _first_time(self, found: Signed) -> None:
        """This very request did not come before."""
        now = int(self.now())
        if not self.store.nonces.is_new(found.keyid, found.nonce, now, now + 2 * SIGNATURE_FRESH_SECONDS):
            raise Refused(409, "replayed")
