"""The whole window from the App's state: the screen, the proof that it is saved, 999 and 101."""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.clock_notice import clock_notice
from carerapp.ui.features.drill import drill_strip
from carerapp.ui.features.lacking_notice import lacking_notice
from carerapp.ui.features.store_gone import gone_card
from carerapp.ui.kit.look import Look
from carerapp.ui.long_list import watch
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.typefaces import words_of
from carerapp.ui.window.boxes_stay import keep_boxes
from carerapp.ui.window.layout import lay_out, scrolling, with_word
from carerapp.ui.window.own_language import with_own_language
from carerapp.ui.window.routes import Routes
from carerapp.ui.window.what_for import with_what_for


def drawn(app: App, routes: Routes) -> ft.Control:
    """As it should be now; drawn once more when a text asks for a script not seen before."""
    window = _draw(app, routes)
    if app.display.faces.need(*words_of(window)):
        window = _draw(app, routes)
    app.display.heads.drawn()
    app.display.boxes = keep_boxes(window, app.display.boxes, app.display.version)
    return window


def _draw(app: App, routes: Routes) -> ft.Control:
    name = _name(app)
    key = f"{name}:{'/'.join(app.place.args.values())}:{len(app.navigation.stack)}"
    takes = lambda words: app.display.heads.takes(f"{key}:{words}")
    look = with_own_language(replace(_look(app), heads=takes), app, name)
    with kit.looking(look):
        screen = with_what_for(app, name, _screen(app, routes, name))
        bar = _emergency_bar(app, screen)
        scroll = scrolling(key, watch(app))
        app.display.begins(
            scroll, screen.top, len(app.navigation.stack), app.place.get("at"), told=bool(look.problems)
        )
        app.display.text_boxes = look.boxes
        refused = kit.summary(look.problems, lambda one: app.display.show(one.at, one.box))
        window = lay_out(
            screen,
            emergency=bar,
            signed=_signed(app),
            strip=_strip(app),
            warning=[
                *(gone_card(app) or _warning_card(app)),
                *refused,
                *clock_notice(app),
                *lacking_notice(app),
            ],
            foot=_foot(app),
            scroll=scroll,
        )
        # last, when all of it is made; a warning moves down what stands under it
        number = app.settling.drawn((key, screen.top, bool(app.warning), bool(refused), *look.taps))
        return with_word(window, str(number), lambda: app.settling.seen(number), _heard(app))


def _emergency_bar(app: App, screen: Screen) -> ft.Control | None:
    """Not made where it is not shown: what is made counts as what can be tapped."""
    if not screen.emergency:
        return None
    border = not screen.thumb and (not screen.sticky or app.display.big)
    return kit.emergency_bar(app.device.call_999, app.device.call_101, border=border)


def _name(app: App) -> ScreenName:
    if not app.locked:
        return app.place.name
    if app.locking.hidden:
        return ScreenName.HIDDEN
    return ScreenName.CAPTURE if app.locking.capturing else ScreenName.UNLOCK


def _look(app: App) -> Look:
    shown = app.display
    return Look(
        big=shown.big,
        wide=shown.wide,
        low=shown.low,
        fallback=shown.faces.families,
        run=app.run,
        at_once=app.at_once,
        redraw=app.redraw,
        redraw_soon=app.redraw_soon,
        here=app.here,
    )


@ft.component
def _proof(app: App) -> ft.Control:
    """What is saved, with a time: a component of its own, so that it can go before the rest."""
    _, app.display.draw_proof = ft.use_state(0)
    with kit.looking(_look(app)):
        words = app.session.saved_words() if not app.locked else "Nothing written yet"
        in_sight = not (app.display.big or app.display.low)
        return kit.saved_strip(app.saved.last(words), done=app.just_done if in_sight else "")


def _screen(app: App, routes: Routes, name: ScreenName) -> Screen:
    """The screen; one that can't be drawn must not take 999 or the way home with it."""
    try:
        return routes[name](app)
    except Exception as problem:
        app.went_wrong(problem)
        home = kit.button("Back to the children", lambda: app.home(), "primary", main=True)
        return Screen(kit.plain_header("", hide=None), [home])


def _signed(app: App) -> ft.Control | None:
    """That it is a drill; who is signed in, on every screen of a device that people share."""
    drill = drill_strip(app)
    if app.locked or not app.session.several_people:
        return drill
    signed = kit.signed_strip(app.book.person.name, app.locking.switch)
    if drill is None:
        return signed
    stretch = ft.CrossAxisAlignment.STRETCH
    return ft.Column([drill, signed], spacing=0, tight=True, horizontal_alignment=stretch)


def _strip(app: App) -> ft.Control | None:
    """The proof that the last entry is safe; above it, for a moment, what was just asked of the device."""
    asked = [kit.saved_strip(app.device.notice, ft.Icons.CALL)] if app.device.notice else []
    if app.locked or not app.place.get("episode") or app.warning or app.locking.store_gone:
        app.display.draw_proof = None
        return asked[0] if asked else None
    if not asked:
        return _proof(app)
    stretch = ft.CrossAxisAlignment.STRETCH
    return ft.Column([*asked, _proof(app)], spacing=0, tight=True, horizontal_alignment=stretch)


def _warning_card(app: App) -> list[ft.Control]:
    if not app.warning:
        return []
    return [kit.card(kit.status("check", app.warning, "strong"), width=3, border=ft.Colors.ON_SURFACE)]


def _heard(app: App) -> str:
    """What was done, where the strip that says so scrolls with the rest, or is not there."""
    out_of_sight = app.display.big or app.display.low or not app.place.get("episode")
    if app.locked or not app.just_done or not out_of_sight:
        return ""
    return f"{app.just_done}. {app.saved.last(app.session.saved_words())}"


def _foot(app: App) -> ft.Control:
    """A tablet's bottom bar says what the strip says on a phone, and who is signed in."""
    asked = f"{app.device.notice} " if app.device.notice else ""
    if app.locked:
        words, done = asked or ("Locked" if app.services.door.exists else "Not set up yet"), ""
    else:
        words = f"{asked}{app.saved.last(app.session.saved_words())}. Signed in: {app.book.person.name}"
        done = app.just_done if app.place.get("episode") and not app.display.low else ""
    with kit.english_only():
        return kit.read_out(kit.status("device", words), words, done)
