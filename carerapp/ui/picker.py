"""Beside a box for a time or a day: Flet's own picker, which writes into the box what was picked.

What it writes is read like what is typed: a time that can be yesterday's or today's is asked about. It closes
with a tap beside it, and when the app locks: 999 stands under it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import flet as ft

from carerapp.domain.uk_time import uk
from carerapp.settings import OLDEST_DAY_YEARS
from carerapp.ui import kit
from carerapp.ui.shell import App

TIME, DAY = "Pick a time", "Pick a day"
USE, NOT_NOW = "Use it", "Not now"
PICKED = "picked"  # the name of the tap


def pick_time(app: App, label: str, choose: Callable[[str], object]) -> ft.Control:
    """``choose`` is given the time as it stands in a box: "21:30"."""

    def open_() -> None:
        def changed(event: ft.Event[ft.TimePicker]) -> None:
            at = event.control.value
            if at is not None:
                app.at_once(lambda: choose(f"{at:%H:%M}"), PICKED)

        app.display.open(
            ft.TimePicker(
                value=app.now().time().replace(second=0, microsecond=0),
                hour_format=ft.TimePickerHourFormat.H24,
                help_text=label,
                confirm_text=USE,
                cancel_text=NOT_NOW,
                on_change=changed,
            )
        )

    return _button(TIME, label, open_, ft.Icons.SCHEDULE)


def pick_day(app: App, label: str, choose: Callable[[str], object], *, past: bool = True) -> ft.Control:
    """``choose`` is given the day as it stands in a box: "27/11/2026". ``past``: it cannot be to come."""
    today = uk(app.now()).date()

    def open_() -> None:
        def changed(event: ft.Event[ft.DatePicker]) -> None:
            day = event.control.value
            if isinstance(day, datetime | date):
                app.at_once(lambda: choose(f"{_day(day):%d/%m/%Y}"), PICKED)

        first = today.replace(year=today.year - OLDEST_DAY_YEARS, day=1)
        app.display.open(
            ft.DatePicker(
                value=today,
                first_date=first,
                last_date=today if past else today + timedelta(days=366),
                help_text=label,
                confirm_text=USE,
                cancel_text=NOT_NOW,
                on_change=changed,
            )
        )

    return _button(DAY, label, open_, ft.Icons.CALENDAR_MONTH)


def _day(picked: datetime | date) -> date:
    """The client sends the midnight of its own clock, in UTC: half a day on it is that day for sure."""
    if not isinstance(picked, datetime):
        return picked
    return (picked + timedelta(hours=12)).date() if picked.tzinfo else picked.date()


def _button(words: str, label: str, tap: kit.Tap, icon: ft.IconData) -> ft.Control:
    return kit.button(words, tap, "text", icon_=icon, label=f"{words}: {label}")
