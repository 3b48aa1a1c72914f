"""Where the buttons of the report stand: none that writes it under the finger that came there. No browser."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from carerapp.actions.access import NotSaved
from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
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
            await window.tap("Next: ring the police")
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


def test_a_level_that_was_not_saved_leaves_what_was_typed(calm: Calm) -> None:
    """The tap on a level takes the place of the words in the box only once it is in the log."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.see("Example Child")
            episode = start_episode(window.app.book, calm.child)
            window.app.home(Place(ScreenName.REPORT, {"child": calm.child, "episode": episode.id}))
            window.app.redraw()
            key = f"{episode.id}:police_risk_level"
            window.app.drafts.type(key, "they were not sure")
            await window.tap("What do the levels mean?")
            with patch("carerapp.ui.features.report.report.answer_question", side_effect=NotSaved("full")):
                await window.tap("They said: Missing")
            assert window.app.drafts.get(key) == "they were not sure"
            await window.tap("They said: Missing")
            assert window.app.drafts.get(key) == ""

    played(play())
