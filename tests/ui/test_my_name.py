"""Changing the name that signs from now on."""

from __future__ import annotations

import pytest

from carerapp.actions.start_episode import start_episode
from carerapp.domain.chronology import chronology
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.shared_tablet import sign_in, with_ben
from tests.support.ui.window import Window


@pytest.fixture
def calm(new_device: Calm) -> Calm:
    return new_device


def test_a_person_changes_their_own_name(calm: Calm) -> None:
    """A blank one is refused beside its box. The night stays theirs, and the people's list names both."""

    async def play() -> None:
        with_ben(calm)
        async with Window(calm.parts) as window:
            await sign_in(window, "AC", PIN)
            await window.see("Signed in: A. Carer")
            episode = start_episode(window.app.book, calm.child)
            window.app.go(ScreenName.STAFF)
            window.app.redraw()
            await window.tap("Change my name")
            await window.type("Your name", " ")
            await window.tap("Save")
            await window.see("Check this: Write your name")
            await window.type("Your name", "Ada Newname")
            await window.until(lambda: not window.shows("Check this"), "said though it is mended")
            await window.tap("Save")
            await window.see("Signed in: Ada Newname")
            await window.see("Before: A. Carer")
            child = window.app.book.child(calm.child)
            lines = chronology(child, child.episode(episode.id), window.app.book.name_of)
            assert {line.author for line in lines} == {"A. Carer"}
            assert "A. Carer is called Ada Newname from here on" in lines[-1].words
            window.app.home(Place(ScreenName.EPISODE, {"child": calm.child, "episode": episode.id}))
            window.app.redraw()
            await window.see("Not seen since|Log begun")
            assert not window.shows("has this night")
            await window.tap("Somebody else signs in")
            await sign_in(window, "AN", PIN)
            await window.see("Signed in: Ada Newname")

    played(play())
