"""The device secret of a phone's native app: the keystore (Android) or the keychain (iOS).

Only native phone builds have ``flet-secure-storage``; it is imported when it is first asked for.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from typing import Any, Protocol

from carerapp.actions.access import DeviceSecretFailed, DeviceSecretGone

SECRET = 32
_HANDLE = 16
_MEMORY = "carerapp.memory"


class Storage(Protocol):
    """What is used of ``flet_secure_storage.SecureStorage``: ``remove`` only to erase, ``clear`` never."""

    async def get(self, key: str) -> str | None:
        """What is kept under this key; None when nothing is."""

    async def set(self, key: str, value: Any) -> None:
        """Keep it, in place of what was there."""

    async def remove(self, key: str) -> None:
        """Forget it."""


class Keystore:
    """Silent: it gives the secret to this app whenever the phone is unlocked, and asks nobody.

    Each secret has a random name of its own, its handle. So nothing is ever written over another, and
    what an earlier installation left in a keychain is not touched.
    """

    confirms = False

    def __init__(self, storage: Callable[[], Storage]) -> None:
        self._storage = storage

    async def offered(self) -> bool:
        """Whether the keystore is there and answers."""
        try:
            return await self._storage().get(_name(b"")) is None  # nothing is kept under this name
        except Exception:
            return False

    async def make(self) -> tuple[bytes, bytes]:
        """A new secret, kept and read back. Raises ``DeviceSecretFailed``."""
        handle, secret = secrets.token_bytes(_HANDLE), secrets.token_bytes(SECRET)
        try:
            await self._storage().set(_name(handle), secret.hex())
            kept = await self._storage().get(_name(handle))
        except Exception as error:
            raise DeviceSecretFailed from error
        if kept != secret.hex():
            raise DeviceSecretFailed
        return handle, secret

    async def get(self, handle: bytes) -> bytes:
        """The secret. Raises ``DeviceSecretGone``; ``DeviceSecretFailed`` when the keystore can't tell."""
        try:
            kept = await self._storage().get(_name(handle))
        except Exception as error:
            raise DeviceSecretFailed from error
        if kept is None:
            raise DeviceSecretGone
        try:
            secret = bytes.fromhex(kept)
        except (ValueError, TypeError):
            secret = b""
        if len(secret) != SECRET:
            raise DeviceSecretGone
        return secret

    async def forget(self, handle: bytes) -> None:
        """Remove the secret, and what was remembered beside it."""
        for name in (_name(handle), _MEMORY):
            with contextlib.suppress(Exception):
                await self._storage().remove(name)

    async def recall(self) -> bytes | None:
        """What :meth:`remember` kept."""
        try:
            kept = await self._storage().get(_MEMORY)
            return bytes.fromhex(kept) if kept else None
        except Exception:
            return None

    async def remember(self, data: bytes) -> None:
        """Keep it in place of what was there. The one thing in the keystore that is written over."""
        with contextlib.suppress(Exception):
            await self._storage().set(_MEMORY, data.hex())


def _name(handle: bytes) -> str:
    return f"carerapp.device-secret.{handle.hex()}"


def phone_keystore() -> Keystore:
    """The phone's own. Call it in a native phone build; nothing is imported before it is first asked."""
    return Keystore(_phone_storage)


def _phone_storage() -> Storage:
    from flet_secure_storage import AndroidOptions, IOSOptions, KeychainAccessibility, SecureStorage

    storage: Storage = SecureStorage(
        # By default one keystore error erases everything in it, and the notes could never be opened again.
        android_options=AndroidOptions(reset_on_error=False),
        # Not in a backup, not on another device. PASSCODE would be stricter, but iOS erases such an item
        # when the person switches the passcode off, and the notes with it.
        ios_options=IOSOptions(
            accessibility=KeychainAccessibility.UNLOCKED_THIS_DEVICE, synchronizable=False
        ),
    )
    return storage
