"""What a carer reads about sharing: connecting, three states, refusals, whom to ring; over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from carerapp.actions.start_episode import start_episode
from carerapp.sharing import enrolments
from carerapp.sharing.enrolment import changed
from carerapp.ui.screen import Place
from carerapp.ui.screen_name import ScreenName
from carerapp.vault import fingerprint
from sync.endpoint.tables import grants
from sync.policy import Policy, policy_text
from tests.support.clock import ToldClock
from tests.support.endpoint.authority import Authority, TestDevice
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.connected import connected, sharing, show
from tests.support.ui.window import Window


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "endpoint").serving() as serving:
        yield serving


def test_what_was_not_taken_is_said_is_safe_and_can_be_sent_once_more(
    calm: Calm, authority: Authority
) -> None:
    """It holds nothing else up, and nobody is told that all was received."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            other, now = TestDevice(authority), int(authority.now())
            other.enrol(authority.store.enrolment.new_code("Another home", [], now))
            with authority.engine.begin() as connection:  # theirs now: it can't be claimed anew
                row = connection.execute(select(grants)).mappings().one()
                connection.execute(update(grants).values(device=other.id))
            start_episode(window.app.book, calm.child)
            window.app.redraw()
            await window.see(
                "Not taken: entry [0-9]+, this device is not enrolled for this child. It is safe here"
            )
            loop = window.app.session.loop
            assert loop is not None
            assert window.app.session.sharing is not None
            assert window.app.session.sharing.status().not_received == 1
            with authority.engine.begin() as connection:
                connection.execute(insert(grants).values(**row))
            await window.tap("Send it once more")
            assert not window.shows("Not taken")
            await window.until(lambda: loop.not_received == 0, "still not received")

    played(play())


def test_with_nobody_there_it_is_on_this_device_only_and_received_when_they_are_back(
    calm: Calm, tmp_path: Path
) -> None:
    """The strip, the card and the home screen say the same."""

    async def play() -> None:
        authority = Authority(tmp_path / "endpoint")
        async with Window(sharing(calm)) as window:
            with authority.serving():
                await connected(window, authority)
            episode = start_episode(window.app.book, calm.child)
            show(window, Place(ScreenName.EPISODE, {"child": calm.child, "episode": episode.id}))
            await window.see("On this device only: 1 entry$")
            await window.see("1 not received yet")
            show(window, Place(ScreenName.SHARING))
            await window.see("The last try failed: the authority could not be reached")
            with authority.serving():
                await window.tap("Send and fetch now")
                await window.until(lambda: not window.shows("On this device only"), "still here only")
            assert window.app.session.saved_words().endswith("All received")

    played(play())


def test_when_nobody_acknowledges_the_next_number_is_offered_and_the_call_is_logged(
    calm: Calm, authority: Authority, clock: ToldClock
) -> None:
    """After the authority's minutes its ladder's number is there, and ringing it is an entry."""
    ring = (("Duty team", "01632 960001"), ("Manager", "01632 960002"))
    policy = Policy(name="Example authority", acknowledge_minutes=15, ring=ring)
    authority.store.settings.put("policy", policy_text(policy), int(authority.now()))

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            episode = start_episode(window.app.book, calm.child)
            show(window, Place(ScreenName.EPISODE, {"child": calm.child, "episode": episode.id}))
            await window.see("Not seen by a person there yet")
            assert not window.shows("Ring Duty team")
            clock.forward(minutes=16)
            window.app.locking.touched()
            window.app.redraw()
            await window.see("Nobody there has seen this for 15 minutes or more")
            await window.tap("Ring Duty team")
            await window.see("Tapped call: Duty team 01632 960001")

    played(play())


def test_a_wrong_code_an_open_address_and_a_blank_are_said_beside_the_field(
    calm: Calm, authority: Authority
) -> None:
    """What was typed stays."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await window.type_pin(PIN)
            await window.tap("Connect with your authority")
            await window.tap("Connect with an authority")
            for address, words in (
                ("http://la.example acorn actor", "must begin with https"),
                ("", "must begin with https"),
                (f"{authority.base} acorn actor adopt agent alarm", "The code was not taken"),
                ("http://127.0.0.1:9 acorn", "can’t be reached just now"),
            ):
                await window.type("Address and code", address)
                await window.tap("Connect")
                await window.see(words)
                assert window.value("Address and code") == address

    played(play())


def test_words_for_the_authority_alone_are_kept_until_there_is_a_desk(
    calm: Calm, authority: Authority
) -> None:
    """They are sealed for the desk, and stay on the screen while there is none."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            episode = start_episode(window.app.book, calm.child)
            show(window, Place(ScreenName.RESTRICTED, {"child": calm.child, "episode": episode.id}))
            await window.tap("Seal and send")
            await window.see("Write what the duty desk should know")
            await window.type("What the duty desk should know", "He says a carer hit him")
            await window.tap("Seal and send")
            await window.see("has no duty desk connected yet. Ring them")
            assert window.value("What the duty desk should know") == "He says a carer hit him"
            assert "hit him" not in repr(window.app.session.vault.entries(calm.child))

    played(play())


def test_a_number_to_compare_is_shown_until_a_person_has_compared_it(
    calm: Calm, authority: Authority
) -> None:
    """Where the authority's key changed, and where somebody answers with one that nobody proves."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            vault = window.app.session.vault
            (before,) = enrolments(vault)
            pinned, other = before.endpoint_key, bytes([9]) * 32
            changed(vault, before, key_changed_at=1_795_215_000, former_keys=(other,))
            window.app.redraw()
            await window.see("The authority’s key changed on .* Compare this number")
            await window.see(f"^{fingerprint(pinned.hex())}$")
            await window.tap("It is the same")
            (after,) = enrolments(vault)
            assert (after.key_changed_at, after.endpoint_key) == (0, pinned)
            window.app.redraw()
            assert not window.shows("Compare this number")
            changed(vault, after, offered_key=other)
            window.app.redraw()
            await window.see("Somebody answers with another key than the authority’s")
            await window.see(f"^{fingerprint(other.hex())}$")
            assert "It is not the same" not in window.taps()
            await window.tap("It is the same")
            assert enrolments(vault)[0].endpoint_key == other

    played(play())


def test_older_files_that_were_put_back_are_said_with_what_is_safe_and_what_to_do(
    calm: Calm, authority: Authority
) -> None:
    """On the first screen, and where one connects: the authority has what is not here any more."""

    async def play() -> None:
        async with Window(sharing(calm)) as window:
            await connected(window, authority)
            copy = {name: bytes(data) for name, data in calm.disk.kept.files.items()}
            start_episode(window.app.book, calm.child)
            loop = window.app.session.loop
            assert loop is not None
            await window.tap("Send and fetch now")
            await window.until(lambda: loop.not_received == 0, "still not received")
        calm.disk.kept.files = {name: bytearray(data) for name, data in copy.items()}
        async with Window(sharing(calm)) as window:
            await window.type_pin(PIN)
            await window.see("Safe: what")
            show(window, Place(ScreenName.CHILDREN))
            await window.until(lambda: not window.shows("Safe: what"), "still on the screen before")
            await window.see("Older files were put back on this device")
            show(window, Place(ScreenName.SHARING))
            await window.see("^Safe: what .* has, and all that is written here, also from now on")
            await window.see("^Do now: ask the duty team for a new code, and connect with it")

    played(play())
