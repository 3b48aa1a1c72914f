"""A real HTTP proxy between a device and the endpoint that cuts, delays, truncates and doubles."""

from __future__ import annotations

import contextlib
import random
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sync.attachments import CHUNK

_CHUNK_PATH = re.compile(r"/v1/photos/\w+/\w+/(\d+)\?of=")


class Proxy:
    """``trouble``: how many of the requests are disturbed, 0 to 1. ``cuts``: offsets in a picture that is
    going up, each cut once, when the picture gets there. ``forwarded``: (method, path) of each request that
    reached the endpoint whole."""

    def __init__(self, upstream: int, seed: int) -> None:
        self.upstream, self.rng = upstream, random.Random(seed)
        self.trouble = 0.0
        self.cuts: set[int] = set()
        self.forwarded: list[tuple[str, str]] = []
        self.disturbed: dict[str, int] = {}
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                with contextlib.suppress(OSError):
                    super().handle_one_request()

            def log_message(self, *_: Any) -> None: ...

            def do_GET(self) -> None:
                proxy.pass_on(self)

            do_PUT = do_GET  # noqa: N815
            do_POST = do_GET  # noqa: N815

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.base = f"http://127.0.0.1:{self.port}"

    @contextlib.contextmanager
    def serving(self) -> Iterator[Proxy]:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()

    def pass_on(self, asked: BaseHTTPRequestHandler) -> None:
        asked.close_connection = True
        length = int(asked.headers.get("Content-Length", "0"))
        head = f"{asked.command} {asked.path} HTTP/1.1\r\n".encode()
        head += b"".join(
            f"{k}: {v}\r\n".encode() for k, v in asked.headers.items() if k.lower() != "connection"
        )
        head += b"Connection: close\r\n\r\n"
        fault = self._fault()
        if (cut := self._cut(asked.path, length)) is not None:
            self._send(head + asked.rfile.read(cut), whole=False)
            return
        body = asked.rfile.read(length)
        if fault == "lost":
            return
        if fault == "cut":
            self._send(head + body[: self.rng.randrange(len(body) + 1)][:-1], whole=False)
            return
        if fault == "delay":
            time.sleep(self.rng.random() * 0.05)
        answer = self._send(head + body)
        self.forwarded.append((asked.command, asked.path))
        if fault == "doubled":
            self._send(head + body)
        if fault == "answer lost":
            return
        if fault == "truncated":
            answer = answer[: self.rng.randrange(len(answer) + 1)]
        asked.wfile.write(answer)

    def _fault(self) -> str:
        if self.rng.random() >= self.trouble:
            return ""
        fault = self.rng.choice(["lost", "cut", "delay", "doubled", "answer lost", "truncated"])
        self.disturbed[fault] = self.disturbed.get(fault, 0) + 1
        return fault

    def _cut(self, path: str, length: int) -> int | None:
        if (found := _CHUNK_PATH.match(path)) is None:
            return None
        start = int(found[1]) * CHUNK
        hit = min((offset for offset in self.cuts if start <= offset < start + length), default=None)
        if hit is None:
            return None
        self.cuts.discard(hit)
        return hit - start

    def _send(self, data: bytes, *, whole: bool = True) -> bytes:
        with socket.create_connection(("127.0.0.1", self.upstream), timeout=20) as to:
            to.sendall(data)
            answer = bytearray()
            while whole and (part := to.recv(65_536)):
                answer += part
            return bytes(answer)
