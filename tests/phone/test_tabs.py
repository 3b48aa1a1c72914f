"""One tab at a time: two would write to the same notes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.phone.conftest import NewPhone

pytestmark = pytest.mark.in_turn

OPEN_ALREADY = "already open in another tab"


def see(page: Page, words: str) -> None:
    end = time.monotonic() + 60
    while words not in page.inner_text("#progress"):
        assert time.monotonic() < end, page.inner_text("#progress")
        page.wait_for_timeout(100)


def test_a_second_tab_is_told_and_can_take_over(new_phone: NewPhone, installed: Path) -> None:
    """It starts no Python before that; the first tab then shows the calls and nothing of the notes."""
    phone = new_phone(installed)
    first = phone.start()
    second = phone.context.new_page()
    second.goto(phone.server.url)
    see(second, OPEN_ALREADY)
    assert second.workers == [], "Python was started in a second tab"
    assert [link.get_attribute("href") for link in second.locator("a:visible").all()] == [
        "tel:999",
        "tel:101",
    ]
    assert second.inner_text("#open") == "Use it here"

    second.tap("#open")
    phone.usable(second)
    see(first, OPEN_ALREADY)
    assert first.inner_text("#open") == "Use it here"
    assert first.locator("#first").is_visible()
    assert first.locator("a:visible").count() == 2
    assert first.locator("flutter-view").count() == 0, "what it had drawn is still there"
    assert first.workers == []
    assert [] == phone.heard.errors == phone.heard.outside
