"""A static server on this computer, with the types a browser insists on. Any HTTPS server can do the same."""

from __future__ import annotations

import functools
import http.server
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

TYPES = {
    "": "application/octet-stream", ".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm",
    ".json": "application/json", ".html": "text/html; charset=utf-8", ".ttf": "font/ttf", ".gz": "application/octet-stream",
}  # fmt: skip


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        **TYPES,
    }

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what is asked for is nobody's business."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        super().end_headers()


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """The address while it is served; port 0 takes any that is free."""
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def serve(folder: Path, port: int) -> None:
    """Until interrupted."""
    if not (folder / "index.html").exists():
        raise SystemExit("There is nothing to serve yet: run make phone first.")
    with serving(folder, port) as url:
        print(f"The phone app is at {url}  (Ctrl+C stops it)", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return
