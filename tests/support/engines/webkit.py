"""WebKitGTK by WebKitWebDriver, on a screen of its own that nobody sees."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

from tests.support.engines import webkit_window
from tests.support.engines.engine import HEIGHT, PATIENCE, WIDTH, keys, pointer, wheel
from tests.support.machine import ROOT, free_port

#: no bus: nothing of this machine's desktop is asked for
ALONE = {"NO_AT_BRIDGE": "1", "GTK_A11Y": "none", "GDK_BACKEND": "x11"}
QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class WebKit:
    """``folder`` holds what it keeps; its traffic goes to the port ``proxy``."""

    def __init__(self, folder: Path, proxy: int) -> None:
        self._saved = folder / "saved"
        self._saved.mkdir(parents=True, exist_ok=True)
        self._processes: list[subprocess.Popen[bytes]] = []
        port = free_port()
        self._url = f"http://127.0.0.1:{port}"
        self._http = requests.Session()
        self._http.trust_env = False
        try:
            env = {**os.environ, **ALONE, "DISPLAY": self._display()}
            self._run(["WebKitWebDriver", f"--port={port}"], env=env, cwd=ROOT)
            self._listens()
            self._begin(folder, proxy)
        except BaseException:
            self._end()
            raise

    def _run(self, command: list[str], **more: Any) -> None:
        self._processes.append(subprocess.Popen(command, **QUIET, **more))

    def _display(self) -> str:
        """A screen of its own, and its name."""
        seen, shown = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        with os.fdopen(seen) as number:
            try:
                self._run(
                    ["Xvfb", "-displayfd", str(shown), "-screen", "0", size, "-nolisten", "tcp"],
                    pass_fds=[shown],
                )
            finally:
                os.close(shown)
            return f":{number.readline().strip()}"

    def _begin(self, folder: Path, proxy: int) -> None:
        args = ["-m", webkit_window.__name__, str(folder), str(proxy)]
        wanted = {
            "pageLoadStrategy": "none",
            "timeouts": {"script": PATIENCE * 1000},
            "webkitgtk:browserOptions": {"binary": sys.executable, "args": args},
        }
        (folder / "pid").unlink(missing_ok=True)
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._url += f"/session/{made['sessionId']}"
        self._window = Path("/proc", (folder / "pid").read_text())
        self.version = f"WebKitGTK {made['capabilities']['browserVersion']}"

    def _end(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.wait(30)

    def _listens(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._http.get(f"{self._url}/status", timeout=5)
                return
            except requests.ConnectionError:
                assert self._processes[-1].poll() is None, "WebKitWebDriver ended"
                assert time.monotonic() < end, "WebKitWebDriver does not answer"
                time.sleep(0.1)

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        send = json.dumps(body) if body is not None else ("{}" if method == "POST" else None)
        answer = self._http.request(method, self._url + path, data=send, timeout=PATIENCE)
        value = answer.json()["value"]
        if answer.status_code != 200:
            raise RuntimeError(f"{method} {path}: {value['error']}: {value['message']}")
        return value

    def go(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    def run(self, body: str, given: object = None) -> Any:
        script = (
            "const [text, done] = arguments;"
            f"(async () => {{ const given = JSON.parse(text); {body} }})()"
            ".then(value => done(JSON.stringify({value: value ?? null})),"
            " error => done(JSON.stringify({error: String(error)})));"
        )
        answer = json.loads(
            self._ask("POST", "/execute/async", {"script": script, "args": [json.dumps(given)]})
        )
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def _act(self, actions: object) -> None:
        self._ask("POST", "/actions", {"actions": actions})

    def click(self, x: float, y: float) -> None:
        self._act(pointer(x, y))

    def wheel(self, by: float) -> None:
        self._act(wheel(by))

    def write(self, text: str, *, over: bool = False) -> None:
        self._act(keys(text, over))

    def new_tab(self) -> str:
        self.switch(self._ask("POST", "/window/new", {"type": "tab"})["handle"])
        return self.tab()

    def tab(self) -> str:
        return str(self._ask("GET", "/window"))

    def switch(self, tab: str) -> None:
        self._ask("POST", "/window", {"handle": tab})

    def downloads(self) -> list[Path]:
        return [path for path in self._saved.iterdir() if path.suffix == ".pdf" and path.stat().st_size]

    def close(self) -> None:
        """As a person closes it."""
        try:
            with contextlib.suppress(RuntimeError):  # the window is gone before it has answered
                self._ask("DELETE", "")
            end = time.monotonic() + PATIENCE
            while self._window.exists():
                assert time.monotonic() < end, "the window does not close"
                time.sleep(0.1)
        finally:
            self._end()
