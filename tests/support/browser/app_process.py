"""The real app as a process of its own, started, killed and started again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.support.machine import ROOT, free_port


class AppProcess:
    """The app in server mode as a process of its own; its output goes to `log`."""

    def __init__(
        self,
        data: Path,
        *,
        command: Sequence[str] | None = None,
        env: Mapping[str, str] | None = None,
        log: Path | None = None,
        opens_browser: bool = False,
    ) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}/"
        """Without the word that opens it."""
        self.data = data
        self.log = log or data.with_name(data.name + ".log")
        self._command = [*(command or (sys.executable, "-m", "carerapp"))]
        self._env = dict(env or {})
        self._opens_browser = opens_browser
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, timeout: float = 30) -> None:
        arguments = ["--port", str(self.port), "--data", str(self.data)]
        if not self._opens_browser:
            arguments.append("--no-browser")
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, *arguments],
                cwd=ROOT,
                env=os.environ | {"FLET_FORCE_WEB_SERVER": "true", "PYTHONUNBUFFERED": "1"} | self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + timeout
        while True:
            if self._process.poll() is not None:
                raise AssertionError(f"the app stopped ({self._process.returncode}):\n{self._said()}")
            if self._answers():
                return
            if time.monotonic() > end:
                self.kill9()
                raise AssertionError(f"the app did not answer within {timeout:.0f} s:\n{self._said()}")
            time.sleep(0.05)

    @property
    def url(self) -> str:
        """The address that it showed when it started last; of an app that shows none, where it answers."""
        shown = re.findall(re.escape(self.base) + r"\S*", self.log.read_text(errors="replace"))
        return shown[-1] if shown else self.base

    def _answers(self) -> bool:
        try:
            urlopen(self.base, timeout=2).close()
        except HTTPError as error:
            return error.code == 403  # it wants its word
        except OSError:
            return False
        return True

    def kill9(self) -> None:
        """As a power cut would: no warning, nothing tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def restart(self) -> None:
        """The same data, the same address, a new process. Then open the Screen again."""
        self.kill9()
        self.start()

    @property
    def pid(self) -> int:
        assert self._process is not None, "the app was not started"
        return self._process.pid

    def _end(self, how: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)

    def _said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
