"""A browser window opens: set the page up and draw the app in it."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import flet as ft

from carerapp.settings import CLOCK_TICK_FAST_SECONDS, CLOCK_TICK_SECONDS
from carerapp.ui.hearing import Hearing
from carerapp.ui.services import AppServices
from carerapp.ui.shell import App
from carerapp.ui.theme import DARK, LIGHT, theme
from carerapp.ui.window.drawing import drawn
from carerapp.ui.window.routes import SCREENS

LARGE_TEXT = 1.4
BRITISH = ft.Locale("en", "GB")


def main(page: ft.Page, services: AppServices) -> None:
    """Called once for each window, by Flet."""
    page.title = "Carer app"
    page.padding, page.spacing = 0, 0
    page.locale_configuration = ft.LocaleConfiguration([BRITISH], BRITISH)  # else the page says en-US
    page.theme, page.dark_theme, page.theme_mode = theme(LIGHT), theme(DARK), ft.ThemeMode.SYSTEM
    page.session.connection.loop.set_exception_handler(_went_wrong)
    app = App(page, services)
    _watch_text_size(page, app)
    page.on_route_change = lambda e: app.redraw() if app.navigation.route_changed(e.route) else None
    page.on_resize = lambda _: app.redraw()
    page.on_disconnect = lambda _: _gone(page, app)
    page.on_connect = lambda _: _back(page, app)
    services.host.when_left = app.locking.app_hidden
    # a browser calls from outside of every task, where Flet does not know which window is drawn
    services.host.when_answered = lambda: app.start(app.store_answered)
    page.on_app_lifecycle_state_change = lambda e: _lifecycle(app, e)

    @ft.component
    def root() -> ft.Control:
        """The one component: a redraw is a change of its state."""
        _, app.display.draw = ft.use_state(0)
        return drawn(app, SCREENS)

    if services.listening is not None:
        hearing = app.hearing = Hearing(app, app.locking, services.listening, services)
        page.run_task(hearing.join)
    page.render(root)
    page.run_task(_tick, page, app)


def _gone(page: ft.Page, app: App) -> None:
    """Nobody hears what is drawn now. Whoever loads this window again is sent what stands in it, before it is
    drawn anew: that is the lock, and not the record."""
    app.locking.window_gone()
    if app.hearing is not None:
        app.hearing.leave()
    drawn_in: Any = page.views[0].controls
    for root in drawn_in if isinstance(drawn_in, list) else [drawn_in]:
        root.update()


def _back(page: ft.Page, app: App) -> None:
    """Flet's drawing ends for good when it draws into a socket that has just closed, as on the way out: then
    the window would show what it showed, and answer nothing."""
    page.session.start_updates_scheduler()  # type: ignore[no-untyped-call]
    app.locking.window_back()
    if app.hearing is not None:
        page.run_task(app.hearing.join)


def _went_wrong(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Beside the screens. Only of what kind it was: its own words may hold what was typed."""
    print(f"{type(context.get('exception')).__name__} beside the screens", file=sys.stderr)


def _watch_text_size(page: ft.Page, app: App) -> None:
    """The page does not tell how large the person's text is: measure one letter."""

    def measured(event: ft.LayoutSizeChangeEvent[ft.LayoutControl]) -> None:
        big = event.height > 16 * LARGE_TEXT
        if big != app.display.big:
            app.display.big = big
            app.redraw()

    letter = ft.Text("M", size=16, style=ft.TextStyle(height=1), color="#00000000")
    page.overlay.append(
        ft.Semantics(exclude_semantics=True, content=ft.Container(letter, on_size_change=measured))
    )


def _lifecycle(app: App, event: ft.AppLifecycleStateChangeEvent) -> None:
    if event.state in (ft.AppLifecycleState.HIDE, ft.AppLifecycleState.PAUSE):
        app.locking.app_hidden()


async def _tick(page: ft.Page, app: App) -> None:
    """The clock moves by the minute; the lock watches for nobody being there; files that go are missed."""
    shown = ("", False)
    while True:
        slow = app.services.idle_seconds > CLOCK_TICK_SECONDS
        await asyncio.sleep(CLOCK_TICK_SECONDS if slow else CLOCK_TICK_FAST_SECONDS)
        app.locking.idle_check()
        looked = f"{app.now():%H:%M}", app.locking.store_gone
        if looked != shown:
            shown = looked
            app.redraw()
