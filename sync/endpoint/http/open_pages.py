"""What anybody may ask: whether the endpoint is well, what it understands, its public key; and the
metrics."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from sync.endpoint.http.incoming import REFUSALS, Incoming
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer
from sync.key_changes import MOST, changes_json
from sync.messages import WIRE


def open_pages(service: Service) -> APIRouter:
    """Without a signature."""
    router = APIRouter()

    @router.get("/health")
    async def health() -> Answer:
        """The process runs."""
        return {"ok": True}

    @router.get("/ready")
    async def ready() -> Answer:
        """The database answers."""
        return {"ready": await run_in_threadpool(service.store.ready)}

    @router.get("/version")
    async def version() -> Answer:
        """Which versions of the wire format are understood."""
        return {"wire": WIRE, "oldest": 1}

    @router.get("/key")
    async def public_key() -> Answer:
        """The key that signs receipts; a device pins it at enrolment, against a fingerprint that a person
        reads."""
        return {"key": service.key.public.hex()}

    @router.get("/keys")
    async def keys() -> Answer:
        """How that key changed: each time the key before signed which one follows."""
        changes = await run_in_threadpool(service.store.key_changes.all)
        return {"changes": changes_json(changes[-MOST:])}

    return router


def metrics_page(service: Service, incoming: Incoming) -> APIRouter:
    """For approved devices: how large an authority is, is nobody else's business."""
    router = APIRouter()

    @router.get("/v1/metrics", responses=REFUSALS)
    async def metrics(request: Request) -> Answer:
        """How much there is of what."""
        await incoming.device(request)
        return {**await run_in_threadpool(service.store.counts)}

    return router
