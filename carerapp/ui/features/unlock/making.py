"""The last step of the first run: the device's own part, where it has one, and the vault is made."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from carerapp.actions.access import DeviceSecretError, NotConfirmed, VaultError, WeakSecret, check_secret
from carerapp.ui.features.unlock.moment import Moment, asked, begin, say
from carerapp.ui.features.unlock.opening import remember
from carerapp.ui.features.unlock.pin_entry import PinEntry
from carerapp.ui.features.unlock.pin_twice import Choosing, SecretStep, refused
from carerapp.ui.shell import App

MAKING = "Making your lock …"
ROLES = ("Foster carer", "Residential staff", "Key worker", "Manager", "Parent")


class FirstRunStep(Enum):
    """Which of its screens is shown."""

    NAME = auto()
    SECRET = auto()
    DEVICE = auto()


@dataclass
class FirstRun:
    """What the first run has gathered. The PIN is elsewhere: `PinEntry`."""

    step: FirstRunStep = FirstRunStep.NAME
    name: str = ""
    no_name: bool = False  # it was tried without one
    role: str = ROLES[0]
    device: tuple[bytes, bytes] | None = None  # handle and secret that the device made
    device_adds: bool = False  # the device can add a secret of its own, and nobody said no to it


def make(app: App, secret: str) -> Coroutine[Any, Any, None] | None:
    """For a tap: on to the device's part, or straight to the vault on a device that has none to give."""
    try:
        check_secret(secret, device=app.state(FirstRun).device_adds)
    except VaultError as weak:
        refused(app, str(weak))
        return None
    app.state(PinEntry).chosen.put(secret)
    return begin(app, MAKING, lambda: _begin(app))


async def _begin(app: App) -> None:
    device = app.services.device
    if device is None or not app.state(FirstRun).device_adds or not await device_offered(app):
        await without_device(app)
    elif device.confirms:
        app.state(FirstRun).step = FirstRunStep.DEVICE
    else:
        await with_device(app)


async def device_offered(app: App) -> bool:
    """Whether this device can add something of its own to the PIN."""
    if app.services.device is None:
        return False
    try:
        return await asked(app.services.device.offered())
    except DeviceSecretError:
        return False


async def with_device(app: App) -> None:
    """What the device made is kept for another try: a full disk must not cost a second passkey."""
    assert app.services.device is not None
    try:
        made = app.state(FirstRun).device or await asked(app.services.device.make())
    except NotConfirmed:
        _not_done(app, "The phone did not confirm it was you.")
    except DeviceSecretError:
        _not_done(app, "The phone could not do this.")
    else:
        app.state(FirstRun).device = made
        await _create(app, made)


async def without_device(app: App) -> None:
    """The vault with the PIN alone: that takes a longer one, and what was chosen may be too short."""
    known, entry = app.state(FirstRun), app.state(PinEntry)
    known.device_adds = False
    try:
        check_secret(entry.chosen.text, device=False)
    except WeakSecret as weak:
        known.step, app.state(Choosing).step = FirstRunStep.SECRET, SecretStep.OFFER
        entry.wipe()
        app.state(Moment).problem = f"Without the phone’s own key, choose once more. {weak}"
        return
    await _create(app, None)


def _not_done(app: App, what: str) -> None:
    app.state(FirstRun).step = FirstRunStep.DEVICE
    app.state(Moment).problem = f"{what} Nothing is lost. Try again, or go on without it."


async def _create(app: App, device: tuple[bytes, bytes] | None) -> None:
    await say(app, MAKING)
    known, entry = app.state(FirstRun), app.state(PinEntry)
    try:
        vault = app.services.door.create(
            entry.chosen.text, name=known.name.strip(), role=known.role, device=device
        )
    except VaultError as trouble:
        app.state(Moment).problem = str(trouble)
        entry.typed.wipe()
        return
    app.states.clear()
    await remember(app, vault.rollback_guard().to_bytes())
    app.locking.unlocked(vault)
