"""The wire over HTTP, with `requests`: the only module that imports it."""

from __future__ import annotations

import time
from collections.abc import Callable

import requests

from sync.conversation import Request
from sync.errors import ServerError, Unreachable, Untrusted
from sync.feed import Sign
from sync.http_answers import MOST_ANSWER, check_address, good_answer, headers
from sync.settings import CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS


class RequestsWire:
    """Signs each request with the device's key. ``keyid``: the device's id."""

    def __init__(
        self,
        base: str,
        keyid: str,
        sign: Sign,
        *,
        now: Callable[[], float] = time.time,
        session: requests.Session | None = None,
    ) -> None:
        self._base, self._keyid, self._sign, self._now = check_address(base), keyid, sign, now
        self._session = session or requests.Session()

    def __call__(self, request: Request) -> bytes:
        """The body of a good answer. Raises a :class:`SyncError`."""
        return self.request(request.method, request.path, request.body)

    def request(self, method: str, path: str, body: bytes = b"") -> bytes:
        """The body of a good answer. Raises a :class:`SyncError`."""
        url = self._base + path
        signed = headers(method, url, body, keyid=self._keyid, created=int(self._now()), sign=self._sign)
        try:
            with self._session.request(
                method,
                url,
                data=body,
                headers=signed,
                timeout=(CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as answer:
                said = answer.headers
                return good_answer(
                    answer.status_code, said.get("Retry-After", ""), _whole(answer), said.get("Date", "")
                )
        except requests.exceptions.SSLError as error:
            kind = Untrusted if "CERTIFICATE_VERIFY_FAILED" in str(error) else Unreachable
            raise kind(type(error).__name__) from None
        except requests.RequestException as error:
            raise Unreachable(type(error).__name__) from None

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()


def _whole(answer: requests.Response) -> bytes:
    """All of it: a body that was cut short is no answer, and one without end is not read to its end."""
    data = bytearray()
    for part in answer.iter_content(65_536):
        data += part
        if len(data) > MOST_ANSWER:
            raise ServerError("the answer is too long")
    length = answer.headers.get("Content-Length")
    if (
        length
        and length.isdigit()
        and not answer.headers.get("Content-Encoding")
        and len(data) != int(length)
    ):
        raise Unreachable("the answer was cut short")
    return bytes(data)
