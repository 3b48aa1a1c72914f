"""The last step of the first run: the device's own part, where it has one, and the vault is made."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from carerapp.ui.features.unlock.moment import asked, begin, say
from carerapp.ui.features.unlock.opening import remember
from carerapp.ui.shell import App
from carerapp.vault import DeviceSecretError, NotConfirmed, VaultError, check_secret

MAKING = "Making your lock …"


def make(app: App, secret: str, *, role: str) -> Coroutine[Any, Any, None] | None:
    """For a tap: on to the device's part, or straight to the vault on a device that has none to give."""
    try:
        check_secret(secret)
    except VaultError as weak:
        app.local.update(problem=str(weak), typed="")
        return None
    app.local.update(secret=secret, role=role)
    return begin(app, MAKING, lambda: _begin(app))


async def _begin(app: App) -> None:
    device = app.parts.device
    if device is None or not await device_offered(app):
        await without_device(app)
    elif device.confirms:
        app.local["step"] = "device"
    else:
        await with_device(app)


async def device_offered(app: App) -> bool:
    """Whether this device can add something of its own to the PIN."""
    if app.parts.device is None:
        return False
    try:
        return await asked(app.parts.device.offered())
    except DeviceSecretError:
        return False


async def with_device(app: App) -> None:
    """What the device made is kept for another try: a full disk must not cost a second passkey."""
    assert app.parts.device is not None
    try:
        made = app.local.get("made") or await asked(app.parts.device.make())
    except NotConfirmed:
        _not_done(app, "The phone did not confirm it was you.")
    except DeviceSecretError:
        _not_done(app, "The phone could not do this.")
    else:
        app.local["made"] = made
        await _create(app, made)


async def without_device(app: App) -> None:
    await _create(app, None)


def _not_done(app: App, what: str) -> None:
    app.local.update(step="device", problem=f"{what} Nothing is lost. Try again, or go on without it.")


async def _create(app: App, device: tuple[bytes, bytes] | None) -> None:
    await say(app, MAKING)
    known = app.local
    try:
        vault = app.parts.door.create(
            known["secret"], name=known.get("name", "").strip() or "Carer", role=known["role"], device=device
        )
    except VaultError as trouble:
        app.local.update(problem=str(trouble), typed="")
        return
    app.local.clear()
    await remember(app, vault.rollback_guard().to_bytes())
    app.unlocked(vault)
