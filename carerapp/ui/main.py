"""A browser window opens: set the page up and draw the app in it."""

from __future__ import annotations

import asyncio

import flet as ft

from carerapp.ui.parts import AppServices
from carerapp.ui.routes import SCREENS
from carerapp.ui.shell import App
from carerapp.ui.theme import DARK, LIGHT, theme

LARGE_TEXT = 1.4
TICK_SECONDS = 20


def main(page: ft.Page, parts: AppServices) -> None:
    page.title = "Carer app"
    page.padding, page.spacing = 0, 0
    page.theme, page.dark_theme, page.theme_mode = theme(LIGHT), theme(DARK), ft.ThemeMode.SYSTEM
    app = App(page, parts, SCREENS)
    _watch_text_size(page, app)
    page.on_route_change = lambda e: app.route_changed(e.route)
    page.on_resize = lambda _: app.redraw()
    page.on_disconnect = lambda _: app.window_gone()
    page.on_connect = lambda _: app.window_back()
    parts.host.when_left = app.app_hidden
    page.on_app_lifecycle_state_change = lambda e: _lifecycle(app, e)

    @ft.component
    def root() -> ft.Control:
        return app.component()

    page.render(root)
    page.run_task(_tick, page, app)


def _watch_text_size(page: ft.Page, app: App) -> None:
    """The page does not tell how large the person's text is: measure one letter."""

    def measured(event: ft.LayoutSizeChangeEvent[ft.LayoutControl]) -> None:
        big = event.height > 16 * LARGE_TEXT
        if big != app.big:
            app.big = big
            app.redraw()

    letter = ft.Text("M", size=16, style=ft.TextStyle(height=1), color="#00000000")
    page.overlay.append(
        ft.Semantics(exclude_semantics=True, content=ft.Container(letter, on_size_change=measured))
    )


def _lifecycle(app: App, event: ft.AppLifecycleStateChangeEvent) -> None:
    if event.state in (ft.AppLifecycleState.HIDE, ft.AppLifecycleState.PAUSE):
        app.app_hidden()


async def _tick(page: ft.Page, app: App) -> None:
    """The clock moves by the minute; the lock watches for nobody being there."""
    shown = ""
    while True:
        await asyncio.sleep(TICK_SECONDS if app.parts.idle_seconds > TICK_SECONDS else 1)
        app.idle_check()
        minute = f"{app.parts.now():%H:%M}"
        if minute != shown:
            shown = minute
            app.redraw()
