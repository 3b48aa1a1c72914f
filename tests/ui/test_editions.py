"""Which edition holds here is said where a procedure is chosen, and that its review is due. No browser."""

from __future__ import annotations

from datetime import datetime

import pytest

from carerapp.actions.start_episode import start_episode
from carerapp.ui.features import editions
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from forms.packaged import load_protocol
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window


def test_the_edition_is_said_where_an_authority_is_chosen_and_in_forms_and_procedure(calm: Calm) -> None:
    """With what to ask; a newer one that is reported, as not verified."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            window.app.home(Place(ScreenName.ADD_CHILD))
            window.app.redraw()
            await window.see("Edition of June 2019")
            evening = Evening(window, "staffordshire_stoke")
            for screen in (ScreenName.FORMS, ScreenName.PROCEDURE):
                await evening.at(screen, "edition of May 2018, amended November 2018")
                assert window.shows("Ask your authority whether a newer one holds")
                assert window.shows("A newer edition is reported, not verified")

    played(play())


def test_past_the_review_date_the_home_screen_says_so_outside_an_episode(calm: Calm) -> None:
    """Calmly, with what to do; never while the child is missing."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            window.app.redraw()
            await window.see("Children")
            assert not window.shows("were to be checked")
            calm.clock.forward(hours=24 * 365)
            window.app.redraw()
            await window.see("were to be checked by 31 May 2027. Ask your authority")
            start_episode(window.app.book, calm.child)
            window.app.redraw()
            await window.see("Go on: missing")
            assert not window.shows("were to be checked")

    played(play())


@pytest.mark.parametrize(("day", "due"), [("2027-05-31", False), ("2027-06-01", True)])
def test_the_review_is_due_the_day_after(day: str, due: bool) -> None:
    """The day itself still counts."""
    moment = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    assert bool(editions.to_be_checked(load_protocol("liverpool"), moment)) is due
