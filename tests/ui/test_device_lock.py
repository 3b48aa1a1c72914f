"""Getting in where the phone confirms, too, that it is you."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from carerapp.ui.features.unlock.pin_entry import PinEntry
from carerapp.ui.services import AppServices
from carerapp.vault import DeviceSecretFailed, Door, NotConfirmed
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, pin_twice, played
from tests.support.ui.window import Window
from tests.support.vault.device import MemoryDevice
from tests.support.vault.doubles import QuickCrypto


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


@pytest.fixture
def device() -> MemoryDevice:
    return MemoryDevice()


def made_with(calm: Calm, device: MemoryDevice) -> AppServices:
    """A vault with the device's part in it, locked."""
    made = asyncio.run(device.make())
    device.asked.clear()
    calm.door.create(PIN, name="A. Carer", role="Foster carer", device=made).lock()
    return calm.with_device(device)


def tries(calm: Calm) -> int:
    """How many wrong PINs are counted in the clear file."""
    kept = json.loads((calm.disk.read("tries") or b"").rpartition(b"\n")[0])
    return int(kept["other"][0] + sum(failed for failed, _, _ in kept["slots"].values()))


def test_pin_then_the_phone_then_open(calm: Calm, device: MemoryDevice) -> None:
    """The screen says what is awaited; a second tick and more numbers change nothing meanwhile."""
    parts = made_with(calm, device)

    async def play() -> None:
        device.gate = asyncio.Event()
        async with Window(parts) as window:
            for digit in PIN:
                await window.tap(digit)
            await window.tap("Enter the PIN")
            await window.see("Now confirm on the phone that it is you")
            assert window.shows("Call 999")
            for extra in ("Enter the PIN", "7", "Delete the last number", "Enter the PIN"):
                await window.tap(extra)
            assert window.app.state(PinEntry).typed.text == PIN
            device.gate.set()
            await window.see("No child here yet")
        assert device.asked == ["get"]

    played(play())


def test_a_refusal_is_no_wrong_try_and_the_pin_stays_typed(calm: Calm, device: MemoryDevice) -> None:
    """The count of wrong PINs does not grow, and the PIN need not be typed again."""
    parts = made_with(calm, device)

    async def play() -> None:
        device.trouble = NotConfirmed()
        async with Window(parts) as window:
            await window.type_pin(PIN)
            await window.see("The phone did not confirm it was you. Your notes are safe. Try again")
            assert window.shows("You can still call 999")
            assert window.shows("8 numbers entered")
            assert not window.shows("may have been deleted")
            for _ in range(10):
                await window.tap("Enter the PIN")
                await window.see("may have been deleted")
            assert (calm.door.wait_seconds(), tries(calm)) == (0, 0)
            device.trouble = None
            await window.tap("Enter the PIN")
            await window.see("No child here yet")

    played(play())


def test_a_wrong_pin_is_still_counted(calm: Calm, device: MemoryDevice) -> None:
    """And while a wait runs nobody is asked for a finger."""
    parts = made_with(calm, device)

    async def play() -> None:
        async with Window(parts) as window:
            for _ in range(5):
                await window.type_pin("000001")
                await window.see("That is not right. Your notes are safe")
            assert calm.door.wait_seconds() == 30
            device.asked.clear()
            await window.type_pin(PIN)
            await window.see("Wait 30 seconds, then try again")
            assert device.asked == []
            calm.clock.forward(seconds=31)
            await window.type_pin(PIN)
            await window.see("No child here yet")

    played(play())


@pytest.mark.parametrize("how", ["deleted", "another device", "no device part at all", "does not answer"])
def test_gone_or_silent_is_told_plainly(calm: Calm, device: MemoryDevice, how: str) -> None:
    """The reason stands on the lock screen, and nothing is counted as a wrong PIN."""
    parts = made_with(calm, device)
    if how == "deleted":
        device.secrets.clear()
    elif how == "another device":
        parts = calm.with_device(MemoryDevice())
    elif how == "does not answer":
        device.trouble = DeviceSecretFailed()
    else:
        parts = replace(parts, device=None)

    async def play() -> None:
        async with Window(parts) as window:
            await window.type_pin(PIN)
            if how == "does not answer":
                await window.see("Your notes are safe. Try again. If it happens twice, turn the phone off")
            else:
                await window.see("they cannot be opened here. Nothing was deleted. Keep the phone as it is")
            assert window.shows("You can still call 999")
            assert window.shows("Call 999")
            assert tries(calm) == 0

    played(play())


def test_a_phone_that_never_answers_does_not_keep_the_lock_screen(
    calm: Calm, device: MemoryDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the longest wait the keys work again."""
    monkeypatch.setattr("carerapp.ui.features.unlock.moment.DEVICE_CONFIRM_SECONDS", 0.05)
    parts = made_with(calm, device)

    async def play() -> None:
        device.gate = asyncio.Event()
        async with Window(parts) as window:
            await window.type_pin(PIN)
            await window.see("turn the phone off and on")
            device.gate.set()
            await window.tap("Enter the PIN")
            await window.see("No child here yet")

    played(play())


def test_a_window_closed_while_the_phone_asks_stays_locked(calm: Calm, device: MemoryDevice) -> None:
    """The vault that the phone opened too late is locked again at once."""
    parts = made_with(calm, device)

    async def play() -> None:
        device.gate = asyncio.Event()
        async with Window(parts) as window:
            for digit in PIN:
                await window.tap(digit)
            await window.tap("Enter the PIN")
            await window.see("Now confirm on the phone")
            window.app.locking.window_gone()
            device.gate.set()
            await asyncio.sleep(0.2)
            assert window.app.locked
            window.app.locking.window_back()
            await window.see("Enter your PIN")

    played(play())


@pytest.mark.parametrize("make", [True, False])
def test_the_screen_says_so_before_everything_waits_for_the_pin(calm: Calm, make: bool) -> None:
    """With and without a device's part: in a browser nothing can be drawn while the sum runs."""
    seen: list[list[str]] = []

    class Looking(QuickCrypto):
        def argon2id(
            self, secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int, length: int
        ) -> bytes:
            if window is not None and memory_kib >= 64 * 1024:
                seen.append(window.words())
            return super().argon2id(
                secret, salt, memory_kib=memory_kib, passes=passes, lanes=lanes, length=length
            )

    window: Window | None = None
    door = Door(calm.disk, Looking(), now=lambda: calm.clock().timestamp())
    if not make:
        door.create(PIN, name="A", role="B").lock()

    async def play() -> None:
        nonlocal window
        async with Window(replace(calm.parts, door=door)) as window:
            if make:
                await pin_twice(window)
            else:
                await window.type_pin("000001")
                await window.see("not right")
                await window.type_pin(PIN)
            await window.see("No child here yet")

    played(play())
    assert len(seen) == (1 if make else 2)
    assert all(("Making your lock …" if make else "Opening your notes …") in words for words in seen)
