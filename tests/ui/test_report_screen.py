"""Where the buttons of the report stand: none that writes it under the finger that came there. No browser."""

from __future__ import annotations

import pytest

from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.clock import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


@pytest.mark.parametrize("width", [390, 1200])
def test_no_report_where_the_tap_that_led_there_was(calm: Calm, width: int) -> None:
    """At the bottom of the screen stands what only leads on; on a tablet nothing stands there."""

    async def play() -> None:
        async with Window(calm.parts, width=width) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            episode = start_episode(window.app.book, calm.child)
            about = {"child": calm.child, "episode": episode.id}
            window.app.home(Place(ScreenName.EPISODE, about))
            window.app.redraw()
            await window.tap("Report to the police now")
            await window.see("I have reported it")
            taps = window.taps()
            police = taps.index("Call 999. Someone is in danger now.")
            assert taps[police - 1] != "I have reported it"
            if width < 600:
                assert taps[police - 1] == "Write down the reference number"
                await window.tap("Write down the reference number")
                await window.see("Before you hang up")
                taps = window.taps()
                assert taps.index("I have reported it") < 4
            await window.tap("I have reported it")
            assert window.app.book.child(calm.child).episode(episode.id).reported_at

    played(play())
