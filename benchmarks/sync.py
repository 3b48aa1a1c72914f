"""10,000 events up and down: our sync, the same bytes posted raw with requests, and PouchDB replicating, in
one run.

`python -m benchmarks.sync` (part of `make bench`); PouchDB comes from npm at the versions of
benchmarks/pouchdb. Each server is a process of its own on loopback. Ours signs, verifies, chains and writes
durably (SQLite, FULL); PouchDB is measured on its server's memory and on LevelDB, and does none of the first
three."""

from __future__ import annotations

import contextlib
import json
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.request import urlopen

import requests

from benchmarks.report import keep, options, table
from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.client import Client
from sync.conversation import Request, run_sync
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.store import Store
from sync.feed import FeedEntry
from sync.requests_transport import RequestsWire
from sync.session import State
from tests.support.machine import free_port
from tools.phone.npm import node_packages

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / "benchmarks" / "pouchdb"
CHILD = "5a" * 16
BYTES = 1_000  # of one sealed payload: an entry with its author and signature
CRYPTO = NativeCrypto()


class Memory:
    """A log in memory: what is measured is the way, not the ends."""

    def __init__(self, payloads: Sequence[bytes] = ()) -> None:
        self.mine, self.got = list(payloads), 0

    def written(self) -> Mapping[str, int]:
        """One child's."""
        return {CHILD: len(self.mine)}

    def payloads(self, stream: str, after: int) -> Iterator[bytes]:
        """As they were given."""
        return (self.mine[n] for n in range(after, len(self.mine)))

    def take(self, others: Sequence[FeedEntry]) -> None:
        """Counted, and let go."""
        self.got += len(others)

    def keep(self, state: State) -> None:
        """Nothing is remembered."""


@contextlib.contextmanager
def process(command: Sequence[str], ready: str, log: Path) -> Iterator[None]:
    """Until it answers there; ended by SIGTERM."""
    with log.open("ab") as out:
        running = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    try:
        end = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError), urlopen(ready, timeout=2):
                break
            if time.monotonic() > end or running.poll() is not None:
                raise SystemExit(f"{command[0]} did not start: {log.read_text()[-800:]}")
            time.sleep(0.05)
        yield
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(10)


class Measured:
    """A wire that keeps the bodies that went up, to post them raw afterwards."""

    def __init__(self, wire: RequestsWire) -> None:
        self._wire = wire
        self.up: list[bytes] = []
        self.down: list[int] = []

    def __call__(self, request: Request) -> bytes:
        answer = self._wire(request)
        self.up.append(request.body)
        self.down.append(len(answer))
        return answer


def ours(folder: Path, payloads: Sequence[bytes]) -> tuple[float, float, list[bytes], list[int]]:
    """Seconds up, seconds down, the bodies that went up, the lengths of what came down."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "sync.endpoint",
        "serve",
        "--init",
        "--port",
        str(port),
        "--data",
        str(folder),
    ]
    base = f"http://127.0.0.1:{port}"
    with process(command, f"{base}/ready", folder.with_suffix(".log")):
        store = Store(connect(f"sqlite:///{folder / 'endpoint.sqlite'}"), verify)
        pinned = EndpointKey.in_folder(folder).public
        clients, wires = [], []
        for log in (Memory(payloads), Memory()):
            private = secrets.token_bytes(32)
            now = int(time.time())
            code = store.enrolment.new_code("bench", [CHILD], now)
            device = store.enrolment.enrol(code, CRYPTO.sign_public(private).hex(), "00" * 32, now)
            store.devices.decide(device.id, "approved", now)
            sign = lambda message, key=private: CRYPTO.sign(key, message)
            wires.append(Measured(RequestsWire(base, device.id, sign)))
            clients.append(Client(State(device.id), log, sign, CRYPTO.verify, pinned, time.time))
        began = time.perf_counter()
        while clients[0].state.feed(CHILD).done < len(payloads):
            run_sync(clients[0].turn(), wires[0])
            _succeeded(clients[0])
        half = time.perf_counter()
        reader = clients[1].log
        assert isinstance(reader, Memory)
        while reader.got < len(payloads):
            run_sync(clients[1].turn(), wires[1])
            _succeeded(clients[1])
        return half - began, time.perf_counter() - half, wires[0].up, wires[1].down


def _succeeded(client: Client) -> None:
    if client.state.last_trouble:
        raise SystemExit(f"the sync failed: {client.state.last_trouble}")


SINK = """
import sys, uvicorn
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown": return
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"): break
    length = int(scope["path"].strip("/") or 0)
    headers = [(b"content-length", str(length).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"x" * length})
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
"""


def raw(folder: Path, bodies: Sequence[bytes], lengths: Sequence[int]) -> tuple[float, float]:
    """The same bytes in the same requests, to a server that only counts them; and as much back."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with process([sys.executable, "-c", SINK, str(port)], f"{base}/1", folder.with_suffix(".raw.log")):
        with requests.Session() as session:
            began = time.perf_counter()
            for body in bodies:
                session.post(f"{base}/0", data=body).raise_for_status()
            half = time.perf_counter()
            for length in lengths:
                session.get(f"{base}/{length}").raise_for_status()
        return half - began, time.perf_counter() - half


