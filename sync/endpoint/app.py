"""The HTTP face of the endpoint. Every answer is JSON; a refusal is ``{"reason": word}``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response

from sync.endpoint.admin_app import add_office
from sync.endpoint.feeds import Fork
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.photos_app import add_photos
from sync.endpoint.registry import CodeRefused, Device
from sync.endpoint.requests_in import Buckets, Gate, Refused, body_of
from sync.endpoint.store import Store
from sync.errors import BrokenMessage
from sync.feed import FeedEntry
from sync.messages import (
    MOST_BYTES,
    MOST_ENTRIES,
    STREAM,
    UNSAID_ENTRIES,
    WIRE,
    Pulled,
    Pushed,
    Receipt,
    decode_push,
    encode,
    receipt_json,
    revoked_part,
    to_bytes,
    to_text,
)

Answer = dict[str, Any]
_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"description": words}
    for code, words in (
        (400, "The body is no message of this protocol"),
        (401, "Not signed, stale, or by an unknown key"),
        (403, "Not approved, revoked, or not this device's feed"),
        (409, "Replayed, or the feed forks"),
        (413, "Too large"),
        (421, "Meant for another host"),
        (429, "Too many requests"),
    )
}


def make_app(
    store: Store,
    key: EndpointKey,
    *,
    hosts: Collection[str],
    now: Callable[[], float] = time.time,
    buckets: Buckets | None = None,
    app_origins: Sequence[str] = (),
    log: Callable[[str], None] = lambda line: print(line, file=sys.stderr, flush=True),
) -> FastAPI:
    """The application over this store. ``hosts``: host or host:port, lower case, that requests may be meant for.
    ``app_origins``: where phones load the app from, if that is another origin than this one."""
    app = FastAPI(title="Carer app endpoint", version=str(WIRE))
    if app_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(app_origins),
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["Content-Type", "Content-Digest", "Signature", "Signature-Input"],
            expose_headers=["Retry-After"],
            max_age=600,
        )
    gate = Gate(store, verify, hosts, now, buckets or Buckets())

    @app.middleware("http")
    async def logged(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        """One line a request: no path parameter, no query, no body, no address."""
        start = time.perf_counter()
        status = 500
        try:
            answer = await call_next(request)
            status = answer.status_code
            return answer
        finally:
            route = request.scope.get("route")
            line = {
                "at": round(now(), 3),
                "method": request.method,
                "route": getattr(route, "path", "none"),
                "status": status,
                "ms": round((time.perf_counter() - start) * 1000, 1),
            }
            log(json.dumps(line))

    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> JSONResponse:
        headers = {"Retry-After": str(error.wait)} if error.wait else None
        said = {"reason": error.reason}
        if error.device:  # it erases itself: only our own key may tell it to
            said["proof"] = to_text(key.sign(revoked_part(error.device)))
        return JSONResponse(said, error.status, headers=headers)

    @app.exception_handler(BrokenMessage)
    async def broken(_: Request, error: BrokenMessage) -> JSONResponse:
        return JSONResponse({"reason": "broken_message", "what": str(error)}, 400)

    async def authentic(request: Request, *, approved: bool = True) -> tuple[Device, bytes]:
        body = await body_of(request)
        return await run_in_threadpool(lambda: gate.device(request, body, approved=approved)), body

    # --- for everybody ------------------------------------------------------------------------
    @app.get("/health")
    async def health() -> Answer:
        """The process runs."""
        return {"ok": True}

    @app.get("/ready")
    async def ready() -> Answer:
        """The database answers."""
        return {"ready": await run_in_threadpool(store.ready)}

    @app.get("/version")
    async def version() -> Answer:
        """Which versions of the wire format are understood."""
        return {"wire": WIRE, "oldest": 1}

    @app.get("/key")
    async def public_key() -> Answer:
        """The key that signs receipts; a device pins it at enrolment, against a fingerprint that a person reads."""
        return {"key": key.public.hex()}

    # --- enrolment ------------------------------------------------------------------------------
    @app.post("/v1/enrol", openapi_extra=_BODY, responses=_REFUSALS)
    async def enrol(request: Request) -> Answer:
        """A one-time code and the device's public keys, signed by the device's own new key (keyid `new:` + key)."""
        body = await body_of(request)
        raw = _object(body)
        code, sign_key, seal_key = (raw.get(name) for name in ("code", "sign_key", "seal_key"))
        if not isinstance(code, str) or not _is_key(sign_key) or not _is_key(seal_key):
            raise BrokenMessage("code, sign_key and seal_key are needed")
        claims = _streams(raw.get("children", []))

        def work() -> Device:
            found = gate.signed(request, body)
            if found.keyid != f"new:{sign_key}":
                raise Refused(401, "signature_does_not_fit")
            gate.proved(found, bytes.fromhex(str(sign_key)))
            try:
                return store.enrol(code, str(sign_key), str(seal_key), int(now()), claims)
            except CodeRefused:
                raise Refused(403, "code_refused") from None

        device = await run_in_threadpool(work)
        return {
            "device": device.id,
            "state": device.state,
            "name": device.name,
            "kind": device.kind,
            "key": key.public.hex(),
        }

    @app.get("/v1/me", responses=_REFUSALS)
    async def me(request: Request) -> Answer:
        """Whether an administrator approved this device, the children it is for, who else is, and the newest
        entry of each of its own feeds, countersigned: a device that has less was put back to older files."""
        device, _ = await authentic(request, approved=False)

        def work() -> Answer:
            grants = store.grants_of(device.id) if device.state == "approved" else {}
            others = store.companions(device.id) if device.state == "approved" else []
            heads = [_signed(Receipt(*head, b"")) for head in store.heads(device.id)]
            return {
                "device": device.id,
                "state": device.state,
                "name": device.name,
                "kind": device.kind,
                "heads": [receipt_json(head) for head in heads],
                "children": [
                    {"stream": s, "sealed": to_text(sealed)} for s, sealed in sorted(grants.items())
                ],
                "companions": [
                    {"stream": s, "device": d, "seal_key": k, "has_key": has} for s, d, k, has in others
                ],
            }

        return await run_in_threadpool(work)

    @app.post("/v1/grants", openapi_extra=_BODY, responses=_REFUSALS)
    async def grant(request: Request) -> Answer:
        """A child's share key, sealed to another device of the same child by one that holds it."""
        device, body = await authentic(request)
        raw = _object(body)
        stream, other, sealed = raw.get("stream"), raw.get("device"), to_bytes(raw.get("sealed"))
        if not isinstance(stream, str) or not isinstance(other, str) or not 48 <= len(sealed) <= 400:
            raise BrokenMessage("stream, device and sealed are needed")
        done = await run_in_threadpool(lambda: store.grant(device.id, stream, other, sealed, int(now())))
        return {"granted": done}

    @app.post("/v1/children", openapi_extra=_BODY, responses=_REFUSALS)
    async def claim(request: Request) -> Answer:
        """Children that this device added since it enrolled."""
        device, body = await authentic(request)
        streams = _streams(_object(body).get("children"))
        return {"claimed": await run_in_threadpool(lambda: store.claim(device.id, streams, int(now())))}

    # --- feeds ------------------------------------------------------------------------------------
    @app.post("/v1/feed", openapi_extra=_BODY, responses=_REFUSALS)
    async def push(request: Request) -> Response:
        """Entries of this device's own feeds; a receipt for the last of each that stands."""
        device, body = await authentic(request)
        sent = decode_push(body)
        if not sent.entries:
            raise BrokenMessage("there is no entry")
        if any(entry.feed.device != device.id for entry in sent.entries):
            await run_in_threadpool(lambda: store.audit(device.id, "wrong_feed", int(now())))
            raise Refused(403, "wrong_feed")

        def work() -> Pushed:
            try:
                taken, refused = store.add(device, sent.entries, int(now()))
            except Fork:
                store.audit(device.id, "fork", int(now()))
                raise Refused(409, "fork") from None
            newest = {entry.feed: (entry, at) for entry, at in taken}  # it stands for all before it
            return Pushed(tuple(_receipt(entry, at) for entry, at in newest.values()), tuple(refused))

        return _wire(encode(await run_in_threadpool(work)))

    @app.get("/v1/feed", responses=_REFUSALS)
    async def pull(
        request: Request, cursor: str = "", limit: int = UNSAID_ENTRIES, most: int = MOST_BYTES
    ) -> Response:
        """What other devices wrote about this device's children: at most so many entries, and bytes of payloads."""
        device, _ = await authentic(request)
        position = _position(cursor)
        entries, room = max(1, min(limit, MOST_ENTRIES)), max(1, min(most, MOST_BYTES))
        page, more = await run_in_threadpool(lambda: store.after(device.id, position, entries, room))
        end = page[-1][0] if page else position
        return _wire(encode(Pulled(tuple(e for _, e in page), f"c1:{end}", more)))

    @app.get("/v1/metrics", responses=_REFUSALS)
    async def metrics(request: Request) -> Answer:
        """How much there is of what."""
        await authentic(request)
        return await run_in_threadpool(store.counts)

    def _receipt(entry: FeedEntry, at: int) -> Receipt:
        return _signed(Receipt(entry.feed, entry.seq, entry.hash, at, b""))

    def _signed(bare: Receipt) -> Receipt:
        return replace(bare, signature=key.sign(bare.signed_part()))

    add_photos(app, store, authentic, now)
    add_office(app, store, key, authentic, now)
    return app


def _wire(data: bytes) -> Response:
    return Response(data, media_type="application/json")


def _object(body: bytes) -> Answer:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise BrokenMessage("this is not JSON") from None
    if not isinstance(raw, dict):
        raise BrokenMessage("an object is missing")
    return raw


def _streams(value: object) -> list[str]:
    if not isinstance(value, list) or len(value) > 200:
        raise BrokenMessage("children is not a list")
    if not all(isinstance(one, str) and STREAM.fullmatch(one) for one in value):
        raise BrokenMessage("a child is not 32 hex digits")
    return value


def _is_key(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and all(c in "0123456789abcdef" for c in value)


def _position(cursor: str) -> int:
    """A cursor is ours or none; what is not ours begins at the beginning."""
    kind, _, number = cursor.partition(":")
    return int(number) if kind == "c1" and number.isascii() and number.isdigit() and len(number) < 19 else 0
