"""A few of the random walks go through the real browser: what it reads aloud is what the files say."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.walks.in_browser import BrowserWalk

STEPS = 8  # `python -m benchmarks.walks --in-browser` goes further
LIES = {
    "the strip says": "from carerapp.actions.casebook import Casebook as C; saved = C.saved;"
    "C.saved = lambda self: saved(self) + 1",
    "the band says": "import datetime as d; from carerapp.ui import clock_words as c;"
    "c.uk_words = lambda m, p='%H:%M': (m.astimezone() + d.timedelta(hours=1)).strftime(p)",
}


@pytest.mark.parametrize(("seed", "width"), [(2, 390), (3, 1180)])
def test_what_is_read_aloud_is_what_the_files_say(
    browser: Browser, tmp_path: Path, seed: int, width: int
) -> None:
    """On a phone and on a tablet, with the app killed, reloaded and hidden on the way."""
    walk = BrowserWalk(seed, STEPS, width)
    walk.go(browser, tmp_path)
    assert not walk.problems, "\n".join([*walk.problems, *walk.trace])
    assert walk.compared > STEPS


@pytest.mark.parametrize("said", LIES)
def test_an_app_that_lies_is_caught(browser: Browser, tmp_path: Path, said: str) -> None:
    """One whose count is off by one, and one whose winter has the summer's hour."""
    lying = f"{LIES[said]}; import sys; from carerapp.cli import main; sys.exit(main())"
    walk = BrowserWalk(1, 0, command=(sys.executable, "-c", lying))
    walk.patience = 3
    walk.go(browser, tmp_path)
    assert re.search(said, " ".join(walk.problems)), walk.problems
