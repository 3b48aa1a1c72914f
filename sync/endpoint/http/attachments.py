"""Photos over HTTP: a chunk a request, so that a line that breaks costs one chunk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync.endpoint.photos import OtherChunk
from sync.endpoint.registry import Device
from sync.endpoint.requests_in import Refused
from sync.endpoint.store import Store
from sync.errors import BrokenMessage
from sync.messages import STREAM
from sync.photos import CHUNK, MOST_CHUNKS, SEALED_MORE

Authentic = Callable[[Request], Awaitable[tuple[Device, bytes]]]
_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "string"}}}}}


def add_photos(app: FastAPI, store: Store, authentic: Authentic, now: Callable[[], float]) -> None:
    """Three routes."""

    @app.get("/v1/photos/{stream}")
    async def listed(request: Request, stream: str) -> dict[str, Any]:
        """Every picture of this child: how many chunks it is of, and which are here."""
        device, _ = await authentic(request)
        found = await run_in_threadpool(lambda: store.photos_of(device.id, _id(stream)))
        return {"photos": {photo: {"of": held.of, "have": list(held.have)} for photo, held in found.items()}}

    @app.put("/v1/photos/{stream}/{photo}/{number}", openapi_extra=_BODY)
    async def put(request: Request, stream: str, photo: str, number: int, of: int) -> dict[str, Any]:
        """One sealed chunk. The same again is the same."""
        device, body = await authentic(request)
        if not 1 <= of <= MOST_CHUNKS or not 0 <= number < of or not 0 < len(body) <= CHUNK + SEALED_MORE:
            raise BrokenMessage("no chunk has this number or this length")
        child, picture = _id(stream), _id(photo)
        try:
            done = await run_in_threadpool(
                lambda: store.put_chunk(device.id, child, picture, number, of, body, int(now()))
            )
        except OtherChunk:
            raise Refused(409, "another_photo") from None
        if not done:
            raise Refused(403, "not_enrolled_for_this_child")
        return {"have": number}

    @app.get("/v1/photos/{stream}/{photo}/{number}")
    async def get(request: Request, stream: str, photo: str, number: int) -> Response:
        """The bytes of one chunk, as they came."""
        device, _ = await authentic(request)
        if not 0 <= number < MOST_CHUNKS:
            raise Refused(404, "no_such_chunk")
        child, picture = _id(stream), _id(photo)
        data = await run_in_threadpool(lambda: store.chunk(device.id, child, picture, number))
        if data is None:
            raise Refused(404, "no_such_chunk")
        return Response(data, media_type="application/octet-stream")


def _id(text: str) -> str:
    if not STREAM.fullmatch(text):
        raise BrokenMessage("an id is not 32 hex digits")
    return text
