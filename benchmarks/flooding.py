"""What a stranger sends from one address, as fast as it goes: half-sent heads, wrong codes, unknown keys."""

from __future__ import annotations

import contextlib
import json
import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable

import requests

from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.http_signatures import sign_request
from tests.support.endpoint.addresses import at

STRANGER = "127.0.0.9"
HALF = b"POST /v1/feed HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
_CRYPTO = NativeCrypto()


class Flood:
    """``connections``: of each kind, to each of ``bases``. Runs until :meth:`stop`; ``answers``: how many
    of each kind got which status, 0: none."""

    def __init__(self, bases: list[str], connections: int) -> None:
        self.answers: Counter[tuple[str, int]] = Counter()
        self._over = threading.Event()
        kinds: list[Callable[[str], None]] = [self._half_heads, self._wrong_codes, self._unknown_keys]
        self._threads = [
            threading.Thread(target=kind, args=(base,))
            for base in bases
            for kind in kinds
            for _ in range(connections)
        ]

    def start(self) -> None:
        """All at once."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """And wait for the last."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def sent(self, kind: str) -> int:
        """How many of this kind."""
        return sum(count for (one, _), count in self.answers.items() if one == kind)

    def _half_heads(self, base: str) -> None:
        """A hundred are held, for as long as the endpoint lets them; the oldest makes room for the next."""
        held: list[socket.socket] = []
        port = int(base.rpartition(":")[2])
        while not self._over.is_set():
            with contextlib.suppress(OSError):
                made = socket.create_connection(("127.0.0.1", port), 5, source_address=(STRANGER, 0))
                held.append(made)
                self.answers["half-sent heads", 0] += 1
                made.sendall(HALF)
            if len(held) > 100:
                held.pop(0).close()
            time.sleep(0.01)
        for one in held:
            one.close()

    def _wrong_codes(self, base: str) -> None:
        key = _CRYPTO.random(32)
        public = _CRYPTO.sign_public(key).hex()
        body = {"code": "acorn acorn acorn acorn acorn", "sign_key": public, "seal_key": public}
        self._ask(
            "wrong codes", base, "POST", "/v1/enrol", lambda: f"new:{public}", key, json.dumps(body).encode()
        )

    def _unknown_keys(self, base: str) -> None:
        self._ask(
            "unknown keys", base, "GET", "/v1/feed", lambda: secrets.token_hex(8), _CRYPTO.random(32), b""
        )

    def _ask(
        self, kind: str, base: str, method: str, path: str, keyid: Callable[[], str], key: bytes, body: bytes
    ) -> None:
        with at(STRANGER) as session:
            while not self._over.is_set():
                signed = sign_request(
                    method,
                    base + path,
                    body,
                    keyid=keyid(),
                    created=int(time.time()),
                    nonce=secrets.token_urlsafe(18),
                    sign=lambda message: _CRYPTO.sign(key, message),
                )
                status = 0
                with contextlib.suppress(requests.RequestException):
                    answer = session.request(method, base + path, data=body, headers=signed, timeout=10)
                    status = answer.status_code
                self.answers[kind, status] += 1
