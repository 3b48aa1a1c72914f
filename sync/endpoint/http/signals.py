"""Signals: a device waits until there is something new for it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from sync.endpoint.http.incoming import JSON_BODY, REFUSALS, Incoming
from sync.endpoint.http.source_limit import SOURCE
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer
from sync.endpoint.service.signals import STOPPING


def signals(service: Service, incoming: Incoming) -> APIRouter:
    """Two routes."""
    router = APIRouter()

    @router.post("/v1/signals/key", openapi_extra=JSON_BODY, responses=REFUSALS)
    async def listen(request: Request) -> Answer:
        """The key with which this device listens, locked or not. It opens nothing else."""
        device, body = await incoming.device(request, approved=False)
        return await run_in_threadpool(service.signals.listen, device, body)

    @router.get("/v1/signals", responses=REFUSALS)
    async def wait(request: Request, after: int = 0, wait: int = 0) -> StreamingResponse:
        """Answered once the number is another than ``after``, or after ``wait`` seconds; spaces keep the line
        open meanwhile. How much was new, and nothing of what it is."""
        device, _ = await incoming.device(request, approved=False, listening=True)
        source = request.scope["state"][SOURCE]
        request.scope["state"][STOPPING] = lambda: service.signals.stop(device.id)
        parts = service.signals.wait(device.id, source, after, wait)
        return StreamingResponse(parts, media_type="application/json", headers={"Cache-Control": "no-store"})

    return router
