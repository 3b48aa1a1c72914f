"""A real endpoint for tests: its app under uvicorn on loopback, on SQLite or PostgreSQL; and enrolled
devices."""

from __future__ import annotations

import contextlib
import json
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.utils import formatdate
from pathlib import Path
from typing import Any

import uvicorn

from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.client import Client
from sync.conversation import run_sync
from sync.endpoint.app import make_app
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.migrate import migrate
from sync.endpoint.serve import web_server
from sync.endpoint.service.limits import Limits
from sync.endpoint.service.source import Proxies
from sync.endpoint.sockets.connections import Connections
from sync.endpoint.sockets.entrance import Entrance, Times
from sync.endpoint.sockets.parts import reader
from sync.endpoint.store import Store
from sync.feed import FeedEntry
from sync.messages import Pulled, decode_pulled
from sync.requests_transport import RequestsWire
from sync.session import State
from sync.settings import REFUSED_DELAY_SECONDS

CRYPTO = NativeCrypto()
CHILD = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2


class Authority:
    """One endpoint process's worth: a store, a key, and a server thread while `serving`."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.engine = connect(url or f"sqlite:///{folder / 'endpoint.sqlite'}")
        migrate(self.engine)
        self.store = Store(self.engine, verify)
        self.key = EndpointKey.in_folder(folder)
        self.lines: list[str] = []
        self.more_hosts: set[str] = set()
        self.skew = 0.0
        self.limits = Limits.as_set()
        self.proxies = Proxies()
        self.connections = Connections(self.proxies)
        self.times = Times()
        self.context: ssl.SSLContext | None = None
        self.read_by = reader()
        self.refused_delay_seconds = REFUSED_DELAY_SECONDS
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"

    def stored(self) -> bytes:
        """Every byte of the endpoint's folder."""
        return b"".join(p.read_bytes() for p in sorted(self.folder.iterdir()))

    def now(self) -> float:
        return time.time() + self.skew

    @property
    def app(self) -> Any:
        self.more_hosts.add(f"127.0.0.1:{self.port}")
        return make_app(
            self.store,
            self.key,
            hosts=self.more_hosts,
            now=self.now,
            limits=self.limits,
            proxies=self.proxies,
            refused_delay_seconds=self.refused_delay_seconds,
            log=self.lines.append,
        )

    def entrance(self, count: Callable[[str], None]) -> Entrance:
        """What every connection meets."""
        return Entrance(self.connections, self.times, self.context, self.read_by, count)

    def _dated(self, app: Any) -> Any:
        """Its answers bear the date of its own clock."""

        async def dated(scope: Any, receive: Any, send: Any) -> None:
            async def sent(message: Any) -> None:
                if message["type"] == "http.response.start":
                    date = formatdate(self.now(), usegmt=True).encode()
                    message = {**message, "headers": [*message["headers"], (b"date", date)]}
                await send(message)

            await app(scope, receive, sent)

        return dated

    @contextlib.contextmanager
    def serving(self) -> Iterator[Authority]:
        app = self.app
        entrance = self.entrance(app.state.strangers.count)
        server = uvicorn.Server(
            web_server(self._dated(app), "127.0.0.1", self.port, entrance, date_header=False)
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        end = time.monotonic() + 10
        while not server.started:
            assert time.monotonic() < end, "the endpoint did not start"
            time.sleep(0.01)
        try:
            yield self
        finally:
            server.should_exit = True
            thread.join(10)

    def enrolled(self, *streams: str, name: str = "Example House tablet") -> TestDevice:
        """A device that went through the whole of it: code, keys, approval."""
        device = TestDevice(self)
        answer = device.enrol(self.store.enrolment.new_code(name, streams or (CHILD,), int(self.now())))
        assert answer["state"] == "asked"
        assert self.store.devices.decide(device.id, "approved", int(self.now()))
        return device


class Driven:
    """A client and its wire."""

    def __init__(self, client: Client, wire: RequestsWire) -> None:
        self._client, self._wire = client, wire

    @property
    def state(self) -> State:
        return self._client.state

    def step(self) -> float:
        return run_sync(self._client.turn(), self._wire)


class TestDevice:
    """A device with keys and a log in memory: what it wrote, and what it got."""

    __test__ = False

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.private = secrets.token_bytes(32)
        self.public = CRYPTO.sign_public(self.private).hex()
        self.id = ""
        self.mine: dict[str, list[bytes]] = {}
        self.got: list[FeedEntry] = []
        self.kept: list[State] = []

    def sign(self, message: bytes) -> bytes:
        return CRYPTO.sign(self.private, message)

    def wire(self, keyid: str = "") -> RequestsWire:
        return RequestsWire(self.authority.base, keyid or self.id, self.sign, now=self.authority.now)

    def enrol(self, code: str, wire: RequestsWire | None = None) -> Mapping[str, Any]:
        body = {"code": code, "sign_key": self.public, "seal_key": CRYPTO.agree_public(self.private).hex()}
        wire = wire or self.wire(f"new:{self.public}")
        answer: Mapping[str, Any] = json.loads(wire.request("POST", "/v1/enrol", json.dumps(body).encode()))
        self.id = answer["device"]
        return answer

    def client(self) -> Driven:
        state = self.kept[-1] if self.kept else State(self.id)
        client = Client(state, self, self.sign, CRYPTO.verify, self.authority.key.public, self.authority.now)
        return Driven(client, self.wire())

    def pull(self, cursor: str = "") -> Pulled:
        return decode_pulled(self.wire().request("GET", f"/v1/feed?cursor={cursor}"))

    # --- as a log
    def write(self, *payloads: bytes, stream: str = CHILD) -> None:
        self.mine.setdefault(stream, []).extend(payloads)

    def written(self) -> Mapping[str, int]:
        return {stream: len(payloads) for stream, payloads in self.mine.items()}

    def payloads(self, stream: str, after: int) -> Iterator[bytes]:
        return iter(self.mine[stream][after:])

    def take(self, others: Sequence[FeedEntry]) -> None:
        known = {(e.feed, e.seq) for e in self.got}
        self.got += [e for e in others if (e.feed, e.seq) not in known]

    def keep(self, state: State) -> None:
        self.kept.append(state)


def until_idle(device: TestDevice) -> State:
    """Turn after turn, until there is nothing left to send or fetch."""
    client = device.client()
    for _ in range(200):
        if client.step() > 0:
            return client.state
    raise AssertionError("it does not come to rest")
