"""Devices that wait for something new: one look into the database for all of them, a few times a second.

Nothing is remembered between two requests, and no process tells another: what one of them commits, the next
look of each finds. So it works alike on SQLite and PostgreSQL, and through a kill of any of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from sync.endpoint.keys import of_small_order
from sync.endpoint.service.bodies import Answer, is_key, read_object
from sync.endpoint.store import Store
from sync.endpoint.store.devices import Device
from sync.errors import BrokenMessage
from sync.settings import (
    LONGEST_WAIT_SECONDS,
    SIGNAL_LOOK_SECONDS,
    WAIT_SILENCE_SECONDS,
    WAITS_IN_ALL,
    WAITS_OF_ONE_ADDRESS,
)
from sync.signals import Signal, signal_json

STOPPING = "stopping"  # in a request's state: what to call when the server is about to stop


@dataclass(eq=False)
class _Waiter:
    """``known``: the number that the device has; ``told``: the signal, once there is another."""

    source: str
    known: int
    told: asyncio.Future[Signal]

    def end(self) -> None:
        """Nothing was new."""
        if not self.told.done():
            self.told.set_result(Signal(self.known))


class SignalService:
    """Of one process. A device waits once: its next wait ends the one before."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, _Waiter] = {}
        self._looking: asyncio.Task[None] | None = None

    def listen(self, device: Device, body: bytes) -> Answer:
        """From now on this device listens with this key. Raises :class:`BrokenMessage`."""
        key = read_object(body).get("key")
        if not is_key(key) or of_small_order(bytes.fromhex(str(key))):
            raise BrokenMessage("key is none that a device may listen with")
        if key == device.sign_key:
            raise BrokenMessage("the key must be another than the device's own")
        self._store.signals.listen(device.id, str(key))
        return {"listens": True}

    async def wait(self, device: str, source: str, known: int, seconds: float) -> AsyncIterator[bytes]:
        """The parts of the answer: spaces while nothing is new, then how things are. ``source``: the address
        that asks; ``known``: the number that the device has."""
        waiter = self._begin(device, source, known)
        if waiter is None:
            found = await run_in_threadpool(self._now, [device])
            yield signal_json(replace(found.get(device, Signal()), poll=True))
            return
        left = max(0.0, min(seconds, LONGEST_WAIT_SECONDS))
        try:
            while not waiter.told.done():
                pause = min(left, WAIT_SILENCE_SECONDS)
                await asyncio.wait([waiter.told], timeout=pause)
                left -= pause
                if left <= 0:
                    waiter.end()
                elif not waiter.told.done():
                    yield b" "
            yield signal_json(waiter.told.result())
        finally:
            self._end(device, waiter)

    def stop(self, device: str) -> None:
        """The server is about to stop: its wait ends as if its time were over."""
        if (waiter := self._waiting.get(device)) is not None:
            waiter.end()

    def _begin(self, device: str, source: str, known: int) -> _Waiter | None:
        """None where there is no room for one more."""
        before = self._waiting.pop(device, None)
        if before is not None:
            before.end()
        of_one = sum(one.source == source for one in self._waiting.values())
        if len(self._waiting) >= WAITS_IN_ALL or of_one >= WAITS_OF_ONE_ADDRESS:
            return None
        loop = asyncio.get_running_loop()
        waiter = self._waiting[device] = _Waiter(source, known, loop.create_future())
        if self._looking is None or self._looking.done():
            self._looking = loop.create_task(self._look())
        return waiter

    def _end(self, device: str, waiter: _Waiter) -> None:
        if self._waiting.get(device) is waiter:
            del self._waiting[device]

    async def _look(self) -> None:
        """Until nobody waits. A database that does not answer ends every wait: who asks again is told why."""
        while self._waiting:
            asked = dict(self._waiting)
            found: Mapping[str, Signal] = {}
            failed = False
            try:
                found = await run_in_threadpool(self._now, list(asked))
            except SQLAlchemyError:
                failed = True
            for device, waiter in asked.items():
                now = found.get(device, Signal(waiter.known))
                if (failed or now.number != waiter.known) and not waiter.told.done():
                    waiter.told.set_result(now)
            await asyncio.sleep(SIGNAL_LOOK_SECONDS)

    def _now(self, devices: Collection[str]) -> Mapping[str, Signal]:
        return self._store.signals.of(devices)
