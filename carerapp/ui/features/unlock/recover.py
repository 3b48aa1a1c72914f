"""I forgot my PIN: the code on the recovery sheet, whose PIN it is to be, and a new one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.access import DeviceSecretError, Member, Vault, VaultError
from carerapp.ui import kit
from carerapp.ui.features.unlock.lock_state import LockState
from carerapp.ui.features.unlock.moment import Moment, anew, asked, begin, busy, say
from carerapp.ui.features.unlock.opening import remember
from carerapp.ui.features.unlock.pin_entry import PinEntry
from carerapp.ui.features.unlock.pin_twice import Asking, choose_secret, refused
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App

OPENING = "Trying the code …"
MAKING = "Making your new lock …"


@dataclass
class Recovery:
    """What the sheet's code opened, and whose PIN it is to be."""

    vault: Vault | None = None
    member: Member | None = None

    def choose(self, member: Member) -> None:
        """A tap on a person."""
        self.member = member


def recover(app: App) -> Screen:
    """The code, then whose PIN, then a new one twice."""
    state = app.state(Recovery)
    vault = state.vault
    if vault is None:
        return _code(app)
    people = [m for m in vault.staff.members() if m.here]
    who = state.member or (people[0] if len(people) == 1 else None)
    if who is None:
        return _whose(app, people)
    done = lambda secret: begin(app, MAKING, lambda: _make(app, vault, who, secret))
    adds = vault.staff.device_adds and not vault.staff.needs_device
    return choose_secret(app, Asking(_header(app), done, who.name, device_adds=adds))


def _header(app: App) -> ft.Control:
    return kit.plain_header("Recovery sheet", hide=None, back=partial(_stop, app), back_to="the lock screen")


def _stop(app: App) -> None:
    vault = app.state(Recovery).vault
    if vault:
        vault.lock()
    app.states.clear()


def _code(app: App) -> Screen:
    code, problem = app.state(PinEntry).typed, app.state(Moment).problem

    def go() -> object:
        return begin(app, OPENING, lambda: _try(app))

    box = kit.text_box(
        "Code on the sheet",
        code.text,
        anew(app, code.put),
        key="recovery-code",
        entered=go,
        problem=bool(problem),
    )
    body = [
        kit.h1("Open with the recovery sheet"),
        kit.labelled(
            "Code on the sheet",
            box,
            hint="28 letters and numbers. Hyphens and capitals don’t matter.",
            problem=problem,
        ),
    ]
    last = kit.working(busy(app)) if busy(app) else kit.button("Open", go, "primary", main=True)
    return Screen(_header(app), body, sticky=[last])


async def _try(app: App) -> None:
    await say(app, OPENING)
    door = app.services.door
    try:
        handle, part = door.device_handle, None
        if handle is not None and app.services.device is not None:
            try:
                part = await asked(app.services.device.get(handle))
            except DeviceSecretError:
                part = None  # the sheet is for this day, too
        vault = door.unlock_with_sheet(app.state(PinEntry).typed.text, device_secret=part)
    except VaultError as trouble:
        app.state(Moment).problem = str(trouble)
        return
    app.states.clear()
    app.state(LockState).recover, app.state(Recovery).vault = True, vault


def _whose(app: App, people: list[Member]) -> Screen:
    choose = app.state(Recovery).choose
    rows = [kit.row(m.name, m.role, partial(choose, m)) for m in people]
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
        opened = app.services.door.unlock(secret, person=new, device_secret=await _part(app))
    except VaultError as trouble:
        refused(app, str(trouble))
        return
    app.states.clear()
    await remember(app, opened.rollback_guard().to_bytes())
    app.locking.unlocked(opened)


async def _part(app: App) -> bytes | None:
    handle = app.services.door.device_handle
    if handle is None or app.services.device is None:
        return None
    return await asked(app.services.device.get(handle))
