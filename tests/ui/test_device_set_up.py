"""Set up with the phone's own lock too, or without it: why, what it costs, and what may go wrong."""

from __future__ import annotations

import pytest

from carerapp.vault import DeviceSecretFailed, NotConfirmed
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, pin_twice, played
from tests.support.ui.window import Window
from tests.support.vault.device import MemoryDevice

USE = "Use this phone’s lock too"
ASKS = "Let this phone confirm it is you"


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


@pytest.fixture
def device() -> MemoryDevice:
    return MemoryDevice()


def test_after_the_pin_the_phone_is_offered_with_why_and_what_it_costs(
    calm: Calm, device: MemoryDevice
) -> None:
    """The screen says why, what it guards against and what losing the passkey costs."""

    async def play() -> None:
        async with Window(calm.with_device(device)) as window:
            await pin_twice(window)
            await window.see(ASKS)
            assert window.shows("After your PIN, it asks for your fingerprint")
            assert window.shows("someone who steals this phone could try one PIN after another")
            assert window.shows("If that passkey is deleted, the notes on this phone can’t be opened")
            assert window.shows("Call 999")
            assert not calm.door.exists
            assert device.asked == []
            await window.tap(USE)
            await window.see("No child here yet")
            assert len(window.app.states) == 0, "neither the PIN nor the secret is kept about"
        assert device.asked == ["make"]
        assert calm.door.device_handle in device.secrets

    played(play())


def test_not_now_makes_it_with_the_pin_alone(calm: Calm, device: MemoryDevice) -> None:
    """The vault needs no device, and opens with the PIN."""

    async def play() -> None:
        async with Window(calm.with_device(device)) as window:
            await pin_twice(window)
            await window.tap("Not now")
            await window.see("No child here yet")
            assert calm.door.device_handle is None
            window.app.locking.lock()
            window.app.redraw()
            await window.see("Enter your PIN")
            await window.type_pin(PIN)
            await window.see("No child here yet")
        assert device.asked == []

    played(play())


def test_a_device_that_can_not_is_not_spoken_of(calm: Calm) -> None:
    """On a device that adds nothing the first run goes straight on."""

    async def play() -> None:
        async with Window(calm.with_device(MemoryDevice(offers=False))) as window:
            await pin_twice(window)
            await window.see("No child here yet")
            assert calm.door.device_handle is None

    played(play())


@pytest.mark.parametrize(
    ("trouble", "says"),
    [(NotConfirmed(), "did not confirm it was you"), (DeviceSecretFailed(), "could not do this")],
)
@pytest.mark.parametrize("then", [USE, "Not now"])
def test_refused_while_setting_up_can_be_tried_again_or_left(
    calm: Calm, device: MemoryDevice, trouble: NotConfirmed, says: str, then: str
) -> None:
    """Each way stays open after the phone said no."""

    async def play() -> None:
        device.trouble = trouble
        async with Window(calm.with_device(device)) as window:
            await pin_twice(window)
            await window.tap(USE)
            await window.see(says)
            assert window.shows("Nothing is lost. Try again, or go on without it")
            assert window.shows("Call 999")
            assert not calm.door.exists
            device.trouble = None
            await window.tap(then)
            await window.see("No child here yet")
            assert (calm.door.device_handle is None) == (then == "Not now")

    played(play())


def test_a_full_phone_costs_no_second_passkey(calm: Calm, device: MemoryDevice) -> None:
    """The passkey that was made is used again at the next try."""

    async def play() -> None:
        async with Window(calm.with_device(device)) as window:
            await pin_twice(window)
            await window.see(ASKS)
            calm.disk.full = True
            await window.tap(USE)
            await window.see("no room left")
            calm.disk.full = False
            await window.tap(USE)
            await window.see("No child here yet")
        assert device.asked == ["make"]

    played(play())


def test_a_short_passphrase_is_told_before_the_phone_asks_for_anything(
    calm: Calm, device: MemoryDevice
) -> None:
    """A weak secret is told first, so that no passkey is made for nothing."""

    async def play() -> None:
        async with Window(calm.with_device(device)) as window:
            await window.type("Your name", "Ada")
            await window.tap("Next: choose your lock")
            await window.tap("Use a passphrase instead. It is stronger")
            for words in ("abc", "purple lamp under seven stairs"):
                await window.type("Passphrase", words)
                await window.type("The same again", words)
                await window.tap("Set up")
                await window.see("too short" if words == "abc" else ASKS)
            assert window.shows("After your passphrase, it asks")
            await window.tap(USE)
            await window.see("No child here yet")

    played(play())


def test_a_silent_keystore_is_used_without_a_question(calm: Calm) -> None:
    """A device that confirms nothing is used without a screen about it."""

    async def play() -> None:
        device = MemoryDevice(confirms=False)
        async with Window(calm.with_device(device)) as window:
            await pin_twice(window)
            await window.see("No child here yet")
            assert calm.door.device_handle in device.secrets
            window.app.locking.lock()
            window.app.redraw()
            await window.see("Enter your PIN")
            await window.type_pin(PIN)
            await window.see("No child here yet")
        assert device.asked == ["make", "get"]

    played(play())


def test_a_silent_keystore_that_fails_is_told(calm: Calm) -> None:
    """It is not left out in silence."""

    async def play() -> None:
        device = MemoryDevice(confirms=False)
        device.trouble = DeviceSecretFailed()
        async with Window(calm.with_device(device)) as window:
            await pin_twice(window)
            await window.see("could not do this")
            assert window.shows("Let this phone guard your notes")
            assert not window.shows("fingerprint")
            assert not window.shows("passkey")
            device.trouble = None
            await window.tap("Try again")
            await window.see("No child here yet")
            assert calm.door.device_handle in device.secrets

    played(play())
