"""A device that keeps secrets in memory and does as it is told: confirms, refuses, forgets, fails."""

from __future__ import annotations

import asyncio
import os

from carerapp.vault import DeviceSecretError, DeviceSecretGone


class MemoryDevice:
    """``trouble`` is raised instead of an answer. While ``gate`` is closed the person has not answered
    yet."""

    def __init__(self, *, offers: bool = True, confirms: bool = True) -> None:
        self.confirms = confirms
        self.offers = offers
        self.trouble: DeviceSecretError | None = None
        self.gate: asyncio.Event | None = None
        self.secrets: dict[bytes, bytes] = {}
        self.asked: list[str] = []

    async def offered(self) -> bool:
        return self.offers

    async def make(self) -> tuple[bytes, bytes]:
        await self._person("make")
        handle, secret = os.urandom(16), os.urandom(32)
        self.secrets[handle] = secret
        return handle, secret

    async def get(self, handle: bytes) -> bytes:
        await self._person("get")
        if handle not in self.secrets:
            raise DeviceSecretGone
        return self.secrets[handle]

    async def forget(self, handle: bytes) -> None:
        self.secrets.pop(handle, None)

    async def _person(self, asked: str) -> None:
        self.asked.append(asked)
        if self.gate is not None:
            await self.gate.wait()
        if self.trouble:
            raise self.trouble


class RememberingDevice(MemoryDevice):
    """A silent keystore, which also remembers something beside the files."""

    def __init__(self) -> None:
        super().__init__(confirms=False)
        self.memory: bytes | None = None

    async def recall(self) -> bytes | None:
        return self.memory

    async def remember(self, data: bytes) -> None:
        self.memory = data
