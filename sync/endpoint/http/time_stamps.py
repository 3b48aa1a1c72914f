"""Time stamps over what a device sent."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from sync.endpoint.http.incoming import REFUSALS, Incoming
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer


def time_stamps(service: Service, incoming: Incoming) -> APIRouter:
    """One route."""
    router = APIRouter()

    @router.get("/v1/time-stamps", responses=REFUSALS)
    async def stamps(request: Request, cursor: str = "") -> Answer:
        """Tokens of the time-stamp authority over heads of this device's own feeds, after a cursor."""
        device, _ = await incoming.device(request)
        return await run_in_threadpool(service.time_stamps.of, device, cursor)

    return router
