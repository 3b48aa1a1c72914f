"""Erasing children: asking for it, and hearing of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from sync.endpoint.http.incoming import JSON_BODY, REFUSALS, Incoming
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer


def erasures(service: Service, incoming: Incoming) -> APIRouter:
    """Two routes."""
    router = APIRouter()

    @router.post("/v1/erasures", openapi_extra=JSON_BODY, responses=REFUSALS)
    async def ask(request: Request) -> Answer:
        """A child whom this device has erased: the authority's people are asked to do the same."""
        return await run_in_threadpool(service.erasures.ask, *(await incoming.device(request)))

    @router.get("/v1/erasures", responses=REFUSALS)
    async def told(request: Request, after: int = 0) -> Answer:
        """Signed records of children whom this device was for, and who were erased here."""
        device, _ = await incoming.device(request)
        return await run_in_threadpool(service.erasures.of, device, after)

    return router
