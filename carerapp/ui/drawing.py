"""The whole window from the App's state: the screen, the proof that it is saved, 999 and 101."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from carerapp.ui import kit
from carerapp.ui.kit.look import Look
from carerapp.ui.layout import lay_out
from carerapp.ui.screen import Screen
from carerapp.ui.typefaces import words_of

if TYPE_CHECKING:
    from carerapp.ui.shell import App


def drawn(app: App) -> ft.Control:
    """As it should be now; drawn once more when a text asks for a script not seen before."""
    window = _draw(app)
    return _draw(app) if app.faces.need(*words_of(window)) else window


def _draw(app: App) -> ft.Control:
    with kit.looking(_look(app)):
        name = _name(app)
        screen = _screen(app, name)
        bar = kit.emergency_bar(app.device.call_999, app.device.call_101, border=not screen.sticky or app.big)
        return lay_out(
            screen,
            emergency=bar if screen.emergency else None,
            signed=_signed(app),
            strip=_strip(app),
            warning=_warning_card(app),
            foot=_foot(app),
            key=f"{name}:{'/'.join(app.place.args.values())}:{len(app.stack)}",
        )


def _name(app: App) -> str:
    if app.book is not None:
        return app.place.name
    if app.hidden:
        return "hidden"
    return "unlock" if app.capturing is None else "capture"


def _look(app: App) -> Look:
    return Look(big=app.big, wide=app.wide, fallback=app.faces.families, run=app.run)


@ft.component
def _proof(app: App) -> ft.Control:
    """What is saved, with a time: a component of its own, so that it can go before the rest."""
    _, app.set_proof = ft.use_state(0)
    with kit.looking(_look(app)):
        return kit.saved_strip(app.saved_words())


def _screen(app: App, name: str) -> Screen:
    """The screen; one that can't be drawn must not take 999 or the way home with it."""
    try:
        return app.routes[name](app)
    except Exception as problem:
        app.went_wrong(problem)
        home = kit.button("Back to the children", lambda: app.home(), "primary", main=True)
        return Screen(kit.plain_header("", hide=None), [home])


def _signed(app: App) -> ft.Control | None:
    """Who is signed in, on every screen of a device that people share."""
    if app.book is None or not app.shared:
        return None
    return kit.signed_strip(app.book.person.name, app.switch)


def _strip(app: App) -> ft.Control | None:
    """What was just asked of the device, or the proof that the last entry is safe."""
    if app.device.notice:
        app.set_proof = None
        return kit.saved_strip(app.device.notice)
    if app.book is None or not app.place.get("episode") or app.warning:
        app.set_proof = None
        return None
    return _proof(app)


def _warning_card(app: App) -> ft.Control | None:
    if not app.warning:
        return None
    return kit.card(kit.status("check", app.warning, "strong"), width=3, border=ft.Colors.ON_SURFACE)


def _foot(app: App) -> str:
    """A tablet's bottom bar says what the strip says on a phone, and who is signed in."""
    if app.device.notice:
        return app.device.notice
    if app.book is None:
        return "Locked" if app.parts.door.exists else "Not set up yet"
    return f"{app.saved_words()}. Signed in: {app.book.person.name}"
