"""The next step is seen from its beginning, wherever the one before was scrolled to, in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.support.browser.quick import QuickApp, QuickScreen
from tests.support.browser.ready import set_up
from tests.support.browser.walk import Walk

HEADING = "Do this next"


def test_the_next_step_is_seen_from_its_beginning(browser: Browser, tmp_path: Path) -> None:
    """Scrolled down to *Done*, its heading out of sight: after the tap the next heading is in sight again."""
    with QuickApp(set_up(tmp_path / "data")) as app, QuickScreen(browser, app.url) as screen:
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
