"""A PIN was entered: the device is asked for its part first, then the door."""

from __future__ import annotations

import gc

from carerapp.actions.access import (
    DeviceMemory,
    DeviceSecretError,
    DeviceSecretGone,
    NotConfirmed,
    TooSoon,
    Vault,
    VaultError,
    WrongSecret,
)
from carerapp.domain.police import EMERGENCY
from carerapp.ui.features.unlock.lock_state import LockState
from carerapp.ui.features.unlock.moment import CONFIRM, Moment, asked, say
from carerapp.ui.features.unlock.pin_entry import PinEntry
from carerapp.ui.shell import App

OPENING = "Opening your notes …"
STILL = f"You can still call {EMERGENCY}."
PERHAPS_DELETED = (
    " If the phone says that it has no passkey, it may have been deleted. Then these notes can’t be opened "
    "here: ask for help."
)


async def open_door(app: App, secret: str, person: str | None) -> None:
    """Open it, or say what was in the way. What the device refuses is no wrong try: the PIN stays typed."""
    door = app.services.door
    try:
        part = await _device_part(app, person)
    except DeviceSecretError as trouble:
        app.state(Moment).problem = str(trouble) + _again(app, trouble)
        return
    except VaultError as trouble:
        _say(app, trouble)
        return
    app.state(PinEntry).wipe()
    await say(app, OPENING)
    try:
        await recall(app)
        await remember(app, door.memory(trying=person))
        vault = door.unlock(secret, person=person, device_secret=part)
    except VaultError as trouble:
        _say(app, trouble)
        return
    await _go_in(app, vault)


async def open_quick(app: App, person: str) -> None:
    """The device's own confirmation in place of the PIN. When it says no, the PIN is there."""
    door = app.services.door
    try:
        part = await _device_part(app, person)
        await say(app, OPENING)
        await recall(app)
        vault = door.unlock_quick(person, app.services.quick(part or b""), device_secret=part)
    except DeviceSecretError as trouble:
        app.state(Moment).problem = str(trouble) + " Or enter your PIN."
        return
    except VaultError as trouble:
        _say(app, trouble)
        return
    await _go_in(app, vault)


async def _go_in(app: App, vault: Vault) -> None:
    await remember(app, vault.rollback_guard().to_bytes())
    app.states.clear()
    # A long record makes hundreds of thousands of objects and no rubbish: looking for that takes a third
    # of the time.
    gc.disable()
    try:
        app.locking.unlocked(vault)
    finally:
        _call_them_old()
        gc.enable()


def _call_them_old() -> None:
    """The collector takes what is there now for long-lived, unread: else it reads all of it at its next look
    for short-lived rubbish. Where a phone's snapshot is frozen, it stays so."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


async def recall(app: App) -> None:
    """What the device remembers beside the files, where it can: older files put back are noticed then."""
    device = app.services.device
    if isinstance(device, DeviceMemory):
        app.services.door.remind(await device.recall())


async def remember(app: App, data: bytes) -> None:
    """Give the device what it is to remember beside the files, where it can."""
    device = app.services.device
    if isinstance(device, DeviceMemory):
        await device.remember(data)


async def _device_part(app: App, person: str | None) -> bytes | None:
    """The device secret where this vault needs one. Raises `TooSoon` before anybody is asked for a finger."""
    if wait := app.services.door.wait_seconds(person):
        raise TooSoon(wait)
    handle = app.services.door.device_handle
    if handle is None:
        return None
    device = app.services.device
    if device is None:
        raise DeviceSecretGone
    if device.confirms:
        await say(app, CONFIRM)
    return await asked(device.get(handle))


def _again(app: App, trouble: DeviceSecretError) -> str:
    """A browser says refused and deleted alike: the second time, the other meaning is said too."""
    if not isinstance(trouble, NotConfirmed):
        return ""
    state = app.state(LockState)
    state.refused += 1
    return PERHAPS_DELETED if state.refused > 1 else ""


def _say(app: App, trouble: VaultError) -> None:
    app.state(PinEntry).wipe()
    if isinstance(trouble, WrongSecret):
        wait = f" Try again in {trouble.wait_seconds} seconds." if trouble.wait_seconds else " Try again."
        ahead = f" {trouble.ahead}" if trouble.ahead else ""
        app.state(Moment).problem = f"That is not right. Your notes are safe.{wait}{ahead} {STILL}"
    elif isinstance(trouble, TooSoon):
        wait = f"Wait {trouble.wait_seconds} seconds, then try again."
        app.state(Moment).problem = f"{wait} Your notes are safe. {STILL}"
    else:
        app.state(Moment).problem = str(trouble)
