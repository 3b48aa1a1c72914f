"""The real server on loopback: only our own pages, only this machine, nothing let in from elsewhere."""

from __future__ import annotations

import base64
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from carerapp.gone_page import SCRIPT
from carerapp.local_page import LocalPage, kept_word
from tests.support.browser.app_process import AppProcess
from tests.support.machine import ROOT
from tests.support.pins import PIN

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


def cookie(app: AppProcess) -> str:
    """What a browser keeps that was sent to the address that the app showed."""
    answer = asked(app, app.url.removeprefix(app.base.rstrip("/")))
    return (answer.getheader("Set-Cookie") or "").partition(";")[0]


def asked(app: AppProcess, path: str = "/", **headers: str) -> http.client.HTTPResponse:
    """The answer to a request of anybody's."""
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.body = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


def get(app: AppProcess, path: str = "/", **headers: str) -> http.client.HTTPResponse:
    """The answer to our own page."""
    return asked(app, path, Cookie=cookie(app), **headers)


def websocket(app: AppProcess, *, host: str, origin: str | None, brings: str | None = None) -> int:
    """The status of the answer to a WebSocket's opening handshake; our own page's, unless it brings something
    else."""
    lines = [
        "GET /ws HTTP/1.1",
        f"Cookie: {cookie(app) if brings is None else brings}",
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


def test_the_page_says_which_language_it_is_in(app: AppProcess) -> None:
    """Whole, at each address that leads to it; Flet's own page says none."""
    for path in ("/", "/index.html", "/children"):
        page: bytes = get(app, path).body  # type: ignore[attr-defined]
        assert b'<html lang="en-GB">' in page
        assert page.rstrip().endswith(b"</html>")


def test_the_page_knows_what_to_say_when_the_app_is_gone(app: AppProcess) -> None:
    """Its script comes before Flet's own: it sees every connection that they open."""
    page: bytes = get(app).body  # type: ignore[attr-defined]
    assert page.index(SCRIPT) < page.index(b"flutterAppLoaded")
    assert page.count(SCRIPT) == 1


@pytest.mark.parametrize("path", ["/", "/index.html", "/main.dart.js", "/assets/FontManifest.json", "/ws"])
@pytest.mark.parametrize("brings", ["", "carerapp-{port}=", "carerapp-{port}=x", "carerapp-1={word}"])
def test_without_the_cookie_there_is_nothing(app: AppProcess, path: str, brings: str) -> None:
    """Another user's program on this computer, with no cookie, a guessed one, or one of another port's name:
    no page, no file of it, no socket that the lock screen could come over."""
    word = cookie(app).partition("=")[2]
    assert word
    wrong = brings.format(port=app.port, word=word)
    answer = asked(app, path, Cookie=wrong)
    assert answer.status == 403
    assert b"ring 999" in answer.body  # type: ignore[attr-defined]
    assert answer.getheader("Set-Cookie") is None
    assert websocket(app, host=f"127.0.0.1:{app.port}", origin=None, brings=wrong) == 403


def test_the_address_that_is_shown_opens_the_page_and_leaves_no_word_in_it(app: AppProcess) -> None:
    """It gives a cookie that no script and no other site can use, and leads on; a reload needs the cookie
    only, and an address from before a restart leads a browser that has it to the page too."""
    shown = app.url.removeprefix(app.base.rstrip("/"))
    assert len(shown) > 40
    for _ in range(2):
        answer = asked(app, shown)
        assert (answer.status, answer.getheader("Location")) == (303, "/")
        assert {"HttpOnly", "SameSite=Strict"} <= set((answer.getheader("Set-Cookie") or "").split("; "))
    assert get(app).status == 200
    assert asked(app, shown[:-1] + ("x" if shown[-1] != "x" else "y")).status == 403
    assert get(app, "/?open=of-before").status == 303
    assert websocket(app, host=f"127.0.0.1:{app.port}", origin=None) == 101


def test_the_word_is_a_new_one_at_each_start_and_an_open_page_goes_on(tmp_path: Path) -> None:
    """The address of yesterday opens nothing; the window that stood open does."""
    with AppProcess(tmp_path / "data") as app:
        had, before = cookie(app), app.url
        assert (tmp_path / "data" / "page").stat().st_mode & 0o077 == 0
        app.restart()
        assert app.url != before
        assert asked(app, before.removeprefix(app.base.rstrip("/"))).status == 403
        assert asked(app, "/", Cookie=had).status == 200


def test_the_address_that_a_browser_is_started_with_is_good_once(tmp_path: Path) -> None:
    """Everybody on the computer can read it among the browser's arguments."""
    page = LocalPage(8550, kept_word(tmp_path))
    query = page.address("", once=True).removeprefix("?").encode()
    assert page.opens(query)
    assert not page.opens(query)
    shown = page.address("").removeprefix("?").encode()
    assert page.opens(shown)
    assert page.opens(shown)


def test_the_browser_is_started_at_an_address_that_opens_the_page(tmp_path: Path) -> None:
    """The very command, with a browser of the test's own: what it was given opens the page, once."""
    browser, told = tmp_path / "browser", tmp_path / "told"
    browser.write_text(f'#!/bin/sh\necho "$1" > {told}.part && mv {told}.part {told}\n')
    browser.chmod(0o700)
    app = AppProcess(tmp_path / "data", env={"BROWSER": f"{browser} %s"}, opens_browser=True)
    with app:
        end = time.monotonic() + 30
        while not told.exists() and time.monotonic() < end:
            time.sleep(0.05)
        address = told.read_text().strip()
        assert address != app.url
        path = address.removeprefix(app.base.rstrip("/"))
        assert [asked(app, path).status for _ in range(2)] == [303, 403]


def test_a_kept_word_that_is_none_is_made_anew(tmp_path: Path) -> None:
    """Cut short, or with a line too many, it would be guessed or fit no header."""
    whole = kept_word(tmp_path)
    assert kept_word(tmp_path) == whole
    for broken in ("", whole[:5], whole + "\n"):
        (tmp_path / "page").write_text(broken)
        assert len(kept_word(tmp_path)) == 43
        assert kept_word(tmp_path) not in (whole, broken)


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
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


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
    said = subprocess.run([*run, f"{option}={PIN}"], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert said.returncode == 2
    assert "unrecognized arguments" in said.stderr
    shown = subprocess.run(
        [*run, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=30
    ).stdout.lower()
    assert option not in shown
