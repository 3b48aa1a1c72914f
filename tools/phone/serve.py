"""A static server on this computer, with the types a browser insists on, and an authority's endpoint behind
the same address. Any HTTPS server can do the same."""

from __future__ import annotations

import functools
import http.client
import http.server
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

TYPES = {
    "": "application/octet-stream",
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".ttf": "font/ttf",
    ".gz": "application/octet-stream",
}


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        **TYPES,
    }

    endpoint = 0  # its port on this computer; 0: there is none

    def do_GET(self) -> None:
        if self.path.startswith("/v1/"):
            self._pass_on()
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self._pass_on()

    def do_PUT(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        """To the endpoint as it is, the host that it is meant for too: that is signed."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        to = http.client.HTTPConnection("127.0.0.1", self.endpoint, timeout=30)
        try:
            to.request(self.command, self.path, body, dict(self.headers))
            answer = to.getresponse()
            data = answer.read()
        except OSError:
            self.send_error(502)
            return
        finally:
            to.close()
        self.send_response(answer.status)
        for name in ("Content-Type", "Retry-After"):
            if value := answer.headers.get(name):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what is asked for is nobody's business."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        super().end_headers()


@contextmanager
def serving(folder: Path, port: int = 0, endpoint: int = 0) -> Iterator[str]:
    """The address while it is served; port 0 takes any that is free. ``endpoint``: the port of one behind
    it."""
    kind = type("Handler", (_Handler,), {"endpoint": endpoint})
    handler = functools.partial(kind, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def serve(folder: Path, port: int, endpoint: int = 0) -> None:
    """Until interrupted."""
    if not (folder / "index.html").exists():
        raise SystemExit("There is nothing to serve yet: run make phone first.")
    with serving(folder, port, endpoint) as url:
        print(f"The phone app is at {url}  (Ctrl+C stops it)", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return
