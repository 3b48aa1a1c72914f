"""The wire on a phone: the browser's own `fetch`, which brings its own TLS and never blocks the screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from carerapp.settings import PHONE_REQUEST_SECONDS
from carerapp.sharing import Enrolment, Sharing
from sync.conversation import Request
from sync.errors import ServerError, Unreachable
from sync.http_answers import MOST_ANSWER, check_address, good_answer, headers


def sender(sharing: Sharing, enrolment: Enrolment) -> Callable[[Request], Awaitable[bytes]]:
    """Signed requests to this authority. Raises a ``SyncError``."""
    base = check_address(enrolment.endpoint)
    keyid, sign = sharing.signer(enrolment)

    async def send(request: Request) -> bytes:
        url = base + request.path
        signed = headers(request.method, url, request.body, keyid=keyid, created=int(time.time()), sign=sign)
        try:
            async with asyncio.timeout(PHONE_REQUEST_SECONDS):
                status, wait, date, data = await _fetched(request.method, url, request.body, dict(signed))
        except (OSError, TimeoutError) as error:
            raise Unreachable(type(error).__name__) from None
        if len(data) > MOST_ANSWER:
            raise ServerError("the answer is too long")
        return good_answer(status, wait, data, date)

    return send


async def _fetched(method: str, url: str, body: bytes, signed: dict[str, str]) -> tuple[int, str, str, bytes]:
    """Status, Retry-After, Date, body. The browser follows no redirect, sends no cookie and keeps no copy."""
    from pyodide.http import pyfetch  # type: ignore[import-not-found]

    more: dict[str, Any] = {"body": body} if body else {}
    answer = await pyfetch(
        url,
        method=method,
        headers=signed,
        redirect="error",
        credentials="omit",
        cache="no-store",
        referrerPolicy="no-referrer",
        **more,
    )
    said = answer.headers
    return (
        int(answer.status),
        str(said.get("retry-after", "")),
        str(said.get("date", "")),
        await answer.bytes(),
    )
