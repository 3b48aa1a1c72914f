"""The wire over HTTP, with `requests`: the only module that imports it."""

from __future__ import annotations

import ipaddress
import json
import secrets
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import requests

from sync.conversation import Request
from sync.errors import BrokenMessage, OurFault, Revoked, TheirFault, Unreachable
from sync.feed import Sign
from sync.http_signatures import sign_request
from sync.messages import MOST_BYTES, to_bytes

CONNECT_SECONDS, READ_SECONDS = 5, 30
_MOST_ANSWER = 4 * MOST_BYTES


class InsecureAddress(ValueError):
    """An address without TLS that is not this very machine."""


def check_address(url: str) -> str:
    """The base address without a slash at its end. Raises :class:`InsecureAddress`."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" and not (parts.scheme == "http" and _loopback(host)):
        raise InsecureAddress("The address of the authority must begin with https://")
    return url.rstrip("/")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class RequestsWire:
    """Signs each request with the device's key. ``keyid``: the device's id."""

    def __init__(
        self, base: str, keyid: str, sign: Sign, *, now: Callable[[], float] = time.time,
        session: requests.Session | None = None,
    ) -> None:  # fmt: skip
        self._base, self._keyid, self._sign, self._now = check_address(base), keyid, sign, now
        self._session = session or requests.Session()

    def __call__(self, request: Request) -> bytes:
        """The body of a good answer. Raises a :class:`SyncError`."""
        return self.request(request.method, request.path, request.body)

    def request(self, method: str, path: str, body: bytes = b"") -> bytes:
        """The body of a good answer. Raises a :class:`SyncError`."""
        url = self._base + path
        signed = sign_request(
            method,
            url,
            body,
            keyid=self._keyid,
            created=int(self._now()),
            nonce=secrets.token_urlsafe(18),
            sign=self._sign,
        )
        headers = {**signed, "Content-Type": "application/json", "Accept": "application/json"}
        try:
            with self._session.request(
                method, url, data=body, headers=headers, timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False, stream=True,
            ) as answer:  # fmt: skip
                return _checked(answer, _whole(answer))
        except requests.RequestException as error:
            raise Unreachable(type(error).__name__) from None

    def close(self) -> None:
        self._session.close()


def _whole(answer: requests.Response) -> bytes:
    """All of it: a body that was cut short is no answer, and one without end is not read to its end."""
    data = bytearray()
    for part in answer.iter_content(65_536):
        data += part
        if len(data) > _MOST_ANSWER:
            raise TheirFault("the answer is too long")
    length = answer.headers.get("Content-Length")
    if (
        length
        and length.isdigit()
        and not answer.headers.get("Content-Encoding")
        and len(data) != int(length)
    ):
        raise Unreachable("the answer was cut short")
    return bytes(data)


def _checked(answer: requests.Response, data: bytes) -> bytes:
    if answer.status_code == 200:
        return data
    said = _refusal(data)
    reason = said.get("reason", "")
    reason = reason if isinstance(reason, str) and 0 < len(reason) < 100 else "no reason given"
    if answer.status_code == 403 and reason == "revoked":
        raise Revoked(_proof(said))
    if answer.status_code == 429 or answer.status_code >= 500:
        wait = answer.headers.get("Retry-After", "")
        raise TheirFault(
            f"the endpoint answered {answer.status_code}", wait=float(wait) if wait.isdigit() else 0.0
        )
    if answer.status_code == 409 and reason == "replayed":
        raise Unreachable("the request had arrived; its answer was lost")
    if 300 <= answer.status_code < 400:
        raise TheirFault("the endpoint sent us elsewhere")
    raise OurFault(answer.status_code, reason)


def _refusal(data: bytes) -> dict[str, object]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _proof(said: dict[str, object]) -> bytes:
    try:
        return to_bytes(said.get("proof"))
    except BrokenMessage:
        return b""
