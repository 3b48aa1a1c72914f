"""Restricted entries, for the duty desk alone. The address says "letters", as it did in the first
versions."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from sync.endpoint.http.incoming import JSON_BODY, Incoming
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer


def restricted_entries(service: Service, incoming: Incoming) -> APIRouter:
    """Two routes."""
    router = APIRouter()

    @router.post("/v1/letters", openapi_extra=JSON_BODY)
    async def put_letter(request: Request) -> Answer:
        """A restricted entry, sealed to one duty desk: no other device can read it, nor fetch it."""
        return await run_in_threadpool(service.restricted_entries.put, *(await incoming.device(request)))

    @router.get("/v1/letters")
    async def letters(request: Request, after: int = 0) -> Answer:
        """For a duty desk: what is sealed to it."""
        device, _ = await incoming.device(request)
        return await run_in_threadpool(service.restricted_entries.addressed_to, device, after)

    return router
