"""A tap draws what changed: what scrolls, and each row that stays, are the same controls as before."""

from __future__ import annotations

import asyncio

import flet as ft
import msgpack  # type: ignore[import-untyped]
import pytest
from flet.messaging.protocol import InvokeMethodRequestBody, Message

from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui import window as windows
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window, taps_in

STAYS = "Ask friends and family"


def scrolls(window: Window) -> ft.Column:
    (found,) = [c for c in window.controls() if isinstance(c, ft.Column) and c.scroll]
    return found


def row(window: Window) -> int:
    """Flet's number of the row that stays."""
    return next(control._i for name, control in taps_in(window.session.page.views) if name.startswith(STAYS))


def test_the_next_step_is_shown_from_its_start_and_the_rest_stays(
    calm: Calm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After *Done* the window is sent the new card and where the scroll is to be, not every row again."""
    sent: list[Message] = []

    def send(connection: object, message: Message) -> None:
        msgpack.packb([message.action, message.body], default=windows.ENCODE)
        sent.append(message)

    monkeypatch.setattr(windows._Nowhere, "send_message", send)

    def to_the_start() -> list[object]:
        asked = [m.body for m in sent if isinstance(m.body, InvokeMethodRequestBody)]
        return [(body.control_id, body.args["offset"]) for body in asked if body.name == "scroll_to"]

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire")
            await evening.at(ScreenName.EPISODE, "Do this next")
            before, column = row(window), scrolls(window)._i
            assert to_the_start() == []
            await window.tap("Done")
            await window.drawn()
            await asyncio.sleep(0.02)
            assert scrolls(window)._i == column
            assert row(window) == before
            assert to_the_start() == [(column, 0)]
            window.app.redraw()
            await window.drawn()
            await asyncio.sleep(0.02)
            assert to_the_start() == [(column, 0)], "the same step again: the scroll stays where it is"

    played(play())
