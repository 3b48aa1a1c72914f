"""A real time-stamp authority on loopback: OpenSSL's `ts` behind a small HTTP handler, with its own keys."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
[signer]
extendedKeyUsage = critical, timeStamping
"""
NAME = "Example Time Stamps"


def openssl(*arguments: object, code: int = 0) -> str:
    """What the command prints."""
    done = subprocess.run(
        ["openssl", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


class Tsa:
    """Its keys in a folder. ``answers``: what becomes of a good answer before it is sent."""

    def __init__(self, folder: Path, name: str = NAME) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        (folder / "serial").write_text("01\n", "ascii")
        (folder / "config").write_text(_CONFIG.format(folder=folder), "utf-8")
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        made = ("-keyout", folder / "ca.key", "-out", folder / "ca.pem", "-days", 3650)
        openssl("req", "-x509", *key, *made, "-subj", f"/CN={name} Root")
        asked = ("-keyout", folder / "tsa.key", "-out", folder / "tsa.csr")
        openssl("req", *key, *asked, "-subj", f"/CN={name}")
        signed = ("-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-CAcreateserial")
        more = ("-extfile", folder / "config", "-extensions", "signer", "-days", 3650)
        openssl("x509", "-req", "-in", folder / "tsa.csr", *signed, *more, "-out", folder / "tsa.pem")
        self.answers: Callable[[bytes], bytes] = lambda answer: answer
        self.asked = 0
        self.status = 200

    @property
    def certificate(self) -> bytes:
        """The root's, in DER."""
        openssl("x509", "-in", self.folder / "ca.pem", "-outform", "DER", "-out", self.folder / "ca.der")
        return (self.folder / "ca.der").read_bytes()

    def reply(self, query: bytes) -> bytes:
        """A TimeStampResp to a TimeStampReq."""
        (self.folder / "query").write_bytes(query)
        config = ("-config", self.folder / "config", "-queryfile", self.folder / "query")
        openssl("ts", "-reply", *config, "-out", self.folder / "reply")
        return (self.folder / "reply").read_bytes()

    def token(self, data: bytes) -> bytes:
        """A token over these bytes, in DER."""
        (self.folder / "data").write_bytes(data)
        asked = ("-data", self.folder / "data", "-sha256", "-cert", "-out", self.folder / "query")
        openssl("ts", "-query", *asked)
        config = ("-config", self.folder / "config", "-queryfile", self.folder / "query")
        openssl("ts", "-reply", *config, "-token_out", "-out", self.folder / "token")
        return (self.folder / "token").read_bytes()

    @contextlib.contextmanager
    def serving(self) -> Iterator[str]:
        """Its address."""
        tsa, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None: ...

            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                with lock:
                    tsa.asked += 1
                    answer = tsa.answers(tsa.reply(query))
                self.send_response(tsa.status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/tsa"
        finally:
            server.shutdown()
            server.server_close()
            thread.join(10)
