"""The endpoint as one web application. Every answer is JSON; a refusal is ``{"reason": word}``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable, Callable, Collection, Sequence

from fastapi import FastAPI, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response

from sync.endpoint.database import cause
from sync.endpoint.http.attachments import attachments
from sync.endpoint.http.beside_requests import beside_requests
from sync.endpoint.http.devices import devices
from sync.endpoint.http.erasures import erasures
from sync.endpoint.http.feeds import feeds
from sync.endpoint.http.incoming import PROVED, Incoming
from sync.endpoint.http.open_pages import metrics_page, open_pages
from sync.endpoint.http.policy import policy
from sync.endpoint.http.restores import restores
from sync.endpoint.http.restricted_entries import restricted_entries
from sync.endpoint.http.source_limit import SourceLimit
from sync.endpoint.http.time_stamps import time_stamps
from sync.endpoint.keys import EndpointKey
from sync.endpoint.service import Service
from sync.endpoint.service.limits import Limits
from sync.endpoint.service.refused import Refused
from sync.endpoint.service.source import NO_PROXIES, Proxies
from sync.endpoint.service.strangers import Strangers
from sync.endpoint.store import Store
from sync.endpoint.store.usage import NoRoom
from sync.endpoint.time_stamping import TimeStamping
from sync.errors import NO_ROOM, NO_ROOM_FOR_CHILD, BrokenMessage
from sync.messages import WIRE, revoked_part, to_text
from sync.settings import DATABASE_RETRY_SECONDS, REFUSED_DELAY_SECONDS, TIME_STAMP_SECONDS

_RESOURCES = (
    devices,
    feeds,
    metrics_page,
    attachments,
    policy,
    restricted_entries,
    time_stamps,
    erasures,
    restores,
)


def make_app(
    store: Store,
    key: EndpointKey,
    *,
    hosts: Collection[str],
    now: Callable[[], float] = time.time,
    limits: Limits | None = None,
    proxies: Proxies = NO_PROXIES,
    refused_delay_seconds: float = REFUSED_DELAY_SECONDS,
    app_origins: Sequence[str] = (),
    time_stamping: TimeStamping | None = None,
    time_stamp_seconds: float = TIME_STAMP_SECONDS,
    log: Callable[[str], None] = lambda line: print(line, file=sys.stderr, flush=True),
) -> FastAPI:
    """The application over this store. ``hosts``: host or host:port, lower case, that requests may be meant
    for. ``proxies``: whose word about an address is believed. ``app_origins``: where phones load the app
    from, if that is another origin than this one. ``time_stamping``: the time-stamp authority, and how often
    it is asked."""
    service = Service(
        store,
        key,
        hosts=hosts,
        now=now,
        limits=limits,
        time_stamping=time_stamping,
        time_stamp_seconds=time_stamp_seconds,
    )
    app = FastAPI(
        title="Carer app endpoint",
        version=str(WIRE),
        lifespan=beside_requests(service.strangers, service.time_stamps, log),
        docs_url=None,
        redoc_url=None,
    )
    app.state.strangers = service.strangers
    if app_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(app_origins),
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["Content-Type", "Content-Digest", "Signature", "Signature-Input"],
            expose_headers=["Retry-After", "Date"],
            max_age=600,
        )
    _log_requests(app, now, log)
    app.add_middleware(
        SourceLimit,
        limits=service.limits,
        proxies=proxies,
        strangers=service.strangers,
        delay_seconds=refused_delay_seconds,
    )  # the last one that is added is the first that a request meets
    _answer_refusals(app, key, service.strangers)
    _answer_no_room(app)
    _answer_faults(app, now, log)
    app.include_router(open_pages(service))
    incoming = Incoming(service.access)
    for resource in _RESOURCES:
        app.include_router(resource(service, incoming))
    return app


def _log_requests(app: FastAPI, now: Callable[[], float], log: Callable[[str], None]) -> None:
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
            line = {
                "at": round(now(), 3),
                "method": request.method,
                "route": getattr(request.scope.get("route"), "path", "none"),
                "status": status,
                "ms": round((time.perf_counter() - start) * 1000, 1),
            }
            log(json.dumps(line))


def _answer_refusals(app: FastAPI, key: EndpointKey, strangers: Strangers) -> None:
    def count(request: Request, reason: str) -> None:
        if not request.scope["state"].get(PROVED):
            strangers.count(reason)

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> JSONResponse:
        if not error.written:
            count(request, error.reason)
        headers = {"Retry-After": str(error.wait)} if error.wait else None
        said = {"reason": error.reason}
        if error.revoked_device:  # it erases itself: only our own key may tell it to (ADR 15)
            said["proof"] = to_text(key.sign(revoked_part(error.revoked_device)))
        return JSONResponse(said, error.status, headers=headers)

    @app.exception_handler(BrokenMessage)
    async def broken(request: Request, error: BrokenMessage) -> JSONResponse:
        count(request, "broken_message")
        return JSONResponse({"reason": "broken_message", "what": str(error)}, 400)


def _answer_no_room(app: FastAPI) -> None:
    @app.exception_handler(NoRoom)
    async def no_room(_: Request, error: NoRoom) -> JSONResponse:
        return JSONResponse({"reason": NO_ROOM_FOR_CHILD if error.child else NO_ROOM}, 403)


def _answer_faults(app: FastAPI, now: Callable[[], float], log: Callable[[str], None]) -> None:
    @app.exception_handler(SQLAlchemyError)
    async def failed(_: Request, error: SQLAlchemyError) -> JSONResponse:
        """The database is away, or busy for too long. Its error may quote what was sent: the log says why,
        and never what."""
        log(json.dumps({"at": round(now(), 3), "fault": type(error).__name__, "cause": cause(error)}))
        return JSONResponse({"reason": "database"}, 503, headers={"Retry-After": str(DATABASE_RETRY_SECONDS)})
