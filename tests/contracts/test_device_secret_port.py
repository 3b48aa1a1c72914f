"""What every keeper of a device secret must do: give the same bytes again, and never lose them by itself."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from carerapp.phone.passkey import Passkey
from carerapp.ui.keystore import Keystore, Storage, phone_keystore
from carerapp.vault import (
    DeviceSecret,
    DeviceSecretError,
    DeviceSecretFailed,
    DeviceSecretGone,
    Door,
    NotConfirmed,
)
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.browser.passkey_page import passkey_page
from tests.support.pins import PIN
from tests.support.vault.device import MemoryDevice
from tests.support.vault.doubles import QuickCrypto


@dataclass
class Device:
    """One adapter, and what can happen to the device behind it."""

    port: DeviceSecret
    refuse: Callable[[bool], Awaitable[object]]  # the person says no, or yes again
    forget: Callable[[], Awaitable[object]]  # the secrets are deleted behind the app's back
    fail: Callable[[bool], None]  # the device can't answer just now


class Vanishing:
    """``flet_secure_storage.SecureStorage`` as far as it is used, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.broken = False

    async def get(self, key: str) -> str | None:
        self._maybe()
        return self.kept.get(key)

    async def set(self, key: str, value: Any) -> None:
        self._maybe()
        assert key not in self.kept or "memory" in key, "a secret was written over"
        self.kept[key] = value

    async def remove(self, key: str) -> None:
        self._maybe()
        self.kept.pop(key, None)

    def _maybe(self) -> None:
        if self.broken:
            raise RuntimeError("PlatformException(KeyStoreException)")


@asynccontextmanager
async def in_memory() -> AsyncIterator[Device]:
    device = MemoryDevice()

    async def refuse(no: bool) -> None:
        device.trouble = NotConfirmed() if no else None

    async def forget() -> None:
        device.secrets.clear()

    def fail(fails: bool) -> None:
        device.trouble = DeviceSecretFailed() if fails else None

    yield Device(device, refuse, forget, fail)


@asynccontextmanager
async def in_keystore() -> AsyncIterator[Device]:
    storage = Vanishing()

    async def refuse(no: bool) -> None:
        raise NotImplementedError("a keystore asks nobody")

    async def forget() -> None:
        storage.kept.clear()

    def fail(fails: bool) -> None:
        storage.broken = fails

    yield Device(Keystore(lambda: storage), refuse, forget, fail)


@asynccontextmanager
async def in_passkey() -> AsyncIterator[Device]:
    async with passkey_page() as page:
        broken = False

        async def ask(name: str, value: object) -> object:
            if broken:
                raise RuntimeError("Error: UnknownError: the credential manager does not answer")
            return await page.ask(name, value)

        def fail(fails: bool) -> None:
            nonlocal broken
            broken = fails

        yield Device(Passkey(ask), page.person_says_no, page.delete_passkeys, fail)


Kind = Callable[[], AbstractAsyncContextManager[Device]]
KINDS: list[Kind] = [in_memory, in_keystore, in_passkey]


def played(kind: Kind, work: Callable[[Device], Awaitable[None]]) -> None:
    async def play() -> None:
        async with kind() as device:
            await work(device)

    asyncio.run(play())


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    made: Kind = request.param
    return made


def test_the_same_secret_again_by_its_handle(kind: Kind) -> None:
    """Two at a time do not get in each other's way; what finds a secret does not tell it."""

    async def work(device: Device) -> None:
        assert await device.port.offered()
        one, two = await device.port.make(), await device.port.make()
        assert one[0] != two[0]
        assert one[1] != two[1]
        for handle, secret in (one, two, one):
            assert len(secret) == 32
            assert secret not in handle
            assert await device.port.get(handle) == secret

    played(kind, work)


@pytest.mark.parametrize("kind", [in_memory, in_passkey])
def test_a_no_is_no_more_than_a_no(kind: Kind) -> None:
    """Somebody says no to their device: they are told that their notes are safe, and may say yes later."""

    async def work(device: Device) -> None:
        handle, secret = await device.port.make()
        await device.refuse(True)
        with pytest.raises(NotConfirmed, match="Your notes are safe"):
            await device.port.get(handle)
        with pytest.raises(NotConfirmed):
            await device.port.make()
        await device.refuse(False)
        assert await device.port.get(handle) == secret

    played(kind, work)


