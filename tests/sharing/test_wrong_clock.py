"""A device whose clock is wrong: it is told so, in words, and goes on as soon as the clock is right."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

from carerapp import bootstrap
from carerapp.actions.write_note import write_note
from carerapp.sharing import Enrolment, Sharing
from carerapp.sharing.loop import SharingLoop
from sync.conversation import Request, run_sync
from sync.requests_transport import RequestsWire
from tests.support.endpoint.authority import Authority
from tests.support.loop_listener import Heard
from tests.support.tablets import Opened, Tablet, a_child
from tests.support.wall_clock import Wall

DAY = 86_400


def turn(at: Opened) -> None:
    """One turn with the authority; nobody asked for it."""
    (enrolment,) = at.sharing.authorities
    wire = RequestsWire(enrolment.endpoint, *at.sharing.signer(enrolment), now=lambda: time.time())
    run_sync(at.sharing.turn(enrolment), wire)


@pytest.mark.parametrize(
    ("moved", "words"),
    [(DAY, "1 day"), (-DAY, "1 day"), (7200, "2 h"), (-365 * DAY, "365 days"), (731 * DAY, "731 days")],
)
def test_it_is_said_that_it_is_the_clock_and_by_how_much(
    moved: float, words: str, authority: Authority, ann: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the screen and at the command line; and once it is right, the next turn sends."""
    wall = Wall(authority, monkeypatch)
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    wall.moved(moved)
    with ann.opened() as at:
        episode = at.book.child(child).open_episode
        assert episode is not None
        write_note(at.book, child, episode.id, "She was seen at the station")
        turn(at)
        (said,) = at.sharing.status().authorities.values()
        assert said.trouble.startswith(f"your device’s clock is wrong by {words}.")
        assert said.behind == pytest.approx(-moved, abs=3)
        loop = SharingLoop(at.sharing, at.vault, bootstrap.sender, Heard())
        assert loop.clock_behind == said.behind
        assert loop.not_received
        wall.moved(0)
        turn(at)
        assert at.sharing.status().not_received == 0
        (said,) = at.sharing.status().authorities.values()
        assert (said.trouble, said.behind) == ("", None)


def test_connecting_says_it_too(authority: Authority, ann: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before there is anything to send."""
    wall = Wall(authority, monkeypatch)
    code = authority.store.enrolment.new_code("tablet", (), int(authority.now()))
    wall.moved(DAY)
    with ann.opened() as at:
        loop = SharingLoop(at.sharing, at.vault, _sender, Heard())
        said = asyncio.run(loop.connect(authority.base, code))
    assert said == "Your device’s clock is wrong by 1 day. Set it right, then try again."


def _sender(sharing: Sharing, enrolment: Enrolment) -> Callable[[Request], Awaitable[bytes]]:
    """As `bootstrap.sender`, by the wall clock that was moved."""
    wire = RequestsWire(enrolment.endpoint, *sharing.signer(enrolment), now=lambda: time.time())
    return lambda request: asyncio.to_thread(wire, request)
