"""What the authority says, and letters to its duty desk, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync.endpoint.keys import EndpointKey
from sync.endpoint.registry import DESK, Device
from sync.endpoint.requests_in import Refused
from sync.endpoint.store import Store
from sync.errors import BrokenMessage
from sync.messages import STREAM, to_bytes, to_text
from sync.policy import MOST_PACK, signed_policy

Authentic = Callable[[Request], Awaitable[tuple[Device, bytes]]]
_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}}
MOST_LETTER = 64_000


def add_office(
    app: FastAPI, store: Store, key: EndpointKey, authentic: Authentic, now: Callable[[], float]
) -> None:
    """The policy, rule packs, letters."""

    @app.get("/v1/policy")
    async def policy(request: Request) -> dict[str, Any]:
        """The authority's policy, signed with the key that devices pinned; its desks; its rule packs."""
        await authentic(request)

        def work() -> dict[str, Any]:
            text = store.setting("policy") or "{}"
            return {
                "policy": text,
                "signature": to_text(key.sign(signed_policy(text))),
                "desks": [{"device": device, "seal_key": seal} for device, seal in store.desks()],
                "packs": [{"id": id, "version": version} for id, version in store.all_packs()],
            }

        return await run_in_threadpool(work)

    @app.get("/v1/packs/{id}/{version}")
    async def pack(request: Request, id: str, version: int) -> Response:
        """A rule pack as the authority signed it."""
        await authentic(request)
        if not 0 < version < 2**31 or len(id) > 40:
            raise Refused(404, "no_such_pack")
        data = await run_in_threadpool(lambda: store.pack(id, version))
        if data is None or len(data) > MOST_PACK:
            raise Refused(404, "no_such_pack")
        return Response(data, media_type="application/octet-stream")

    @app.post("/v1/letters", openapi_extra=_BODY)
    async def put_letter(request: Request) -> dict[str, Any]:
        """A restricted entry, sealed to one duty desk: no other device can read it, nor fetch it."""
        device, body = await authentic(request)
        try:
            raw = json.loads(body)
            stream, letter, to = (str(raw[name]) for name in ("stream", "letter", "to"))
            sealed = to_bytes(raw["sealed"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise BrokenMessage("stream, letter, to and sealed are needed") from None
        if (
            not STREAM.fullmatch(stream)
            or not STREAM.fullmatch(letter)
            or not 48 <= len(sealed) <= MOST_LETTER
        ):
            raise BrokenMessage("an id or the letter has another length")
        done = await run_in_threadpool(
            lambda: store.put_letter(device.id, stream, letter, to, sealed, int(now()))
        )
        if not done:
            raise Refused(403, "not_enrolled_for_this_child")
        return {"received": letter, "at": int(now())}

    @app.get("/v1/letters")
    async def letters(request: Request, after: int = 0) -> dict[str, Any]:
        """For a duty desk: what is sealed to it."""
        device, _ = await authentic(request)
        if device.kind != DESK:
            raise Refused(403, "not_a_desk")
        place = max(0, min(after, 2**53))
        found = await run_in_threadpool(lambda: store.letters_for(device.id, place))
        return {
            "letters": [
                {"position": position, "letter": letter, "stream": stream, "sealed": to_text(sealed)}
                for position, letter, stream, sealed in found
            ]
        }
