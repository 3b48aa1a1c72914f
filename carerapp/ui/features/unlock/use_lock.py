"""Set up: shall the phone confirm, too, that it is you? Why, what it costs, and the choice."""

from __future__ import annotations

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.unlock.making import MAKING, with_device, without_device
from carerapp.ui.features.unlock.moment import CONFIRM, Moment, begin, busy
from carerapp.ui.features.unlock.pin_entry import PinEntry
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


def use_lock(app: App) -> Screen:
    """A device that confirms is asked for here; one that is silent comes here only when it failed."""
    confirms = app.services.device is not None and app.services.device.confirms
    word = "passphrase" if app.state(PinEntry).words else "PIN"
    title = "Let this phone confirm it is you" if confirms else "Let this phone guard your notes"
    body: list[ft.Control] = [kit.h1(title)]
    problem = app.state(Moment).problem
    body += kit.wrong(problem)
    if confirms:
        body.append(
            kit.text(f"After your {word}, it asks for your fingerprint, your face or the phone’s own lock.")
        )
    thing = "the phone’s lock" if confirms else "a key that only this phone has"
    body += [
        kit.text(
            f"Without it, someone who steals this phone could try one {word} after another until your notes "
            f"open. With {thing} too, guessing is not enough."
        ),
        kit.text(
            "The phone keeps a passkey for this. If that passkey is deleted, the notes on this phone can’t "
            "be opened."
            if confirms
            else "If the phone loses that key, the notes on this phone can’t be opened."
        ),
    ]
    yes = "Use this phone’s lock too" if confirms else "Try again"
    # What went wrong is said at the top: with large text the buttons are far below it.
    top = f"device:{problem}"
    return Screen(ft.SafeArea(ft.Container(height=8)), body, sticky=_choice(app, yes), top=top)


def _choice(app: App, yes: str) -> list[ft.Control]:
    if words := busy(app):
        return [kit.working(words)]
    return [
        kit.button(yes, lambda: begin(app, CONFIRM, lambda: with_device(app)), "primary", main=True),
        kit.button("Not now", lambda: begin(app, MAKING, lambda: without_device(app))),
    ]
