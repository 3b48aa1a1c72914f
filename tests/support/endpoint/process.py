"""A carer's phone and the authority's duty desk: two vaults, two browsers, one endpoint."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support.browser.walk import Walk
from tests.support.machine import ROOT, free_port


class EndpointProcess:
    """``python -m sync.endpoint serve``, and what its administrator types."""

    def __init__(self, data: Path, *more: str, port: int = 0) -> None:
        self.data, self.port, self._more = data, port or free_port(), more
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        arguments = ["serve", "--init", "--port", str(self.port), "--data", str(self.data), *self._more]
        log = (self.data.parent / "endpoint.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sync.endpoint", *arguments], cwd=ROOT, stdout=log, stderr=log
        )
        from urllib.request import urlopen

        end = time.monotonic() + 20
        while True:
            with contextlib.suppress(OSError), urlopen(f"{self.url}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
            assert time.monotonic() < end, "the endpoint did not start"
            time.sleep(0.05)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            assert self._process.wait(10) is not None

    def kill9(self) -> None:
        """As a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)

    def said(self, *arguments: str) -> str:
        command, *rest = arguments
        done = subprocess.run(
            [sys.executable, "-m", "sync.endpoint", command, "--data", str(self.data), *rest],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ,
        )
        return done.stdout

    def code(self, name: str, *more: str) -> str:
        found = re.search(r"^code: (.+)$", self.said("enrol", "--name", name, *more), re.M)
        assert found
        return found[1]

    def let_in(self) -> None:
        """Approve whoever asked last."""
        asked = [line for line in self.said("devices").splitlines() if " asked " in line]
        self.said("approve", asked[-1].split()[0])


@contextlib.contextmanager
def serving(data: Path) -> Iterator[EndpointProcess]:
    endpoint = EndpointProcess(data)
    endpoint.start()
    try:
        yield endpoint
    finally:
        endpoint.stop()


def connect(walk: Walk, endpoint: EndpointProcess, code: str, arrived: Callable[[str], object]) -> None:
    """Through the app's own screens; the administrator lets the device in."""
    screen = walk.screen
    screen.tap("Connect with your authority")
    screen.see("Shared with the authority")
    arrived("not connected")
    screen.tap("Connect with an authority")
    screen.see("Ask the duty team for a code")
    arrived("connect")
    screen.type("Address and code", f"{endpoint.url} {code}")
    screen.tap("Connect", exact=True)
    screen.see("Not let in yet")
    arrived("waiting to be let in")
    endpoint.let_in()
