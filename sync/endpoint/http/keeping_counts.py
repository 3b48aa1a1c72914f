"""Writes down what was counted of strangers, now and then and at the end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from sync.endpoint.service.strangers import Strangers
from sync.settings import STRANGER_COUNTS_SECONDS


def keeping_counts(strangers: Strangers) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """For as long as the application runs. A database that does not answer is tried again."""

    async def keep() -> None:
        with contextlib.suppress(SQLAlchemyError):
            await run_in_threadpool(strangers.keep)

    async def go_on() -> None:
        while True:
            await asyncio.sleep(STRANGER_COUNTS_SECONDS)
            await keep()

    @contextlib.asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(go_on())
        try:
            yield
        finally:
            task.cancel()
            await keep()

    return running
