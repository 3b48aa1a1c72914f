"""The endpoint as processes of their own, and devices that talk to one of them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import requests

from sync.requests_transport import RequestsWire
from tests.support.endpoint.addresses import at
from tests.support.endpoint.authority import CHILD, Authority, TestDevice
from tests.support.machine import ROOT


class Served(str):
    """An address, and the process behind it."""

    pid = 0

    @property
    def memory(self) -> int:
        """Bytes that the process holds in memory."""
        pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def process(folder: Path, url: str) -> Iterator[Served]:
    """`serve` in a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "DATABASE_URL": url}
    command = [
        sys.executable,
        "-m",
        "sync.endpoint",
        "serve",
        "--init",
        "--data",
        str(folder),
        "--port",
        str(port),
    ]
    running = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
    base = Served(f"http://127.0.0.1:{port}")
    base.pid = running.pid
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
    address = ""  # where it asks from, if that is to be told apart

    def wire(self, keyid: str = "") -> RequestsWire:
        session = at(self.address) if self.address else None
        return RequestsWire(self.base, keyid or self.id, self.sign, now=self.authority.now, session=session)


def enrolled_at(authority: Authority, base: str) -> Elsewhere:
    device = Elsewhere(authority)
    device.base = base
    device.enrol(authority.store.enrolment.new_code("tablet", [CHILD], int(authority.now())))
    assert authority.store.devices.decide(device.id, "approved", int(authority.now()))
    return device
