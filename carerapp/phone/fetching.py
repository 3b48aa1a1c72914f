"""The wire on a phone: the browser's own `fetch`, which brings its own TLS and never blocks the screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from carerapp.settings import PHONE_REQUEST_SECONDS
from carerapp.sharing import Enrolment, Sharing
from carerapp.sharing.ears import Ear
from carerapp.sharing.listening import EarSender
from carerapp.vault import Crypto
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


def ear_sender(crypto: Crypto) -> EarSender:
    """Requests with a listening key, which may wait for minutes. A line that says nothing for longer than the
    endpoint is ever silent is dead, and nobody would say so."""

    def to(ear: Ear) -> Callable[[Request], Awaitable[bytes]]:
        base = check_address(ear.endpoint)
        sign = lambda message: crypto.sign(ear.private, message)

        async def send(request: Request) -> bytes:
            url, now = base + request.path, int(time.time())
            signed = headers(request.method, url, request.body, keyid=ear.keyid, created=now, sign=sign)
            try:
                async with asyncio.timeout(PHONE_REQUEST_SECONDS):
                    answer = await _answer(request.method, url, request.body, dict(signed))
                data = await _read_slowly(answer)
            except (OSError, TimeoutError) as error:
                raise Unreachable(type(error).__name__) from None
            said = answer.headers
            wait, date = str(said.get("retry-after", "")), str(said.get("date", ""))
            return good_answer(int(answer.status), wait, data, date)

        return send

    return to


async def _read_slowly(answer: Any) -> bytes:
    """Part by part, as they come. Raises ``TimeoutError`` when none does."""
    reader, data = answer.js_response.body.getReader(), bytearray()
    try:
        while True:
            async with asyncio.timeout(PHONE_REQUEST_SECONDS):
                part = await reader.read()
            if part.done:
                return bytes(data)
            data += part.value.to_bytes()
            if len(data) > MOST_ANSWER:
                raise ServerError("the answer is too long")
    except BaseException:
        reader.cancel()
        raise


async def _fetched(method: str, url: str, body: bytes, signed: dict[str, str]) -> tuple[int, str, str, bytes]:
    """Status, Retry-After, Date, body."""
    answer = await _answer(method, url, body, signed)
    said = answer.headers
    return (
        int(answer.status),
        str(said.get("retry-after", "")),
        str(said.get("date", "")),
        await answer.bytes(),
    )


async def _answer(method: str, url: str, body: bytes, signed: dict[str, str]) -> Any:
    """The browser follows no redirect, sends no cookie and keeps no copy."""
    from pyodide.http import pyfetch  # type: ignore[import-not-found]

    more: dict[str, Any] = {"body": body} if body else {}
    return await pyfetch(
        url,
        method=method,
        headers=signed,
        redirect="error",
        credentials="omit",
        cache="no-store",
        referrerPolicy="no-referrer",
        **more,
    )
