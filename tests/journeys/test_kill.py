"""The app is killed, as by a power cut, at random moments of the episode: what the screen called saved is
there, and after the PIN it reopens where it was, half-typed words included.

`make test` kills it three times; `python -m benchmarks.journeys` (in `make soak`) twenty times.
"""

from __future__ import annotations

import re

import pytest

from tests.support.rehearsal import rehearse, tables

pytestmark = pytest.mark.in_turn


@pytest.mark.sampled
@pytest.mark.parametrize("seed", [3, 9, 16])
def test_killed_in_the_episode_nothing_saved_is_lost(seed: int) -> None:
    """Three kills, each in another step of the episode; words half typed are back where they stood."""
    printed = rehearse("journeys", "--kills", 1, "--seed", seed)
    said = re.match(
        rf"kept   {seed}: ([^,]+), [\d.]+ s, at [^,]+, (\d+) entries(, words half typed)? \n", printed
    )
    assert said, printed
    step, acknowledged, half_typed = said.groups()
    assert bool(half_typed) == (step == "half a note")
    assert int(acknowledged) > 0
    (table,) = tables(printed)
    assert table["reopened where it was"] == ["1 of 1"]
