"""Attachments, a chunk a request. The address says "photos", as it did in the first versions."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync.endpoint.http.incoming import Incoming, bytes_response
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer

_CHUNK_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "string"}}}}
}


def attachments(service: Service, incoming: Incoming) -> APIRouter:
    """Three routes."""
    router = APIRouter()

    @router.get("/v1/photos/{stream}")
    async def listed(request: Request, stream: str) -> Answer:
        """Every picture of this child: how many chunks it is of, and which are here."""
        device, _ = await incoming.device(request)
        return await run_in_threadpool(service.attachments.held, device, stream)

    @router.put("/v1/photos/{stream}/{photo}/{number}", openapi_extra=_CHUNK_BODY)
    async def put(request: Request, stream: str, photo: str, number: int, of: int) -> Answer:
        """One sealed chunk. The same again is the same."""
        device, body = await incoming.device(request)
        return await run_in_threadpool(service.attachments.put, device, stream, photo, number, of, body)

    @router.get("/v1/photos/{stream}/{photo}/{number}")
    async def get(request: Request, stream: str, photo: str, number: int) -> Response:
        """The bytes of one chunk, as they came."""
        device, _ = await incoming.device(request)
        return bytes_response(
            await run_in_threadpool(service.attachments.chunk, device, stream, photo, number)
        )

    return router
