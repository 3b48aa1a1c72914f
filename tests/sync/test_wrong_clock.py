"""A clock that was wrong holds nothing up, and is named as what it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.client import Client
from sync.conversation import Request, run_sync
from sync.errors import RequestRejected, ServerError, Unreachable
from sync.http_answers import good_answer
from sync.session import Fetch, Rest, SendFeed, State, failed, next_step
from sync.settings import LONGEST_BACKOFF_SECONDS

CHILD, DAY = "c" * 32, 86_400.0
NOW = 1.79e9


@given(st.floats(0, 3 * 365 * DAY), st.floats(0, 3 * 365 * DAY))
def test_nothing_rests_longer_than_the_longest_pause(pause: float, pulled: float) -> None:
    """Whatever a wrong clock left in the state: entries are sent, news are fetched."""
    state = State("d", not_before=NOW + pause, pulled_at=NOW + pulled)
    for written, wanted in (({CHILD: 3}, SendFeed), ({}, Fetch)):
        step = next_step(state, written, NOW)
        if isinstance(step, Rest):
            assert NOW < step.until <= NOW + LONGEST_BACKOFF_SECONDS
        else:
            assert isinstance(step, wanted)


@pytest.mark.parametrize("wrong", [2 * 3600, DAY, 731 * DAY])
def test_one_failed_try_with_a_clock_ahead_stops_nothing(wrong: float) -> None:
    """When the clock is right again, the next try is at once."""
    state = failed(State("d"), Unreachable(), NOW + wrong, 30.0)
    assert isinstance(next_step(state, {CHILD: 1}, NOW + wrong), Rest)
    assert isinstance(next_step(state, {CHILD: 1}, NOW), SendFeed)


def test_what_the_endpoint_asks_for_is_kept_up_to_the_longest_pause() -> None:
    """It would be taken for a wrong clock beyond."""
    state = failed(State("d"), ServerError("busy", wait=7_200.0), NOW, 1.0)
    assert state.not_before == NOW + LONGEST_BACKOFF_SECONDS


def test_a_stale_request_says_by_how_much() -> None:
    """By the date of the answer; without one only that it is the clock."""
    for date, wanted in (("Fri, 20 Nov 2026 22:40:00 GMT", "stale -86400"), ("", "stale"), ("soon", "stale")):
        with pytest.raises(RequestRejected) as refused:
            good_answer(401, "", b'{"reason": "stale"}', date)
        assert failed(State("d"), refused.value, 1_795_300_800.0, 1.0).last_trouble == wanted


class NothingWritten:
    """A log with nothing in it."""

    def written(self) -> dict[str, int]:
        return {}

    def keep(self, state: State) -> None:
        """Not remembered."""


def test_a_clock_set_back_during_a_pause_makes_it_no_longer() -> None:
    """The pause is counted by the clock that nobody sets."""
    clocks = [NOW, 100.0]
    state = State("d", not_before=NOW + 60, pulled_at=NOW)
    log: Any = NothingWritten()
    client = Client(
        state, log, lambda _: b"", lambda *_: True, b"", lambda: clocks[0], steady=lambda: clocks[1]
    )

    def sent(request: Request) -> bytes:
        raise AssertionError(f"a pause was cut short by {request.path}")

    assert run_sync(client.turn(), sent) == 60
    clocks[0] += 20 - 300
    clocks[1] += 20
    assert run_sync(client.turn(), sent) == 40
