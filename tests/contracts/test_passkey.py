"""The passkey of a phone's browser, where it is more than the port: what Chromium and the bridge do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from carerapp.phone.passkey import NAME, Passkey, as_bytes
from carerapp.vault import DeviceSecretError, DeviceSecretFailed, DeviceSecretGone, NotConfirmed
from tests.support.browser.passkey_page import PasskeyPage, passkey_page


def played(work: Callable[[PasskeyPage], Awaitable[None]], *, reader: bool = True) -> None:
    async def play() -> None:
        async with passkey_page(reader=reader) as page:
            await work(page)

    asyncio.run(play())


def test_where_it_is_not_offered() -> None:
    """No reader in the device; an address that is a number, to which no passkey can belong."""

    async def work(page: PasskeyPage) -> None:
        passkey = Passkey(page.ask)
        assert not await passkey.offered()
        await page.plug_in()
        assert await passkey.offered()
        await page.open("127.0.0.1")
        assert not await passkey.offered()
        await page.page.evaluate("delete globalThis.PublicKeyCredential")
        assert not await passkey.offered()

    played(work, reader=False)


def test_the_passkey_names_nobody_and_survives_the_app_being_closed() -> None:
    """In the phone's list stands the app's name, no carer's; the secret is the same in another session."""

    async def work(page: PasskeyPage) -> None:
        handle, secret = await Passkey(page.ask).make()
        (kept,) = await page.passkeys()
        assert (kept["userName"], kept["userDisplayName"], kept["rpId"]) == (NAME, NAME, "localhost")
        await page.open()
        assert await Passkey(page.ask).get(handle) == secret

    played(work)


def test_the_passkey_of_another_device_is_none() -> None:
    """Files copied to another device: its reader knows no such passkey, and one of its own gives other
    bytes."""

    async def work(page: PasskeyPage) -> None:
        handle, secret = await Passkey(page.ask).make()
        await page.plug_in()
        with pytest.raises(NotConfirmed):
            await Passkey(page.ask).get(handle)
        other, other_secret = await Passkey(page.ask).make()
        assert (other, other_secret) != (handle, secret)
        mixed = other[:1] + handle[1:33] + other[33:]  # their passkey, our salt
        assert await Passkey(page.ask).get(mixed) not in (secret, other_secret)

    played(work)


def test_a_passkey_that_gives_its_secret_only_when_asked_again() -> None:
    """It is asked once more; a no to that makes no second passkey."""

    async def work(page: PasskeyPage) -> None:
        await page.plug_in(hasPrf=False, hasHmacSecret=True)
        passkey = Passkey(page.ask)
        handle, secret = await passkey.make()
        assert page.asked == ["passkeyMake", "passkeyGet"]
        assert await passkey.get(handle) == secret

        yes = page.ask

        async def no_to_get(name: str, value: object) -> object:
            await page.person_says_no(name == "passkeyGet")
            return await yes(name, value)

        passkey = Passkey(no_to_get)
        with pytest.raises(NotConfirmed):
            await passkey.make()
        assert len(await page.passkeys()) == 2
        passkey._ask = yes
        await page.person_says_no(False)
        again, _ = await passkey.make()
        assert len(await page.passkeys()) == 2
        assert again != handle

    played(work)


def test_a_passkey_without_a_secret_is_told_and_not_left_behind() -> None:
    """A device that cannot give one is told; its list of passkeys stays empty."""

    async def work(page: PasskeyPage) -> None:
        await page.plug_in(hasPrf=False)
        passkey = Passkey(page.ask)
        for _ in range(2):
            with pytest.raises(DeviceSecretFailed):
                await passkey.make()
        assert await page.passkeys() == []

    played(work)


class Proxy:
    """Pyodide's JsProxy of an Uint8Array."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def to_bytes(self) -> bytes:
        return self.data


class OlderProxy:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def to_py(self) -> memoryview:
        return memoryview(self.data)


@pytest.mark.parametrize("how", [bytes, bytearray, memoryview, list, tuple, Proxy, OlderProxy])
def test_bytes_come_over_in_any_dress(how: Callable[[bytes], object]) -> None:
    """However the browser hands bytes to Python, they are the same bytes."""
    data = bytes(range(32))

    async def ask(name: str, value: object) -> object:
        return how(data)

    assert asyncio.run(Passkey(ask).get(b"handle")) == data


@pytest.mark.parametrize("value", [None, True, 5, "text", [256], ["a"], {"a": 1}, object()])
def test_what_is_no_bytes_is_refused(value: object) -> None:
    """Nothing else is taken for a secret."""
    with pytest.raises(DeviceSecretFailed):
        as_bytes(value)


@pytest.mark.parametrize("made", [b"", b"\0\0", b"\0\5abc", b"\0\3abc" + bytes(31), b"\0\3abc" + bytes(33)])
def test_a_half_answer_makes_no_secret(made: bytes) -> None:
    """Too few bytes are an error, never a shorter secret."""

    async def ask(name: str, value: object) -> object:
        return made

    with pytest.raises(DeviceSecretError):
        asyncio.run(Passkey(ask).make())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("NotAllowedError", NotConfirmed),
        ("AbortError", NotConfirmed),
        ("PrfMissing", DeviceSecretGone),
        ("SecurityError", DeviceSecretGone),
        ("UnknownError", DeviceSecretFailed),
        ("OperationError", DeviceSecretFailed),
        ("TypeError", DeviceSecretFailed),
    ],
)
def test_every_error_of_the_browser_has_words(name: str, told: type[DeviceSecretError]) -> None:
    """A carer reads our words for it, not the browser's."""

    async def ask(asked: str, value: object) -> object:
        raise RuntimeError(f"Error: {name}: something in English about a request")

    with pytest.raises(told, match="You can still call 999") as error:
        asyncio.run(Passkey(ask).get(b"handle"))
    assert "English" not in str(error.value)
