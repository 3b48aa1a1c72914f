"""What goes on beside the requests: counts of strangers are written down, and time stamps are got."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from sync.endpoint.service.strangers import Strangers
from sync.endpoint.service.time_stamps import TimeStampService
from sync.settings import STRANGER_COUNTS_SECONDS, TIME_STAMP_RETRY_SECONDS

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def beside_requests(
    strangers: Strangers, time_stamps: TimeStampService, log: Callable[[str], None]
) -> Lifespan:
    """For as long as the application runs. A database that does not answer is tried again, and so is a
    time-stamp authority."""

    async def keep() -> None:
        with contextlib.suppress(SQLAlchemyError):
            await run_in_threadpool(strangers.keep)

    async def stamp() -> None:
        with contextlib.suppress(SQLAlchemyError):
            if why := await run_in_threadpool(time_stamps.stamp):
                log(json.dumps({"time_stamp": "none", "why": why}))

    @contextlib.asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_every(STRANGER_COUNTS_SECONDS, keep))]
        if time_stamps.by:
            often = min(TIME_STAMP_RETRY_SECONDS, time_stamps.every)
            tasks.append(asyncio.create_task(_every(often, stamp)))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await keep()

    return running


async def _every(seconds: float, do: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        await do()