def one_by_one(folder: Path, payloads: Sequence[bytes]) -> tuple[float, float]:
    """Each event a request of its own, as a program without a sync layer would post it; and fetched so."""
    return raw(folder, payloads, [len(payload) for payload in payloads])


def pouchdb(folder: Path, count: int, *, leveldb: bool) -> tuple[float, float]:
    """Seconds up and down of PouchDB replicating as many documents of the same length."""
    node_packages(PEER)
    port = free_port()
    script = str(PEER / "replicate.mjs")
    on = [str(folder / "level")] if leveldb else []
    folder.mkdir(exist_ok=True)
    (folder / "level").mkdir(exist_ok=True)
    base = f"http://127.0.0.1:{port}"
    with process(["node", script, "serve", str(port), *on], f"{base}/", folder.with_suffix(".log")):
        done = subprocess.run(
            ["node", script, "replicate", f"{base}/peer", str(count), str(BYTES * 4 // 3)],
            cwd=PEER,
            capture_output=True,
            text=True,
            check=True,
        )
    said = json.loads(done.stdout)
    assert said["sent"] == said["got"] == count
    return float(said["up"]), float(said["down"])


def main() -> None:
    """Measure all in turn, print and record."""
    parser = options("sync", __doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    said = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {}
    for turn in range(said.rounds):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            payloads = [secrets.token_bytes(BYTES) for _ in range(said.events)]
            up, down, bodies, lengths = ours(folder / "ours", payloads)
            found.setdefault("our sync, durable", []).append((up, down))
            found.setdefault("the same requests, raw", []).append(raw(folder / "raw", bodies, lengths))
            found.setdefault("an event a request, raw", []).append(one_by_one(folder / "one", payloads))
            found.setdefault("PouchDB, server in memory", []).append(
                pouchdb(folder / f"p{turn}", said.events, leveldb=False)
            )
            found.setdefault("PouchDB, server on LevelDB", []).append(
                pouchdb(folder / f"l{turn}", said.events, leveldb=True)
            )
    middle = {
        name: tuple(statistics.median(part) for part in zip(*pairs, strict=True))
        for name, pairs in found.items()
    }
    mine = sum(middle["our sync, durable"])
    rows = [
        [name, f"{up:.2f} s", f"{down:.2f} s", f"{up + down:.2f} s", f"{(up + down) / mine:.2f} ×"]
        for name, (up, down) in middle.items()
    ]
    header = [f"{said.events:,} events of {BYTES:,} bytes", "up", "down", "both", "of ours"]
    keep("sync", table(header, rows), rehearse=said.rehearse)


if __name__ == "__main__":
    main()
