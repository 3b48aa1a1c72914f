"""Feeds: entries up and down."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync.endpoint.http.incoming import JSON_BODY, REFUSALS, Incoming, json_response
from sync.endpoint.service import Service
from sync.messages import MOST_BYTES, UNSAID_ENTRIES


def feeds(service: Service, incoming: Incoming) -> APIRouter:
    """Two routes."""
    router = APIRouter()

    @router.post("/v1/feed", openapi_extra=JSON_BODY, responses=REFUSALS)
    async def push(request: Request, urgent: bool = False) -> Response:
        """Entries of this device's own feeds; a receipt for the last of each that stands. They are signed
        themselves: the key with which a locked device listens is enough to hand them in."""
        device, body = await incoming.device(request, listening=True)
        return json_response(await run_in_threadpool(service.feeds.push, device, body, urgent=urgent))

    @router.get("/v1/feed", responses=REFUSALS)
    async def pull(
        request: Request, cursor: str = "", limit: int = UNSAID_ENTRIES, most: int = MOST_BYTES
    ) -> Response:
        """What other devices wrote about this device's children: at most so many entries, and bytes of
        payloads."""
        device, _ = await incoming.device(request)
        return json_response(await run_in_threadpool(service.feeds.pull, device, cursor, limit, most))

    return router
