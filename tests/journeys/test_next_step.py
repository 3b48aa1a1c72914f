"""The next step is seen from its beginning, wherever the one before was scrolled to, in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.support.browser.app_process import AppProcess
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen
from tests.support.browser.walk import Walk

HEADING = "Do this next"


def test_the_next_step_is_seen_from_its_beginning(browser: Browser, tmp_path: Path) -> None:
    """Scrolled down to *Done*, its heading out of sight: after the tap the next heading is in sight again."""
    with AppProcess(set_up(tmp_path / "data")) as app, Screen(browser, app.url) as screen:
        walk = Walk(screen)
        walk.unlock()
        walk.start()
        top = screen.page.get_by_text(HEADING).first.bounding_box()
        assert top is not None
        screen.scroll(top["y"] / 2)  # the heading behind the header, *Done* still there
        moved = screen.page.get_by_text(HEADING).first.bounding_box()
        assert moved is None or moved["y"] < top["y"] * 0.75
        screen.tap("Done", exact=True)
        screen.page.wait_for_timeout(1000)
        again = screen.page.get_by_text(HEADING).first.bounding_box()
        assert again == top
