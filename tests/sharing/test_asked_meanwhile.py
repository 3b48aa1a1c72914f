"""Who taps "Send and fetch now" during a look is not forgotten, nor is a look that failed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from carerapp.cli.status import wire
from carerapp.sharing import Sharing
from carerapp.sharing.enrolment import Enrolment
from sync.conversation import Request, run_sync
from sync.errors import Unreachable
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Tablet

STANDING = "/v1/me"


def _no() -> None: ...


def _round(
    sharing: Sharing, authority: Enrolment, meanwhile: Callable[[], None] = _no, *, cut: str = ""
) -> list[str]:
    """One; the paths that were asked. ``meanwhile``: what happens after the first answer. From ``cut`` on
    nothing answers any more."""
    asked: list[str] = []
    send = wire(sharing, authority)

    def sent(request: Request) -> bytes:
        asked.append(request.path.partition("?")[0])
        if cut in asked and cut:
            raise Unreachable("the signal is gone")
        answer = send(request)
        if len(asked) == 1:
            meanwhile()
        return answer

    run_sync(sharing.turn(authority), sent)
    return asked


def test_a_tap_during_a_look_is_a_look_more(authority: Authority, ann: Tablet, child: str) -> None:
    """How things stand is asked in the next round, too; then it rests."""
    with ann.opened() as at:
        (made,) = at.sharing.authorities
        assert _round(at.sharing, made, at.sharing.sync_now)[0] == STANDING
        assert STANDING in _round(at.sharing, made)
        assert STANDING not in _round(at.sharing, made)


@pytest.mark.parametrize("cut", [STANDING, "/v1/policy"])
def test_a_look_that_failed_is_made_again(authority: Authority, ann: Tablet, child: str, cut: str) -> None:
    """A signal said that something is new, and the line broke before it was all here."""
    with ann.opened() as at:
        (made,) = at.sharing.authorities
        assert STANDING in _round(at.sharing, made)
        at.sharing.heard(made.device, standing=True)
        assert cut in _round(at.sharing, made, cut=cut)
        pause = at.sharing.status().authorities[made.device].not_before - at.sharing.now()
        time.sleep(max(0.0, pause))  # a second or two: long before the next look by the clock
        assert STANDING in _round(at.sharing, made)
