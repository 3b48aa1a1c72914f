"""I forgot my PIN: the code on the recovery sheet, whose PIN it is to be, and a new one."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.unlock.moment import asked, begin, busy, say
from carerapp.ui.features.unlock.opening import remember
from carerapp.ui.features.unlock.pin_twice import Asking, choose_secret, refused
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.vault import DeviceSecretError, Member, Vault, VaultError

OPENING = "Trying the code …"
MAKING = "Making your new lock …"


def recover(app: App) -> Screen:
    vault: Vault | None = app.local.get("recovered")
    if vault is None:
        return _code(app)
    people = [m for m in vault.staff.members() if m.here]
    who: Member | None = app.local.get("for") or (people[0] if len(people) == 1 else None)
    if who is None:
        return _whose(app, people)
    done = lambda secret: begin(app, MAKING, lambda: _make(app, vault, who, secret))
    return choose_secret(app, Asking(_header(app), done, who.name))


def _header(app: App) -> ft.Control:
    return kit.plain_header("Recovery sheet", hide=None, back=partial(_stop, app), back_to="the lock screen")


def _stop(app: App) -> None:
    vault: Vault | None = app.local.get("recovered")
    if vault:
        vault.lock()
    app.local.clear()


def _code(app: App) -> Screen:
    def typed(text: str) -> None:
        app.local["code"] = text

    def go() -> object:
        return begin(app, OPENING, lambda: _try(app))

    box = kit.text_box(
        "Code on the sheet",
        app.local.get("code", ""),
        typed,
        key="code",
        entered=go,
        problem=bool(app.local.get("problem")),
    )
    body = [
        kit.h1("Open with the recovery sheet"),
        kit.labelled(
            "Code on the sheet",
            box,
            hint="28 letters and numbers. Hyphens and capitals don’t matter.",
            problem=app.local.get("problem", ""),
        ),
    ]
    last = kit.working(busy(app)) if busy(app) else kit.button("Open", go, "primary", main=True)
    return Screen(_header(app), body, sticky=[last])


async def _try(app: App) -> None:
    await say(app, OPENING)
    door = app.parts.door
    try:
        handle, part = door.device_handle, None
        if handle is not None and app.parts.device is not None:
            try:
                part = await asked(app.parts.device.get(handle))
            except DeviceSecretError:
                part = None  # the sheet is for this day, too
        vault = door.unlock_with_sheet(app.local.get("code", ""), device_secret=part)
    except VaultError as trouble:
        app.local["problem"] = str(trouble)
        return
    app.local.clear()
    app.local.update(recover=True, recovered=vault, step="pin")


def _whose(app: App, people: list[Member]) -> Screen:
    rows = [kit.row(m.name, m.role, partial(app.local.update, {"for": m})) for m in people]
    return Screen(_header(app), [kit.h1("Whose PIN was forgotten?"), kit.group(*rows)])


async def _make(app: App, vault: Vault, who: Member, secret: str) -> None:
    """A slot anew for the same person; the one with the forgotten PIN goes."""
    await say(app, MAKING)
    staff = vault.staff
    try:
        if staff.needs_device:
            staff.leave_the_device_out()
        new = staff.add(secret, name=who.name, role=who.role, manager=who.manager, replaces=who.id)
        vault.lock()
        opened = app.parts.door.unlock(secret, person=new, device_secret=await _part(app))
    except VaultError as trouble:
        refused(app, str(trouble))
        return
    app.local.clear()
    await remember(app, opened.rollback_guard().to_bytes())
    app.unlocked(opened)


async def _part(app: App) -> bytes | None:
    handle = app.parts.door.device_handle
    if handle is None or app.parts.device is None:
        return None
    return await asked(app.parts.device.get(handle))
