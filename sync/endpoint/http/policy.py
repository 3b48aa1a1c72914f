"""What the authority says to its devices: its policy, and its protocols, whose address says "packs"."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync.endpoint.http.incoming import Incoming, bytes_response
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer


def policy(service: Service, incoming: Incoming) -> APIRouter:
    """Two routes."""
    router = APIRouter()

    @router.get("/v1/policy")
    async def policy(request: Request) -> Answer:
        """The authority's policy, signed with the key that devices pinned; its desks; its rule packs."""
        await incoming.device(request)
        return await run_in_threadpool(service.policy.said)

    @router.get("/v1/packs/{id}/{version}")
    async def pack(request: Request, id: str, version: int) -> Response:
        """A rule pack as the authority signed it."""
        await incoming.device(request)
        return bytes_response(await run_in_threadpool(service.policy.protocol, id, version))

    return router
