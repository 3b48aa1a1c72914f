"""The built folder on an address of its own, as a process: when it is stopped, no connection outlives it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.request import urlopen

from tests.support.machine import ROOT, free_port

CODE = "import sys; from pathlib import Path; from tools.phone.serve import serve; serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))"


class Server:
    """Stopped and started again, it keeps its port: to a browser it is the same place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._port = free_port()
        self.endpoint_port = free_port()  # one may answer behind the same address
        self.url = f"http://localhost:{self._port}/"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self._process is not None:
            return
        command = [sys.executable, "-c", CODE, str(self.folder), str(self._port), str(self.endpoint_port)]
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
            with urlopen(self.url, timeout=2) as answer:
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
