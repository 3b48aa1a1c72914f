"""Any schedule: three devices and the endpoint, with loss, doubling, cuts, restarts and clocks that are days
apart.

After every schedule, once the network is back, each device has what the others wrote, once, and every entry
of its own has a receipt. The endpoint is the real service over the real store on SQLite; only the wire
between is simulated."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.client import Client
from sync.conversation import Request, run_sync
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.service import Service
from sync.endpoint.service.refused import Refused
from sync.endpoint.store import Store
from sync.endpoint.tables import meta
from sync.errors import RequestRejected, ServerError, SyncError, Unreachable
from sync.feed import FeedEntry
from sync.messages import Pulled, decode_pulled
from sync.session import State

SCHEDULES = int(os.environ.get("CARERAPP_SYNC_SCHEDULES", "150"))
CRYPTO = NativeCrypto()
CHILDREN = ("a" * 32, "b" * 32)
PRIVATE = [bytes([n]) * 32 for n in range(1, 4)]


def store_in_memory() -> Store:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    meta.create_all(engine)
    return Store(engine, verify)


class Endpoint:
    """The real service over the real store; what HTTP adds is tested elsewhere."""

    def __init__(self, key: EndpointKey) -> None:
        self.store, self.key, self.clock = store_in_memory(), key, 1_800_000_000
        self.service = Service(self.store, key, now=lambda: self.clock)
        self.ids = []
        for private in PRIVATE:
            public = CRYPTO.sign_public(private).hex()
            device = self.store.enrolment.enrol(
                self.store.enrolment.new_code("d", CHILDREN, self.clock), public, "00" * 32, self.clock
            )
            self.store.devices.decide(device.id, "approved", self.clock)
            self.ids.append(device.id)

    def push(self, device: str, data: bytes) -> bytes:
        known = self.store.devices.get(device)
        assert known is not None
        try:
            return self.service.feeds.push(known, data)
        except Refused as refused:  # as the status and the reason come over HTTP
            raise RequestRejected(refused.status, refused.reason) from None

    def pull(self, device: str, cursor: str, most_entries: int) -> bytes:
        known = self.store.devices.get(device)
        assert known is not None
        return self.service.feeds.pull(known, cursor, most_entries)

    def has_news_for(self, device: str, cursor: str) -> bool:
        answer: Pulled = decode_pulled(self.pull(device, cursor, 1))
        return bool(answer.entries)


class Device:
    """A log that survives a restart, and memory that does not."""

    def __init__(self, number: int, endpoint: Endpoint, rng: random.Random) -> None:
        self.id, self.private, self.rng, self.endpoint = endpoint.ids[number], PRIVATE[number], rng, endpoint
        self.mine: dict[str, list[bytes]] = {child: [] for child in CHILDREN}
        self.got: dict[tuple[str, str, int], bytes] = {}
        self.twice = 0
        self.kept = State(self.id)
        self.skew, self.trouble, self.dies = 0.0, 0.0, False
        self.late: list[tuple[str, bytes]] = []  # requests on their way, which may arrive at any time
        self.client = self._start()

    def _start(self) -> Client:
        return Client(self.kept, self, self._sign, CRYPTO.verify, self.endpoint.key.public, self._now)

    def _sign(self, message: bytes) -> bytes:
        return CRYPTO.sign(self.private, message)

    def _now(self) -> float:
        return self.endpoint.clock + self.skew

    # --- the log
    def written(self) -> Mapping[str, int]:
        return {child: len(payloads) for child, payloads in self.mine.items()}

    def payloads(self, stream: str, after: int) -> Iterator[bytes]:
        return iter(self.mine[stream][after:])

    def take(self, others: Sequence[FeedEntry]) -> None:
        for entry in others:
            key = (entry.feed.device, entry.feed.stream, entry.seq)
            assert self.got.get(key, entry.payload) == entry.payload
            self.got[key] = entry.payload

    def keep(self, state: State) -> None:
        if self.dies:  # after the answer was taken, before it was remembered
            self.dies = False
            raise InterruptedError
        self.kept = state

    # --- the wire
    def send(self, request: Request) -> bytes:
        if request.method == "POST":
            return self._through(lambda: self.endpoint.push(self.id, request.body), request.body)
        cursor = request.path.partition("cursor=")[2].partition("&")[0]
        return self._through(lambda: self.endpoint.pull(self.id, cursor, 3), b"")

    def _through(self, call: object, data: bytes) -> bytes:
        assert callable(call)
        chance = self.rng.random()
        if chance < self.trouble * 0.35:
            if data and self.rng.random() < 0.5:
                self.late.append((self.id, data))
            raise Unreachable("lost on the way")
        answer: bytes = call()
        if chance < self.trouble * 0.55:
            raise Unreachable("the answer was lost")
        if chance < self.trouble * 0.65:
            raise ServerError("the answer was cut")
        if chance < self.trouble * 0.8:
            answer = call()  # doubled on the way
        if chance < self.trouble:
            self.late.append((self.id, data)) if data else None
        return answer

    def step(self) -> None:
        try:
            self.turn()
        except InterruptedError:
            self.client = self._start()

    def turn(self) -> float:
        return run_sync(self.client.turn(), self.send)

    def restart(self) -> None:
        self.client = self._start()


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["write", "write", "step", "step", "step", "restart", "die", "late", "trouble", "skew", "time"]
        ),
        st.integers(0, 2),
        st.integers(0, 1000),
    ),
    max_size=60,
)
KEY = EndpointKey.in_folder(Path(tempfile.gettempdir()))


@settings(max_examples=SCHEDULES, deadline=None, suppress_health_check=list(HealthCheck))
@given(ACTIONS, st.randoms(use_true_random=False))
def test_every_schedule_converges(actions: list[tuple[str, int, int]], rng: random.Random) -> None:
    """0 entries lost, 0 doubled, 0 forks."""
    endpoint = Endpoint(KEY)
    devices = [Device(number, endpoint, rng) for number in range(3)]
    for what, number, size in actions:
        device = devices[number]
        match what:
            case "write":
                child = CHILDREN[size % 2]
                device.mine[child] += [b"%d:%d" % (number, len(device.mine[child]))] * (1 + size % 7)
            case "step":
                device.step()
            case "restart":
                device.restart()
            case "die":
                device.dies = True
            case "late" if device.late:
                id, data = device.late.pop(size % len(device.late))
                try:
                    endpoint.push(id, data)
                except SyncError:
                    raise AssertionError("a late request was no longer the same") from None
            case "trouble":
                device.trouble = size / 1000
            case "skew":
                device.skew = (size - 500) * 1000.0
            case "time":
                endpoint.clock += size
    _settle(endpoint, devices)
    for device in devices:
        assert device.client.state.last_trouble == ""
        for child in CHILDREN:
            assert device.client.state.feed(child).done == len(device.mine[child])
            assert device.client.state.feed(child).set_aside == ()
        wanted = {
            (other.id, child, seq): payload
            for other in devices
            if other is not device
            for child in CHILDREN
            for seq, payload in enumerate(other.mine[child], 1)
        }
        assert device.got == wanted
    total = sum(len(payloads) for device in devices for payloads in device.mine.values())
    assert endpoint.store.counts()["entries"] == total


def _settle(endpoint: Endpoint, devices: list[Device]) -> None:
    """The network is back and everybody has time."""
    for device in devices:
        device.trouble, device.dies = 0.0, False
    for _ in range(200):
        endpoint.clock += 700
        for device in devices:
            device.skew = max(device.skew, 0.0)
            for _ in range(30):
                if device.turn() > 0:
                    break
        if all(_done(endpoint, device) for device in devices):
            return
    raise AssertionError("it does not settle")


def _done(endpoint: Endpoint, device: Device) -> bool:
    sent = all(device.client.state.feed(c).done == len(device.mine[c]) for c in CHILDREN)
    return sent and not endpoint.has_news_for(device.id, device.client.state.cursor)
