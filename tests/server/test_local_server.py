"""The real server on loopback: only our own pages, only this machine, nothing let in from elsewhere."""

from __future__ import annotations

import base64
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser.app_process import AppProcess
from tests.support.machine import ROOT

FOREIGN = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1.evil.example:{port}",
    "127.0.0.1:1",
    "",
    "[::1]:{port}",
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    with AppProcess(tmp_path_factory.mktemp("server") / "data") as app:
        yield app


def get(app: AppProcess, path: str = "/", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def websocket(app: AppProcess, *, host: str, origin: str | None) -> int:
    """The status of the answer to a WebSocket's opening handshake."""
    lines = [
        "GET /ws HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
    ]
    if origin is not None:
        lines.append(f"Origin: {origin}")
    with socket.create_connection(("127.0.0.1", app.port), timeout=10) as opened:
        opened.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(opened.recv(4096).split(b" ", 2)[1])


def test_our_own_page_and_its_websocket_are_answered(app: AppProcess) -> None:
    """The page and the socket of this address are served."""
    here = f"127.0.0.1:{app.port}"
    assert get(app).status == 200
    assert websocket(app, host=here, origin=f"http://{here}") == 101
    assert websocket(app, host=f"localhost:{app.port}", origin=f"http://localhost:{app.port}") == 101


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_is_refused(app: AppProcess, host: str) -> None:
    """What a page of another site reaches when its own name is made to point at this machine."""
    name = host.format(port=app.port)
    assert get(app, Host=name).status in (400, 403)
    assert websocket(app, host=name, origin=f"http://127.0.0.1:{app.port}") in (400, 403)


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://127.0.0.1", "null"],
)
def test_a_foreign_origin_is_refused(app: AppProcess, origin: str) -> None:
    """Another site, or another program's page on this machine, in the same browser."""
    name = origin.format(port=app.port)
    assert get(app, Origin=name).status == 403
    assert websocket(app, host=f"127.0.0.1:{app.port}", origin=name) == 403


@pytest.mark.parametrize("path", ["/", "/main.dart.js", "/no/such/file"])
def test_every_answer_carries_the_policy_and_no_permission(app: AppProcess, path: str) -> None:
    """The browser is told to load nothing from elsewhere and to grant nothing."""
    answer = get(app, path)
    policy = answer.getheader("Content-Security-Policy") or ""
    directives = {name: set(sources) for name, *sources in (part.split() for part in policy.split(";"))}
    assert directives["default-src"] == {"'self'"}
    assert directives["object-src"] == {"'none'"}
    assert directives["frame-ancestors"] == {"'none'"}
    everywhere = set().union(*directives.values())
    assert not [source for source in everywhere if source.startswith(("http", "*"))]
    assert "'unsafe-eval'" not in everywhere
    assert answer.getheader("Access-Control-Allow-Origin") is None
    assert answer.getheader("Referrer-Policy") == "no-referrer"
    assert answer.getheader("X-Frame-Options") == "DENY"


def test_only_this_machine_can_reach_it(app: AppProcess) -> None:
    """One socket listens, on 127.0.0.1."""
    inodes = {
        os.readlink(link)[8:-1]
        for link in Path(f"/proc/{app.pid}/fd").iterdir()
        if os.readlink(link).startswith("socket:")
    }
    listening = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{app.pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                listening.append(fields[1])
    assert listening == [f"0100007F:{app.port:04X}"]


@pytest.mark.parametrize("command", [[], ["demo"]])
@pytest.mark.parametrize("option", ["--pin", "--passphrase", "--password", "--secret"])
def test_no_command_takes_a_pin_as_an_argument(command: list[str], option: str, tmp_path: Path) -> None:
    """Arguments are seen by every program on the machine and stay in the shell's history."""
    run = [sys.executable, "-m", "carerapp", *command]
    if command:
        run += ["--out", str(tmp_path)]
    said = subprocess.run([*run, f"{option}=482917"], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert said.returncode == 2
    assert "unrecognized arguments" in said.stderr
    shown = subprocess.run(
        [*run, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=30
    ).stdout.lower()
    assert option not in shown
