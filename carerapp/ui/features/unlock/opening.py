"""A PIN was entered: the device is asked for its part first, then the door."""

from __future__ import annotations

import gc

from carerapp.ui.features.unlock.moment import CONFIRM, asked, say
from carerapp.ui.shell import App
from carerapp.vault import (
    DeviceMemory,
    DeviceSecretError,
    DeviceSecretGone,
    NotConfirmed,
    TooSoon,
    Vault,
    VaultError,
    WrongSecret,
)

OPENING = "Opening your notes …"
PERHAPS_DELETED = (
    " If the phone says that it has no passkey, it may have been deleted. Then these notes can’t be opened "
    "here: ask for help."
)


async def open_door(app: App, secret: str, person: str | None) -> None:
    """Open it, or say what was in the way. What the device refuses is no wrong try, and the PIN stays typed."""
    door = app.parts.door
    try:
        part = await _device_part(app, person)
    except DeviceSecretError as trouble:
        app.local["problem"] = str(trouble) + _again(app, trouble)
        return
    except VaultError as trouble:
        _say(app, trouble)
        return
    app.local["typed"] = app.local["words"] = ""
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
    door = app.parts.door
    try:
        part = await _device_part(app, person)
        await say(app, OPENING)
        await recall(app)
        vault = door.unlock_quick(person, app.parts.quick(part or b""), device_secret=part)
    except DeviceSecretError as trouble:
        app.local["problem"] = str(trouble) + " Or enter your PIN."
        return
    except VaultError as trouble:
        _say(app, trouble)
        return
    await _go_in(app, vault)


async def _go_in(app: App, vault: Vault) -> None:
    await remember(app, vault.rollback_guard().to_bytes())
    app.local.clear()
    # A long record makes hundreds of thousands of objects and no rubbish: looking for it takes a third of the time.
    gc.disable()
    try:
        app.unlocked(vault)
    finally:
        gc.enable()


async def recall(app: App) -> None:
    """What the device remembers beside the files, where it can: older files put back are noticed then."""
    device = app.parts.device
    if isinstance(device, DeviceMemory):
        app.parts.door.remind(await device.recall())


async def remember(app: App, data: bytes) -> None:
    device = app.parts.device
    if isinstance(device, DeviceMemory):
        await device.remember(data)


async def _device_part(app: App, person: str | None) -> bytes | None:
    """The device secret where this vault needs one. Raises `TooSoon` before anybody is asked for a finger."""
    if wait := app.parts.door.wait_seconds(person):
        raise TooSoon(wait)
    handle = app.parts.door.device_handle
    if handle is None:
        return None
    device = app.parts.device
    if device is None:
        raise DeviceSecretGone
    if device.confirms:
        await say(app, CONFIRM)
    return await asked(device.get(handle))


def _again(app: App, trouble: DeviceSecretError) -> str:
    """A browser says refused and deleted alike: the second time, the other meaning is said too."""
    if not isinstance(trouble, NotConfirmed):
        return ""
    app.local["refused"] = app.local.get("refused", 0) + 1
    return PERHAPS_DELETED if app.local["refused"] > 1 else ""


def _say(app: App, trouble: VaultError) -> None:
    app.local["typed"] = app.local["words"] = ""
    if isinstance(trouble, WrongSecret):
        wait = f" Try again in {trouble.wait_seconds} seconds." if trouble.wait_seconds else " Try again."
        app.local["problem"] = f"That is not right. Your notes are safe.{wait} You can still call 999."
    elif isinstance(trouble, TooSoon):
        wait = f"Wait {trouble.wait_seconds} seconds, then try again."
        app.local["problem"] = f"{wait} Your notes are safe. You can still call 999."
    else:
        app.local["problem"] = str(trouble)
