"""Enrolment, how things stand with a device, its children and their keys."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from sync.endpoint.http.incoming import JSON_BODY, REFUSALS, Incoming, signed_request
from sync.endpoint.service import Service
from sync.endpoint.service.bodies import Answer


def devices(service: Service, incoming: Incoming) -> APIRouter:
    """Five routes."""
    router = APIRouter()

    @router.post("/v1/enrol", openapi_extra=JSON_BODY, responses=REFUSALS)
    async def enrol(request: Request) -> Answer:
        """A one-time code and the device's public keys, signed by the device's own new key (keyid `new:` +
        key)."""
        return await run_in_threadpool(service.devices.enrol, await signed_request(request))

    @router.get("/v1/me", responses=REFUSALS)
    async def me(request: Request) -> Answer:
        """Whether an administrator approved this device, the children it is for, who else is, and the newest
        entry of each of its own feeds, countersigned: a device that has less was put back to older files."""
        device, _ = await incoming.device(request, approved=False)
        return await run_in_threadpool(service.devices.me, device)

    @router.post("/v1/grants", openapi_extra=JSON_BODY, responses=REFUSALS)
    async def grant(request: Request) -> Answer:
        """A child's share key, sealed to another device of the same child by one that holds it."""
        return await run_in_threadpool(service.devices.grant, *(await incoming.device(request)))

    @router.post("/v1/grants/refused", openapi_extra=JSON_BODY, responses=REFUSALS)
    async def refuse(request: Request) -> Answer:
        """Children whose key, as it was sealed to this device, opens nothing: another may seal one."""
        return await run_in_threadpool(service.devices.refuse, *(await incoming.device(request)))

    @router.post("/v1/children", openapi_extra=JSON_BODY, responses=REFUSALS)
    async def claim(request: Request) -> Answer:
        """Children that this device added since it enrolled."""
        return await run_in_threadpool(service.devices.claim, *(await incoming.device(request)))

    return router
