"""A request as it arrives: its body up to a limit, its parts for the check of its signature, and its
device."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sync.endpoint.http.source_limit import SOURCE
from sync.endpoint.service.access import Access, SignedRequest
from sync.endpoint.service.refused import Refused
from sync.endpoint.store.devices import Device

T = TypeVar("T")

PROVED = "proved"  # in the request's state: what is refused from here on is no stranger's
MOST_BODY = 1_800_000  # bytes: what the largest push needs, in base64

JSON_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
}
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body is no message of this protocol"},
    401: {"description": "Not signed, stale, or by an unknown key"},
    403: {"description": "Not approved, revoked, or not this device's feed"},
    409: {"description": "Replayed, or the feed forks"},
    413: {"description": "Too large"},
    421: {"description": "Meant for another host"},
    429: {"description": "Too many requests"},
}


class Incoming:
    """Reads requests, and has them checked in a thread: the database and the signature take their time."""

    def __init__(self, access: Access) -> None:
        self._access = access

    async def device(
        self, request: Request, *, approved: bool = True, listening: bool = False
    ) -> tuple[Device, bytes]:
        """Who signed this, and the body. ``listening``: the device's listening key will do. Raises
        ``Refused``."""
        signed = await signed_request(request)
        check: Callable[[], Device] = lambda: self._access.device(
            signed, approved=approved, listening=listening
        )
        device = await run_in_threadpool(check)
        request.scope["state"][PROVED] = True
        return device, signed.body


async def signed_request(request: Request) -> SignedRequest:
    """The parts that a signature covers (RFC 9421 §2.2), as they came over the line."""
    body = await _body(request)
    return SignedRequest(
        method=request.method,
        authority=request.headers.get("host", "").lower(),
        path=request.scope.get("raw_path", b"").decode("latin-1").partition("?")[0],
        query=request.scope.get("query_string", b"").decode("latin-1"),
        headers=dict(request.headers),
        body=body,
        source=request.scope["state"][SOURCE],
    )


async def _body(request: Request) -> bytes:
    """The whole body, or 413 as soon as it is too long: nothing larger is ever held."""
    length = request.headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit() and len(length) < 12) or int(length) > MOST_BODY:
        raise Refused(413, "too_large")
    data = bytearray()
    try:
        async for part in request.stream():
            data += part
            if len(data) > MOST_BODY:
                raise Refused(413, "too_large")
    except ClientDisconnect:  # by whom, or for how long it had taken: nobody hears this any more
        raise Refused(400, "cut_short") from None
    return bytes(data)


def json_response(data: bytes) -> Response:
    """Bytes that are JSON already."""
    return Response(data, media_type="application/json")


def bytes_response(data: bytes) -> Response:
    """Bytes that say nothing to who has no key."""
    return Response(data, media_type="application/octet-stream")
