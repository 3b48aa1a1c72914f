"""Asking a time-stamp authority (RFC 3161) over HTTP: what it is, whom is trusted for it, and one answer."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urlsplit

from sync.settings import TIME_STAMP_CLOCK_SECONDS, TIME_STAMP_TIMEOUT_SECONDS
from sync.time_stamp_tokens import answered, request
from sync.time_stamps import LONGEST_TOKEN, BadTimeStamp, read_token

_PART = 16_384  # bytes read at a time


class NoTimeStamp(Exception):
    """None was got; ``str`` says why, without a word of what was sent."""


@dataclass(frozen=True, slots=True)
class TimeStamping:
    """``url``: http or https, the answer proves itself; ``trusted``: the certificate, in DER, of who makes
    the tokens, or of who stands behind them."""

    url: str
    trusted: bytes

    def token(self, data: bytes, now: Callable[[], float]) -> tuple[bytes, str, int]:
        """A token over these bytes, once it proves itself; its maker's name, and what it says. ``now``: the
        endpoint's clock. Raises :class:`NoTimeStamp`, ``NoLibrary``."""
        asked, nonce = request(data)
        try:
            token, by = answered(self._post(asked), data, nonce, [self.trusted])
            at = read_token(token).at
        except BadTimeStamp as bad:
            raise NoTimeStamp(str(bad)) from None
        if abs(at - now()) > TIME_STAMP_CLOCK_SECONDS:
            raise NoTimeStamp("its clock and this one are far from each other")
        return token, by, at

    def _post(self, body: bytes) -> bytes:
        """Its whole answer, within the time and the size that one may have."""
        end = time.monotonic() + TIME_STAMP_TIMEOUT_SECONDS
        asked = urllib.request.Request(
            self.url,
            body,
            {"Content-Type": "application/timestamp-query"},
        )
        data = bytearray()
        try:
            with _OPENER.open(asked, timeout=TIME_STAMP_TIMEOUT_SECONDS) as answer:
                while part := answer.read1(_PART):
                    data += part
                    if len(data) > LONGEST_TOKEN or time.monotonic() > end:
                        raise NoTimeStamp("its answer does not end")
        except urllib.error.HTTPError as error:
            raise NoTimeStamp(f"it answered {error.code}") from None
        except (OSError, HTTPException, ValueError) as error:
            raise NoTimeStamp(f"it can’t be reached ({type(error).__name__})") from None
        return bytes(data)


class _NowhereElse(urllib.request.HTTPRedirectHandler):
    """What was asked of one address is asked of no other."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Any:
        """Never."""
        return None


_OPENER = urllib.request.build_opener(_NowhereElse)


def is_address(url: str) -> bool:
    """Whether this is an address that can be asked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