def test_a_device_that_fails_loses_nothing(kind: Kind) -> None:
    """It fails, it is told in words, and it gives the same secret when it works again."""

    async def work(device: Device) -> None:
        handle, secret = await device.port.make()
        device.fail(True)
        for _ in range(3):
            with pytest.raises(DeviceSecretFailed, match="Try again"):
                await device.port.get(handle)
            with pytest.raises(DeviceSecretFailed):
                await device.port.make()
        device.fail(False)
        assert await device.port.get(handle) == secret

    played(kind, work)


def test_what_is_gone_is_never_made_up(kind: Kind) -> None:
    """Deleted, or of another device, or nonsense: an error, never other bytes."""

    async def work(device: Device) -> None:
        handle, _ = await device.port.make()
        await device.forget()
        for lost in (handle, handle[:-1], b"", b"nonsense"):
            # A browser says no and deleted with one word, on purpose.
            with pytest.raises((DeviceSecretGone, NotConfirmed)):
                await device.port.get(lost)

    played(kind, work)


def test_it_opens_a_vault_with_the_pin_and_the_pin_alone_does_not(kind: Kind) -> None:
    """A vault made with the device's secret needs it at each unlock; forgotten is forgotten."""

    async def work(device: Device) -> None:
        door = Door(MemoryDisk(), QuickCrypto(), now=lambda: 1_800_000_000.0)
        door.create(PIN, name="A", role="B", device=await device.port.make()).lock()
        assert door.device_handle
        secret = await device.port.get(door.device_handle)
        assert door.unlock(PIN, device_secret=secret).person.name == "A"
        await device.forget()
        with pytest.raises(DeviceSecretError):
            await device.port.get(door.device_handle)

    played(kind, work)


def test_a_keystore_that_keeps_nothing_is_noticed_at_once() -> None:
    """What was stored is read back before a vault hangs on it."""

    class Sieve(Vanishing):
        async def set(self, key: str, value: Any) -> None:
            return

    with pytest.raises(DeviceSecretFailed):
        asyncio.run(Keystore(Sieve).make())


@pytest.mark.parametrize("held", ["", "00", "zz" * 32, "00" * 31])
def test_a_damaged_entry_is_no_secret_and_stays_as_it_is(held: str) -> None:
    """It is said to be gone, and not written over: somebody may still repair it."""
    storage = Vanishing()
    storage.kept["carerapp.device-secret.01"] = held
    with pytest.raises(DeviceSecretGone, match="Nothing was deleted"):
        asyncio.run(Keystore(lambda: storage).get(b"\1"))
    assert storage.kept == {"carerapp.device-secret.01": held}


def test_a_keystore_that_does_not_answer_is_not_offered() -> None:
    """One that is broken, or not there, is found out before it is needed."""
    storage = Vanishing()
    storage.broken = True
    assert not asyncio.run(Keystore(lambda: storage).offered())

    def missing() -> Storage:
        raise ImportError("flet_secure_storage")

    assert not asyncio.run(Keystore(missing).offered())
    with pytest.raises(DeviceSecretFailed):
        asyncio.run(Keystore(missing).make())


def test_the_real_package_is_called_as_it_wants_to_be() -> None:
    """Its own class, with the phone's answer put in: one error never erases, nothing leaves the device."""
    package = importlib.import_module("flet_secure_storage")
    from unittest.mock import patch

    import msgpack  # type: ignore[import-untyped]
    from flet.controls.base_control import BaseControl
    from flet.messaging.protocol import configure_encode_object_for_msgpack

    encode = configure_encode_object_for_msgpack(BaseControl)  # type: ignore[no-untyped-call]
    kept: dict[str, str] = {}
    told: list[dict[str, Any]] = []

    async def phone(self: object, method_name: str, arguments: dict[str, Any]) -> str | None:
        told.append(msgpack.unpackb(msgpack.packb(self, default=encode), strict_map_key=False))
        given = {name: value for name, value in arguments.items() if value is not None}
        if method_name == "set":
            assert set(given) == {"key", "value"}
            kept[given["key"]] = given["value"]
            return None
        assert (method_name, set(given)) == ("get", {"key"})
        return kept.get(given["key"])

    async def work() -> None:
        with patch.object(package.SecureStorage, "_invoke_method", phone):
            keystore = phone_keystore()
            assert await keystore.offered()
            handle, secret = await keystore.make()
            assert await keystore.get(handle) == secret

    asyncio.run(work())
    for one in told:
        assert one["android_options"] == {"reset_on_error": False}
        assert one["ios_options"] == {"accessibility": "unlocked_this_device"}
