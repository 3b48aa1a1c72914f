"""Random walks in a real browser (`python -m benchmarks.walks --in-browser`) notice an app that lies."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.walks.in_browser import BrowserWalk

pytestmark = pytest.mark.in_turn

LIES = {
    "the strip says": "from carerapp.actions.casebook import Casebook as C; saved = C.saved;"
    "C.saved = lambda self: saved(self) + 1",
    "the band says": "import datetime as d; from carerapp.ui import clock_words as c;"
    "c.uk_words = lambda m, p='%H:%M': (m.astimezone() + d.timedelta(hours=1)).strftime(p)",
}


@pytest.mark.sampled
@pytest.mark.parametrize("said", LIES)
def test_an_app_that_lies_is_caught(browser: Browser, tmp_path: Path, said: str) -> None:
    """One whose count is off by one, and one whose winter has the summer's hour."""
    lying = f"{LIES[said]}; import sys; from carerapp.cli import main; sys.exit(main())"
    walk = BrowserWalk(1, 0, command=(sys.executable, "-c", lying))
    walk.patience = 3
    walk.go(browser, tmp_path)
    assert re.search(said, " ".join(walk.problems)), walk.problems
