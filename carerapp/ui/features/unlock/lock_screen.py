"""Enter your PIN. 999 and 101 are below, locked or not; so is writing without unlocking."""

from __future__ import annotations

import flet as ft

from carerapp.actions.access import SignIn
from carerapp.ui import kit
from carerapp.ui.features.unlock.capture import start
from carerapp.ui.features.unlock.first_run import first_run
from carerapp.ui.features.unlock.keypad import LEAST, at_the_edge, dots, keypad, placed
from carerapp.ui.features.unlock.lock_state import LockState
from carerapp.ui.features.unlock.moment import CONFIRM, Moment, begin, busy
from carerapp.ui.features.unlock.opening import OPENING, open_door, open_quick
from carerapp.ui.features.unlock.pin_entry import PinEntry
from carerapp.ui.features.unlock.recover import recover
from carerapp.ui.features.unlock.waits_here import waits_here
from carerapp.ui.features.unlock.who import chosen, not_you, tiles
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


def unlock(app: App) -> Screen:
    """The lock screen, or the first run on a device without a vault."""
    if not app.services.door.exists:
        return first_run(app)
    state = app.state(LockState)
    if state.recover:
        return recover(app)
    one = chosen(app)
    body: list[ft.Control] = [kit.gap(8)]
    if one is None:
        return Screen(_blank(), [*body, *_why(app), *_first(app), *tiles(app), *_lost(app)])
    if state.by_words:
        return _by_words(app, one, body)
    return _by_pin(app, one, body)


def _by_words(app: App, one: SignIn, body: list[ft.Control]) -> Screen:
    """On a tablet at the left edge, as the keys of the PIN are at the right one."""
    body += [kit.h1(_title(True, one.mark), center=True), *_why(app), *_passphrase(app)]
    after = [*_first(app), *not_you(app), *_lost(app)]
    if kit.look().wide:
        return Screen(_blank(), [kit.gap(8), *after], side=body)
    return Screen(_blank(), [*body, *after])


def _by_pin(app: App, one: SignIn, body: list[ft.Control]) -> Screen:
    """On a tablet the keys stand at the right edge: a second tap on the last of them lands beside the column
    of the children, and starts no log."""
    look = kit.look()
    body += [kit.h1(_title(False, one.mark), center=True), *_why(app)]
    marks = kit.working(busy(app)) if busy(app) else dots(len(app.state(PinEntry).typed))
    pad = keypad(lambda c: _press(app, c), lambda: _erase(app), lambda: _enter_pin(app))
    after: list[ft.Control] = [] if look.big else _first(app)
    if one.quick:
        quick = lambda: begin(app, CONFIRM, lambda: open_quick(app, one.person))
        after.append(
            kit.button("Use fingerprint, face or the phone’s lock", quick, icon_=ft.Icons.FINGERPRINT)
        )
    after.append(kit.button("Use my passphrase instead", app.state(LockState).use_words, "text"))
    after += [*not_you(app), *_lost(app)]
    if look.wide:
        return Screen(_blank(), [kit.gap(8), at_the_edge(marks, pad)], side=[*body, *after])
    if look.big:  # the way that needs no PIN stays near the top
        body += _first(app)
    body, sticky = placed([*body, marks], pad, after)
    return Screen(_blank(), body, sticky=sticky)


def _title(words: bool, mark: str) -> str:
    what = "Enter your passphrase" if words else "Enter your PIN"
    return f"{mark}: {what[0].lower()}{what[1:]}" if mark else what


def _why(app: App) -> list[ft.Control]:
    said: list[ft.Control] = []
    if app.locking.why:
        said.append(kit.text(app.locking.why, "small", center=True))
    said += waits_here(app)
    return [*said, *kit.wrong(app.state(Moment).problem)]


def _first(app: App) -> list[ft.Control]:
    return [kit.button("Start without unlocking", lambda: start(app), icon_=ft.Icons.EDIT_NOTE)]


def _lost(app: App) -> list[ft.Control]:
    """Offered only where a recovery sheet was made: a way that is none would cost time at episode."""
    try:
        there = app.services.door.has_sheet
    except Exception:
        there = False
    if not there:
        return []

    def forgotten() -> None:
        app.state(LockState).recover, app.state(Moment).problem = True, ""

    return [kit.button("I forgot my PIN", forgotten, "text")]


def _blank() -> ft.Control:
    return ft.SafeArea(ft.Container(height=8))


def _press(app: App, digit: str) -> None:
    if not busy(app):
        app.state(PinEntry).typed.add(digit)


def _erase(app: App) -> None:
    if not busy(app):
        app.state(PinEntry).typed.drop_last()


def _enter_pin(app: App) -> object:
    """A PIN that is too short to be one is a slip of the finger, not a wrong try."""
    typed = app.state(PinEntry).typed.text
    if 0 < len(typed) < LEAST:
        app.state(
            Moment
        ).problem = f"That is {len(typed)} numbers. Your PIN has at least {LEAST}. Go on typing."
        return None
    return enter(app, typed)


def _passphrase(app: App) -> list[ft.Control]:
    words = app.state(PinEntry).words

    def go() -> object:
        return enter(app, words.text)

    return [
        kit.text_box("Passphrase", words.text, words.put, key="passphrase", hidden=True, entered=go),
        kit.working(busy(app)) if busy(app) else kit.button("Unlock", go, "primary", main=True),
        kit.button("Use my PIN instead", app.state(LockState).use_pin, "text"),
    ]


def enter(app: App, secret: str) -> object:
    """Try the secret. What was wrong is said; nothing is lost."""
    one = chosen(app)
    return (
        begin(app, OPENING, lambda: open_door(app, secret, one.person if one else None)) if secret else None
    )


def hidden(app: App) -> Screen:
    """Nothing to see. One button brings the lock screen."""

    def show() -> None:
        app.locking.hidden = False

    return Screen(_blank(), [kit.gap(32), kit.button("Show", show)])
