"""All that a browser asks of the network goes through here: the app's one address leads to the server,
while it runs, and every other one is written down and refused.

It also holds the disk of browsers that have none of their own (``test_only_disk.js``): it is there when the
server is gone.
"""

from __future__ import annotations

import http.client
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from tests.support.phone.server import ADDRESS, Server

DISK = "/v1/test-only-disk/"  # the service worker leaves what begins with /v1/ alone


class Place:
    """A proxy on ``port``; ``outside``: what was asked of any place but the app's; ``disk`` is a folder."""

    def __init__(self, server: Server, disk: Path) -> None:
        self.server, self.disk = server, disk
        self.outside: list[str] = []
        self.disk_used = False
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self.port = self._http.server_port

    def __enter__(self) -> Self:
        self.disk.mkdir(parents=True, exist_ok=True)
        Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    def on_disk(self, url: str, body: bytes) -> bytes:
        """One act of a file of the test-only disk: ``/<act>?file=&at=&n=``."""
        self.disk_used = True
        parts = urlsplit(url)
        told = {name: values[0] for name, values in parse_qs(parts.query).items()}
        at, n = int(told.get("at", 0)), int(told.get("n", 0))
        file = os.open(self.disk / os.path.basename(told["file"]), os.O_RDWR | os.O_CREAT)
        try:
            match parts.path.removeprefix(DISK):
                case "size":
                    return str(os.fstat(file).st_size).encode()
                case "read":
                    return os.pread(file, n, at)
                case "write":
                    return str(os.pwrite(file, body, at)).encode()
                case "truncate":
                    os.ftruncate(file, n)
                case "flush":
                    os.fsync(file)
            return b""
        finally:
            os.close(file)


def _handler(place: Place) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if self.command == "CONNECT" or parts.netloc != ADDRESS:
                place.outside.append(f"{self.command} {self.path}")
                return self._answer(502, b"", {})
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if parts.path.startswith(DISK):
                return self._answer(200, place.on_disk(self.path, body), {})
            wanted = parts.path + (f"?{parts.query}" if parts.query else "")
            try:
                there = http.client.HTTPConnection("127.0.0.1", place.server.port, timeout=30)
                there.request(self.command, wanted, body or None, {"Host": ADDRESS})
                got = there.getresponse()
                return self._answer(got.status, got.read(), dict(got.getheaders()))
            except OSError:
                self.close_connection = True  # nobody is there
                return None

        do_POST = do_CONNECT = do_HEAD = do_GET  # noqa: N815

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in (
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "date",
                    "server",
                ):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    return Handler
