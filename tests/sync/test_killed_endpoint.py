"""The endpoint dies by SIGKILL at any moment, the device forgets what it has not kept: each entry is there
once."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

from sync.conversation import run_sync
from sync.endpoint.database import connect
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.store import Store
from sync.requests_transport import RequestsWire
from tests.support.endpoint.authority import CHILD, Authority
from tests.support.endpoint.process import EndpointProcess

KILLS, ENTRIES = 6, 3_000


class Killed(Authority):
    """The folder of an endpoint that is a process of its own."""

    def __init__(self, process: EndpointProcess) -> None:
        self.store = Store(connect(f"sqlite:///{process.data / 'endpoint.sqlite'}"), verify)
        self.key, self.base, self.skew = EndpointKey.in_folder(process.data), process.url, 0.0


def test_killed_again_and_again_every_entry_is_there_once(tmp_path: Path) -> None:
    """Six kills while three thousand entries go up, and a device that forgets now and then: a reader gets
    each, in order."""
    process = EndpointProcess(tmp_path / "endpoint")
    process.start()
    rng = random.Random(5)
    try:
        authority = Killed(process)
        device = authority.enrolled()
        device.write(*(b"%d" % n for n in range(ENTRIES)))
        over = threading.Event()

        def kill() -> None:
            for _ in range(KILLS):
                time.sleep(rng.random() * 0.4)
                process.kill9()
                process.start()
            over.set()

        killer = threading.Thread(target=kill)
        killer.start()
        client = device.client()._client
        wire = RequestsWire(authority.base, device.id, device.sign)
        failures = 0
        while client.state.feed(CHILD).done < ENTRIES or not over.is_set():
            if rng.random() < 0.2 and len(device.kept) > 1:
                device.kept.pop()  # it died before it remembered
                client = device.client()._client
            if client.state.feed(CHILD).done >= ENTRIES:
                device.write(*(b"more" for _ in range(20))) if len(device.mine[CHILD]) < 2 * ENTRIES else None
            client.fetch_now()
            run_sync(client.turn(), wire)
            failures += bool(client.state.last_trouble)
        killer.join()
        total = len(device.mine[CHILD])
        while client.state.feed(CHILD).done < total:
            client.fetch_now()
            run_sync(client.turn(), wire)
        assert failures > 0
        assert authority.store.counts()["entries"] == total
        ((_, seq, _, _),) = authority.store.feeds.heads(device.id)
        assert seq == total
        other = authority.enrolled()
        reader = other.client()._client
        while len(other.got) < total:
            reader.fetch_now()
            run_sync(reader.turn(), RequestsWire(authority.base, other.id, other.sign))
        assert [entry.payload for entry in other.got] == device.mine[CHILD]
    finally:
        process.stop()


def test_it_stops_within_ten_seconds_while_somebody_waits(tmp_path: Path) -> None:
    """A connection that says nothing holds nobody up."""
    import socket

    process = EndpointProcess(tmp_path / "endpoint")
    process.start()
    with socket.create_connection(("127.0.0.1", process.port)) as silent:
        silent.sendall(b"POST /v1/feed HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
        began = time.monotonic()
        process.stop()
        assert time.monotonic() - began < 10
