"""That the endpoint was put back to an earlier moment."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from sync.endpoint.http.incoming import REFUSALS, Incoming
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer


def restores(service: Service, incoming: Incoming) -> APIRouter:
    """One route."""
    router = APIRouter()

    @router.get("/v1/restores", responses=REFUSALS)
    async def told(request: Request) -> Answer:
        """Signed records of each time, oldest first."""
        await incoming.device(request)
        return await run_in_threadpool(service.restores.told)

    return router
