"""Enter your PIN. 999 and 101 are below, locked or not."""

from __future__ import annotations

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.unlock.first_run import first_run
from carerapp.ui.features.unlock.keypad import LEAST, dots, keypad, placed
from carerapp.ui.features.unlock.moment import begin, busy
from carerapp.ui.features.unlock.opening import OPENING, open_door
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


def unlock(app: App) -> Screen:
    """The lock screen, or the first run on a device without a vault."""
    if not app.parts.door.exists:
        return first_run(app)
    words = app.local.get("by_words", False)
    body: list[ft.Control] = [
        kit.gap(8),
        kit.h1("Enter your passphrase" if words else "Enter your PIN", center=True),
    ]
    if app.why_locked:
        body.append(kit.text(app.why_locked, "small", center=True))
    if problem := app.local.get("problem"):
        body.append(kit.card(kit.status("check", problem, "strong"), border=ft.Colors.ON_SURFACE, width=3))
    if words:
        body += _passphrase(app)
        return Screen(_blank(), body)
    body.append(kit.working(busy(app)) if busy(app) else dots(app.local.get("typed", "")))
    pad = keypad(lambda c: _press(app, c), lambda: _erase(app), lambda: _enter_pin(app))
    instead = kit.button("Use my passphrase instead", lambda: app.local.update(by_words=True), "text")
    body, sticky = placed(body, pad, [instead])
    return Screen(_blank(), body, sticky=sticky)


def _blank() -> ft.Control:
    return ft.SafeArea(ft.Container(height=8))


def _press(app: App, digit: str) -> None:
    if not busy(app):
        app.local["typed"] = app.local.get("typed", "") + digit


def _erase(app: App) -> None:
    if not busy(app):
        app.local["typed"] = app.local.get("typed", "")[:-1]


def _enter_pin(app: App) -> object:
    """A PIN that is too short to be one is a slip of the finger, not a wrong try."""
    typed = app.local.get("typed", "")
    if 0 < len(typed) < LEAST:
        app.local["problem"] = f"That is {len(typed)} numbers. Your PIN has at least {LEAST}. Go on typing."
        return None
    return enter(app, typed)


def _passphrase(app: App) -> list[ft.Control]:
    def typed(text: str) -> None:
        app.local["words"] = text

    def go() -> object:
        return enter(app, app.local.get("words", ""))

    return [
        kit.text_box(
            "Passphrase", app.local.get("words", ""), typed, key="passphrase", hidden=True, entered=go
        ),
        kit.working(busy(app)) if busy(app) else kit.button("Unlock", go, "primary", main=True),
        kit.button("Use my PIN instead", lambda: app.local.update(by_words=False), "text"),
    ]


def enter(app: App, secret: str) -> object:
    """Try the secret. What was wrong is said; nothing is lost."""
    return begin(app, OPENING, lambda: open_door(app, secret)) if secret else None


def hidden(app: App) -> Screen:
    """Nothing to see. One button brings the lock screen."""

    def show() -> None:
        app.hidden = False

    return Screen(_blank(), [kit.gap(32), kit.button("Show", show)])
