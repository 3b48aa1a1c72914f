"""How long a device waits after a failure: at random, in a span that doubles with each failure up to ten
minutes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.client import backoff


def span(failures: int) -> float:
    """Seconds, by doubling: 2, 4, 8 … 600."""
    longest = 2.0
    for _ in range(failures):
        longest = min(longest * 2, 600.0)
    return longest


@given(st.integers(0, 5_000), st.integers())
def test_a_wait_lies_between_half_a_second_and_the_span(failures: int, seed: int) -> None:
    """Also after thousands of failures: a device that was away for a year asks again within ten minutes."""
    random.seed(seed)
    assert 0.5 <= backoff(failures) <= span(failures)


@pytest.mark.parametrize("failures", [0, 1, 4, 8, 9, 40])
def test_waits_are_spread_evenly_over_the_span(failures: int) -> None:
    """Each tenth of the span gets its share: devices that lost the endpoint together come back apart."""
    random.seed(failures)
    drawn, longest = 20_000, span(failures)
    tenths = [0] * 10
    for _ in range(drawn):
        tenths[min(9, int(backoff(failures) / longest * 10))] += 1
    shortest = int(0.5 / longest * 10)  # what would be less than half a second is half a second
    below = sum(tenths[: shortest + 1])
    assert abs(below / drawn - (shortest + 1) / 10) < 0.015
    assert all(abs(count / drawn - 0.1) < 0.015 for count in tenths[shortest + 1 :])


@pytest.mark.parametrize(
    ("failures", "wait"),
    [
        (0, 1.6888437030500962),
        (1, 0.5374569764496049),
        (3, 3.807434033470262),
        (8, 116.07340000309699),
        (9, 277.80441468901284),
        (50, 298.5219412551614),
    ],
)
def test_the_waits_are_those_of_version_0_1_0(failures: int, wait: float) -> None:
    """As a library computed them then, from the same randomness."""
    random.seed(failures)
    assert backoff(failures) == wait
