"""Who sent a request, and whether it may be believed: rate, signature, freshness, replay, enrolment."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.store.devices import Device
from sync.feed import Verify
from sync.http_signatures import BadSignature, Signed, read_request
from sync.settings import RATE_LIMIT_RETRY_SECONDS, SIGNATURE_FRESH_SECONDS

RATE, BURST = 20.0, 80.0  # requests a second and at once, for one key


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as it arrived, before anything of it is believed. ``headers`` by lower-case name."""

    method: str
    authority: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Buckets:
    """A token bucket for each key, in this process. Forgotten when there are too many: memory stays flat."""

    rate: float = RATE
    burst: float = BURST
    clock: Callable[[], float] = time.monotonic
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: str) -> bool:
        """Whether this key may ask now."""
        now = self.clock()
        level, before = self._levels.get(key, (self.burst, now))
        level = min(self.burst, level + (now - before) * self.rate)
        if len(self._levels) > 10_000:
            self._levels.clear()
        self._levels[key] = (max(0.0, level - 1), now)
        return level >= 1


@dataclass(frozen=True)
class Access:
    """Checks requests. ``hosts``: the authorities (host or host:port) that this endpoint answers for."""

    store: Store
    verify: Verify
    hosts: Collection[str]
    now: Callable[[], float]
    buckets: Buckets = field(default_factory=Buckets)

    def device(self, request: SignedRequest, *, approved: bool = True) -> Device:
        """The enrolled device that signed this. Raises :class:`Refused`, and audits what it refused."""
        found = self._signed(request)
        device = self.store.devices.get(found.keyid)
        try:
            if device is None:
                raise Refused(401, "unknown_device")
            self._proved(found, bytes.fromhex(device.sign_key))
            if device.state == "revoked":
                raise Refused(403, "revoked", revoked_device=device.id)
            if approved and device.state != "approved":
                raise Refused(403, "not_approved")
        except Refused as refused:
            self.store.audit.note(found.keyid if device else "", refused.reason, int(self.now()))
            raise
        return device

    def new_device(self, request: SignedRequest, sign_key: str) -> None:
        """A device that enrols signs with its own new key (key id ``new:`` + key). Raises
        :class:`Refused`."""
        found = self._signed(request)
        if found.keyid != f"new:{sign_key}":
            raise Refused(401, "signature_does_not_fit")
        self._proved(found, bytes.fromhex(sign_key))

    def _signed(self, request: SignedRequest) -> Signed:
        """A signature of the right shape over this very request (RFC 9421 §3.2)."""
        if request.authority not in self.hosts:
            raise Refused(421, "another_host")
        try:
            found = read_request(
                request.method,
                request.authority,
                request.path,
                request.query,
                request.headers,
                request.body,
            )
        except BadSignature as bad:
            raise Refused(401, "not_signed") from bad
        if not self.buckets.take(found.keyid):
            raise Refused(429, "too_many", wait=RATE_LIMIT_RETRY_SECONDS)
        return found

    def _proved(self, found: Signed, key: bytes) -> None:
        """The key fits, the request is fresh, and it came for the first time."""
        if not self.verify(key, found.signature, found.base):
            raise Refused(401, "signature_does_not_fit")
        now = self.now()
        if abs(now - found.created) > SIGNATURE_FRESH_SECONDS:
            raise Refused(401, "stale")
        until = int(now) + 2 * SIGNATURE_FRESH_SECONDS
        if not self.store.nonces.is_new(found.keyid, found.nonce, int(now), until):
            raise Refused(409, "replayed")
