"""Who sent a request, and whether it may be believed: size, rate, signature, freshness, replay, enrolment."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from starlette.requests import Request

from sync.endpoint.registry import Device
from sync.endpoint.store import Store
from sync.feed import Verify
from sync.http_signatures import BadSignature, Signed, read_request
from sync.settings import RATE_LIMIT_RETRY_SECONDS, SIGNATURE_FRESH_SECONDS

MOST_BODY = 1_800_000  # bytes: what the largest push needs, in base64
RATE, BURST = 20.0, 80.0  # requests a second and at once, for one key


class Refused(Exception):
    """The request goes no further. ``reason`` is a word for machines; it says nothing about what was sent."""

    def __init__(self, status: int, reason: str, *, wait: int = 0, device: str = "") -> None:
        super().__init__(reason)
        self.status, self.reason, self.wait, self.device = status, reason, wait, device


@dataclass
class Buckets:
    """A token bucket for each key, in this process. Forgotten when there are too many: memory stays flat."""

    rate: float = RATE
    burst: float = BURST
    clock: Callable[[], float] = time.monotonic
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: str) -> bool:
        now = self.clock()
        level, before = self._levels.get(key, (self.burst, now))
        level = min(self.burst, level + (now - before) * self.rate)
        if len(self._levels) > 10_000:
            self._levels.clear()
        self._levels[key] = (max(0.0, level - 1), now)
        return level >= 1


async def body_of(request: Request) -> bytes:
    """The whole body, or 413 as soon as it is too long: nothing larger is ever held."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > MOST_BODY:
        raise Refused(413, "too_large")
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > MOST_BODY:
            raise Refused(413, "too_large")
    return bytes(data)


@dataclass(frozen=True)
class Gate:
    """Checks requests. ``hosts``: the authorities that this endpoint answers for."""

    store: Store
    verify: Verify
    hosts: Collection[str]
    now: Callable[[], float]
    buckets: Buckets = field(default_factory=Buckets)

    def signed(self, request: Request, body: bytes) -> Signed:
        """A signature of the right shape over this very request. Raises :class:`Refused`."""
        authority = request.headers.get("host", "").lower()
        if authority not in self.hosts:
            raise Refused(421, "another_host")
        try:
            found = read_request(
                request.method,
                authority,
                request.scope.get("raw_path", b"").decode("latin-1").partition("?")[0],
                request.scope.get("query_string", b"").decode("latin-1"),
                dict(request.headers),
                body,
            )
        except BadSignature as bad:
            raise Refused(401, "not_signed") from bad
        if not self.buckets.take(found.keyid):
            raise Refused(429, "too_many", wait=RATE_LIMIT_RETRY_SECONDS)
        return found

    def proved(self, found: Signed, key: bytes) -> None:
        """The key fits, the request is fresh, and it came for the first time. Raises :class:`Refused`."""
        if not self.verify(key, found.signature, found.base):
            raise Refused(401, "signature_does_not_fit")
        now = self.now()
        if abs(now - found.created) > SIGNATURE_FRESH_SECONDS:
            raise Refused(401, "stale")
        if not self.store.fresh(found.keyid, found.nonce, int(now), int(now) + 2 * SIGNATURE_FRESH_SECONDS):
            raise Refused(409, "replayed")

    def device(self, request: Request, body: bytes, *, approved: bool = True) -> Device:
        """The enrolled device that signed this. Raises :class:`Refused`, and audits what it refused."""
        found = self.signed(request, body)
        device = self.store.device(found.keyid)
        try:
            if device is None:
                raise Refused(401, "unknown_device")
            self.proved(found, bytes.fromhex(device.sign_key))
            if device.state == "revoked":
                raise Refused(403, "revoked", device=device.id)
            if approved and device.state != "approved":
                raise Refused(403, "not_approved")
        except Refused as refused:
            self.store.audit(found.keyid if device else "", refused.reason, int(self.now()))
            raise
        return device
