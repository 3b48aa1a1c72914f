"""What both transports share: which addresses are allowed, the headers of a request, and what an answer
means."""

from __future__ import annotations

import ipaddress
import json
import secrets
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from sync.errors import BrokenMessage, RequestRejected, Revoked, ServerError, Unreachable
from sync.feed import Sign
from sync.http_signatures import sign_request
from sync.messages import MOST_BYTES, to_bytes

MOST_ANSWER = 4 * MOST_BYTES


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


def headers(method: str, url: str, body: bytes, *, keyid: str, created: int, sign: Sign) -> Mapping[str, str]:
    """Signed, with a nonce of its own."""
    nonce = secrets.token_urlsafe(18)
    signed = sign_request(method, url, body, keyid=keyid, created=created, nonce=nonce, sign=sign)
    return {**signed, "Content-Type": "application/json", "Accept": "application/json"}


def good_answer(status: int, retry_after: str, data: bytes, date: str = "") -> bytes:
    """The body, when it is one. ``date``: the header of that name. Raises a ``SyncError``."""
    if status == 200:
        return data
    said = _refusal(data)
    reason = said.get("reason", "")
    reason = reason if isinstance(reason, str) and 0 < len(reason) < 100 else "no reason given"
    if status == 403 and reason == "revoked":
        raise Revoked(_proof(said))
    if status == 429 or status >= 500:
        wait = float(retry_after) if retry_after.isdigit() else 0.0
        raise ServerError(f"the endpoint answered {status}", wait=wait)
    if status == 409 and reason == "replayed":
        raise Unreachable("the request had arrived; its answer was lost")
    if 300 <= status < 400:
        raise ServerError("the endpoint sent us elsewhere")
    raise RequestRejected(status, reason, _seconds(date))


def _seconds(date: str) -> float | None:
    """A date of HTTP (RFC 9110 §5.6.7) in seconds since 1970; None when it is none."""
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return None


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
