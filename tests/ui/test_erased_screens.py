"""What a carer reads when a child's record is erased here, or at the authority; over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carerapp.actions.start_episode import start_episode
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from tests.support.endpoint.authority import Authority
from tests.support.ui.calm import Calm, played
from tests.support.ui.connected import connected, sharing, show
from tests.support.ui.window import Window


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "endpoint").serving() as serving:
        yield serving


def test_who_erases_a_child_reads_that_the_authority_is_asked(calm: Calm, authority: Authority) -> None:
    """Before the tap that its people decide; after it that they were asked, and later that they did."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            show(window, Place(ScreenName.RECORD, {"child": calm.child}))
            await window.tap("Erase this child’s record")
            await window.see("The authority is asked to erase its record too. Its people decide")
            await window.type("Type ERASE", "ERASE")
            await window.tap("Erase this child’s record for good")
            await window.until(lambda: bool(authority.store.erasures_asked.all()), "nobody was asked")
            show(window, Place(ScreenName.SHARING))
            await window.see("was asked to erase its record of a child who was erased here")
            (asked,) = authority.store.erasures_asked.all()
            assert authority.store.erasures.erase(
                asked.stream, "Records officer", "Article 17", int(authority.now()), authority.key.sign
            )
            await window.tap("Send and fetch now")
            await window.see("has erased its record of a child who was erased here")
            await window.see("by Records officer: Article 17$")
            assert not window.shows("was asked to erase its record of a child who was erased here$")

    played(play())


def test_what_the_authority_erased_is_said_on_the_first_screen_and_in_the_episode(
    calm: Calm, authority: Authority
) -> None:
    """Nobody reads "received" of a record that the authority has no more."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            episode = start_episode(window.app.book, calm.child)
            assert authority.store.erasures.erase(
                calm.child, "Records officer", "Retention", int(authority.now()), authority.key.sign
            )
            show(window, Place(ScreenName.SHARING))
            await window.tap("Send and fetch now")
            await window.see("has erased its record of Example")
            await window.see("This device has its record still")
            show(window, Place(ScreenName.EPISODE, {"child": calm.child, "episode": episode.id}))
            await window.see("has erased this child’s record. What you write is on this device only")
            assert not window.shows("Received by")
            show(window, Place(ScreenName.CHILDREN))
            await window.see("The authority has erased a child’s record")

    played(play())
