"""The device secret of a phone's browser: a passkey, asked for on the main page (``web/passkey.js``)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from carerapp.settings import PAGE_ANSWER_SECONDS
from carerapp.vault import DeviceSecretFailed, DeviceSecretGone, NotConfirmed

NAME = "This phone’s notes"  # what the phone's list of passkeys shows: no name of a child or a carer
SECRET = 32

Ask = Callable[[str, object], Awaitable[object]]

_SAID_NO = ("NotAllowedError", "AbortError")
_CAN_NOT = ("PrfMissing", "SecurityError", "NotSupportedError")


class Passkey:
    """``ask(name, value)`` puts a question to the main page; it raises with the JavaScript error's name."""

    confirms = True

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._half_made: bytes | None = None

    async def offered(self) -> bool:
        """Whether the browser and the device can very likely keep one; never asks the person."""
        try:
            async with asyncio.timeout(PAGE_ANSWER_SECONDS):
                return await self._ask("passkeyOffered", None) is True
        except Exception:
            return False

    async def make(self) -> tuple[bytes, bytes]:
        """A new passkey and its secret. Raises ``NotConfirmed``, ``DeviceSecretFailed``."""
        handle, secret = self._half_made, b""
        if handle is None:
            made = await self._bytes("passkeyMake", {"name": NAME}, gone=DeviceSecretFailed)
            length = int.from_bytes(made[:2], "big")
            handle, secret = made[2 : 2 + length], made[2 + length :]
            if not length or len(handle) != length:
                raise DeviceSecretFailed
        if not secret:
            # Some give it only when asked again. A no to that must not make a second passkey next time.
            self._half_made = handle
            secret = await self._bytes("passkeyGet", {"handle": handle}, gone=DeviceSecretFailed)
        self._half_made = None
        return handle, _whole(secret)

    async def get(self, handle: bytes) -> bytes:
        """The secret. Raises ``NotConfirmed``, ``DeviceSecretGone``, ``DeviceSecretFailed``."""
        return _whole(await self._bytes("passkeyGet", {"handle": handle}, gone=DeviceSecretGone))

    async def forget(self, handle: bytes) -> None:
        """A browser lets no page delete a passkey: without the vault's files it guards nothing."""

    async def _bytes(
        self, name: str, value: object, *, gone: type[DeviceSecretGone] | type[DeviceSecretFailed]
    ) -> bytes:
        try:
            answer = await self._ask(name, value)
        except Exception as error:  # JsException, TimeoutError …: all that is known of it is its text
            text = str(error)
            if any(word in text for word in _SAID_NO):
                raise NotConfirmed from error
            if any(word in text for word in _CAN_NOT):
                # A half made passkey that turns out to give no secret must not be asked for ever.
                self._half_made = None
                raise gone from error
            raise DeviceSecretFailed from error
        return as_bytes(answer)


def _whole(secret: bytes) -> bytes:
    if len(secret) != SECRET:
        raise DeviceSecretFailed
    return secret


def as_bytes(value: object) -> bytes:
    """Bytes from whatever came over: ``bytes``, a buffer, a list of numbers, or Pyodide's ``JsProxy`` of
    an ``Uint8Array``. Raises ``DeviceSecretFailed`` for anything else."""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    if not isinstance(value, int | str):  # an int has to_bytes too, and True is one
        for way in ("to_bytes", "to_py"):
            if call := getattr(value, way, None):
                return as_bytes(call())
    if isinstance(value, list | tuple) and all(isinstance(n, int) and 0 <= n < 256 for n in value):
        return bytes(value)
    raise DeviceSecretFailed
