"""The app is killed, as by a power cut, at random moments of the episode: what the screen called saved is
there, and after the PIN it reopens where it was, half-typed words included.

`make test` kills it three times; `python -m benchmarks.journeys` (in `make soak`) twenty times.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser.killing import kill_once


@pytest.mark.parametrize("seed", [3, 9, 16])
def test_killed_in_the_episode_nothing_saved_is_lost(browser: Browser, tmp_path: Path, seed: int) -> None:
    """Three kills, each in another step of the episode; words half typed are back where they stood."""
    killed = kill_once(browser, tmp_path, seed)
    assert killed.problems == [], killed
    assert killed.half_typed == (killed.step == "half a note")
    assert killed.acknowledged > 0
