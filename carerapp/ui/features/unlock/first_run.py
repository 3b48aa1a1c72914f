"""The first time: a name for the log, a PIN or a passphrase twice, and the vault is made."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.ui import kit
from carerapp.ui.features.unlock.making import ROLES, FirstRun, FirstRunStep, device_offered, make
from carerapp.ui.features.unlock.pin_twice import Asking, Choosing, SecretStep, choose_secret
from carerapp.ui.features.unlock.use_lock import use_lock
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


def first_run(app: App) -> Screen:
    """A name, a secret, and the device's part where it has one."""
    match app.state(FirstRun).step:
        case FirstRunStep.NAME:
            return _name(app)
        case FirstRunStep.DEVICE:
            return use_lock(app)
    done = lambda secret: make(app, secret)
    return choose_secret(app, Asking(_header(), done, device_adds=app.state(FirstRun).device_adds))


def _header() -> ft.Control:
    return ft.SafeArea(ft.Container(height=8))


def _lost(app: App) -> list[ft.Control]:
    """The files of an earlier vault are gone: said plainly, with what can still be done."""
    if app.locking.why:
        return [
            kit.card(kit.status("check", app.locking.why, "strong"), border=ft.Colors.ON_SURFACE, width=3)
        ]
    if not app.services.host.lost:
        return []
    return [
        kit.card(
            kit.status("check", app.services.host.lost_words, "strong"),
            kit.text(
                f"If a child is missing now, call {NON_EMERGENCY}, or {EMERGENCY} in danger. Set up again "
                "below and write on."
            ),
            border=ft.Colors.ON_SURFACE,
            width=3,
        )
    ]


def _name(app: App) -> Screen:
    state = app.state(FirstRun)

    def typed(text: str) -> None:
        state.name = text
        if text.strip():
            state.no_name = False

    async def on() -> None:
        if not state.name.strip():
            state.no_name = True
            return
        state.device_adds = await device_offered(app)
        state.step = FirstRunStep.SECRET
        app.state(Choosing).step = SecretStep.PIN if state.device_adds else SecretStep.OFFER

    def choose(role: str) -> None:
        state.role = role

    def role(words: str) -> kit.Choice:
        return kit.choice(words, state.role == words, partial(choose, words))

    box = kit.text_box("Your name", state.name, typed, key="first-name", problem=state.no_name)
    return Screen(
        _header(),
        [
            *_lost(app),
            kit.h1("Set up this device"),
            kit.text("Your name stands beside everything you write."),
            kit.labelled("Your name", box, problem="Write your name." if state.no_name else ""),
            kit.text("I am a", "strong"),
            kit.one_of("I am a", *(role(words) for words in ROLES)),
        ],
        sticky=[kit.button("Next: choose your lock", on, "primary", main=True)],
    )
