"""Left for another app, the page shows nothing; what is seen first on coming back is the lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.phone.conftest import NewPhone
from tests.support.browser.walk import Walk

pytestmark = pytest.mark.in_turn

# A headless window is never hidden by itself: the page is told what a phone would tell it.
TURN = """state => {
    Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
    Object.defineProperty(document, 'hidden', {value: state === 'hidden', configurable: true});
    document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
    return getComputedStyle(document.getElementById('cover')).display;
}"""
# What a person or a screen reader meets in the moment in which the cover goes.
WATCH = """() => {
    const cover = document.getElementById('cover');
    globalThis.met = [];
    new MutationObserver(() => {
        if (getComputedStyle(cover).display !== 'none') return;
        const said = [...document.querySelectorAll('[aria-label], flt-semantics')]
            .map(e => (e.getAttribute('aria-label') ?? '') + ' ' + e.textContent);
        globalThis.met.push(said.join(' '));
    }).observe(cover, {attributes: true});
}"""


def turn(page: Page, state: str) -> str:
    """How the cover stands at the end of the very same task."""
    shown: str = page.evaluate(TURN, state)
    return shown


def test_hidden_at_once_and_locked_before_anything_is_seen_again(
    new_phone: NewPhone, with_child: Path
) -> None:
    """The cover comes in the same task; when it goes, the lock is there and no word of the child."""
    phone = new_phone(with_child)
    phone.server.stop()
    page = phone.start()
    assert turn(page, "hidden") == "none", "the first page, with 999 and no child, is never covered"
    turn(page, "visible")
    screen = phone.open_app()
    for _ in range(2):
        Walk(screen).unlock()
        screen.see("Example Child")
        page.evaluate(WATCH)

        assert turn(page, "hidden") == "block"
        box = page.locator("#cover").bounding_box()
        assert box == {"x": 0, "y": 0, "width": 390, "height": 844}

        turn(page, "visible")
        screen.see("Enter your PIN")
        screen.until(lambda: page.evaluate("globalThis.met.length") > 0, "the cover never went")
        for met in page.evaluate("globalThis.met"):
            assert "Enter your PIN" in met
            assert "Example Child" not in met


def test_back_from_the_telephone_there_is_no_lock(new_phone: NewPhone, with_child: Path) -> None:
    """A tap on a number takes the carer out of the app on purpose; the outcome is asked when they are
    back."""
    phone = new_phone(with_child)
    phone.server.stop()
    page = phone.start()
    screen = phone.open_app()
    Walk(screen).unlock()
    screen.see("Example Child")
    screen.tap("999", exact=False)
    assert turn(page, "hidden") == "block"
    turn(page, "visible")
    screen.until(
        lambda: page.evaluate("getComputedStyle(document.getElementById('cover')).display") == "none",
        "the cover never went",
    )
    screen.see("Example Child")
