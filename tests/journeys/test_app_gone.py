"""The app behind the page is gone: the page itself says so, with 999 and 101, until it is there again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from carerapp.gone_page import SAFE, TITLE
from tests.support.browser.app_process import AppProcess
from tests.support.browser.ready import set_up
from tests.support.browser.screen import Screen


def test_the_page_says_that_the_app_is_gone_and_when_it_is_back(browser: Browser, tmp_path: Path) -> None:
    """Killed while a child's form is open; started again, the same page goes on to the lock."""
    with AppProcess(set_up(tmp_path / "data")) as app, Screen(browser, app.url) as screen:
        page = screen.page
        assert page.locator("#gone").count() == 0
        app.kill9()
        expect(page.locator("#gone h1")).to_have_text(TITLE, timeout=20_000)
        gone = page.locator("#gone")
        expect(gone).to_contain_text(SAFE)
        for number in ("999", "101"):
            way = gone.locator(f'a[href="tel:{number}"]')
            box = way.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] < 844
            assert box["height"] >= 52
        app.start()
        expect(page.locator("#gone")).to_have_count(0, timeout=60_000)
