"""The built folder as a process: when it is stopped, no connection outlives it.

Every phone knows it under one address, whatever port it really has: what a browser keeps belongs to an
address, so a phone that was installed from one server can be copied and started with another.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.request import urlopen

from tests.support.machine import ROOT, free_port

ADDRESS = "localhost:4100"  # nobody listens there: a phone's browser is told where it is
CODE = (
    "import sys; from pathlib import Path; from tools.phone.serve import serve; "
    "serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))"
)


class Server:
    """Stopped and started again, it is the same place to a browser."""

    url = f"http://{ADDRESS}/"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.endpoint_port = free_port()  # one may answer behind the same address
        #: For Chromium: where the address leads, and that all others lead nowhere.
        self.only_this_place = f"--host-resolver-rules=MAP {ADDRESS} 127.0.0.1:{self.port}, MAP * ~NOTFOUND"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self._process is not None:
            return
        command = [sys.executable, "-c", CODE, str(self.folder), str(self.port), str(self.endpoint_port)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 30
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"{self.folder} could not be served")
            time.sleep(0.05)

    def stop(self) -> None:
        """From now on nobody answers at this address."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=10)
            self._process = None
        assert not self._answers(), "something else answers at this address"

    def _answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
