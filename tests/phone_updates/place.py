"""A server on this computer that counts what it is asked for and fails as it is told."""

from __future__ import annotations

import http.server
import mimetypes
from collections import Counter
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

TYPES = {".js": "text/javascript", ".html": "text/html", ".txt": "text/plain"}


class Place:
    """``published`` is served under ``path``; everything else on this origin says "elsewhere"."""

    def __init__(self, path: str = "/app/") -> None:
        self.path = path
        self.published: Path | None = None
        self.off = False  # nobody answers
        self.missing: set[str] = set()
        self.rotten: set[str] = set()  # other bytes than were published
        self.dies: set[str] = set()  # the connection ends in the middle of the file
        self.held: dict[str, Event] = {}  # answered when the event is set
        self.asked: Counter[str] = Counter()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.origin = f"http://localhost:{self._server.server_port}"
        self.url = self.origin + path

    def publish(self, version: Path) -> None:
        """From now on this version is here, in good health; what is asked for is counted anew."""
        self.published = version
        self.mend()
        self.asked.clear()

    def mend(self) -> None:
        self.off = False
        for told in (self.missing, self.rotten, self.dies):
            told.clear()
        for event in self.held.values():
            event.set()
        self.held.clear()

    @property
    def files_asked(self) -> set[str]:
        """Of the app's folder, without the service worker, which a browser asks for as it likes."""
        return {name for name in self.asked if not name.startswith("/")} - {"sw.js"}

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.mend()
        self._server.shutdown()
        self._server.server_close()


def _handler(place: Place) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if place.off:
                self.close_connection = True
                return
            name = self._name()
            place.asked[name] += 1
            if name in place.held:
                place.held[name].wait(20)
            body = self._body(name)
            kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "text/plain"
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Cache-Control", "no-cache")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write((body or b"")[: len(body or b"") // 2] if name in place.dies else body or b"")

        do_POST = do_GET  # noqa: N815

        def _name(self) -> str:
            path = self.path.partition("?")[0]
            inside = path.removeprefix(place.path) if path.startswith(place.path) else None
            return path if inside is None else inside or "index.html"

        def _body(self, name: str) -> bytes | None:
            if name.startswith("/"):
                return b"elsewhere"
            file = (place.published or Path()) / name
            if name in place.missing or not file.is_file():
                return None
            return file.read_bytes() + (b" rotten" if name in place.rotten else b"")

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    return Handler
