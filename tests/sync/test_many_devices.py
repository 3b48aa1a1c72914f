"""Fifty devices at once on a real PostgreSQL behind two endpoint processes: a reader misses nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sync.requests_transport import RequestsWire
from tests.sync.authority import CHILD, Authority, TestDevice
from tests.sync.postgres import postgres

ROOT = Path(__file__).resolve().parents[2]
DEVICES, EACH = 50, 12


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres() as url:
        yield url


@contextlib.contextmanager
def process(folder: Path, url: str) -> Iterator[str]:
    """`serve` in a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "DATABASE_URL": url}
    command = [sys.executable, "-m", "sync.endpoint", "serve", "--data", str(folder), "--port", str(port)]
    running = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + 15
        while True:
            with contextlib.suppress(requests.RequestException):
                if requests.get(f"{base}/openapi.json", timeout=1).ok:
                    break
            assert time.monotonic() < end, "it did not answer within 15 s"
            time.sleep(0.1)
        yield base
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) in (0, -signal.SIGTERM), "it did not stop cleanly"


class Elsewhere(TestDevice):
    """A device that talks to one of two processes."""

    base = ""

    def wire(self, keyid: str = "") -> RequestsWire:
        return RequestsWire(self.base, keyid or self.id, self.sign, now=self.authority.now)


def test_a_cursor_reader_misses_nothing_while_fifty_write(tmp_path: Path, database: str) -> None:
    """Both processes start on an empty database at once; writers and the reader use both in turn."""
    started: list[str] = []
    with contextlib.ExitStack() as stack:
        for _ in range(2):
            started.append(stack.enter_context(process(tmp_path, database)))
        authority = Authority(tmp_path, database)
        devices = [_enrolled(authority, started[n % 2]) for n in range(DEVICES + 1)]
        reader, writers = devices[0], devices[1:]
        wrong: list[str] = []

        def write(device: TestDevice, number: int) -> None:
            for n in range(EACH):
                device.write(b"%d:%d" % (number, n))
                client = device.client()
                while client.step() == 0 and client.state.feed(CHILD).done <= n:
                    pass
                if client.state.last_trouble:
                    wrong.append(client.state.last_trouble)

        threads = [threading.Thread(target=write, args=(d, n)) for n, d in enumerate(writers)]
        for thread in threads:
            thread.start()
        cursor = ""
        seen: set[tuple[str, int]] = set()
        turns = 0
        while any(thread.is_alive() for thread in threads) or turns < 3:
            reader.base = started[turns % 2]
            answer = reader.pull(cursor)
            cursor = answer.cursor
            seen |= {(e.feed.device, e.seq) for e in answer.entries}
            turns = turns + 1 if not any(t.is_alive() for t in threads) and not answer.more else turns
            time.sleep(0.02)
        assert wrong == []
        assert seen == {(device.id, seq) for device in writers for seq in range(1, EACH + 1)}


def _enrolled(authority: Authority, base: str) -> Elsewhere:
    device = Elsewhere(authority)
    device.base = base
    device.enrol(authority.store.new_code("tablet", [CHILD], int(authority.now())))
    assert authority.store.decide(device.id, "approved", int(authority.now()))
    return device


def test_the_database_is_the_same_after_a_second_start(tmp_path: Path, database: str) -> None:
    """Migrations run once; what was there stays."""
    before = Authority(tmp_path, database).store.counts()
    assert Authority(tmp_path, database).store.counts() == before
