"""The first page stands before everything and needs nothing: calls, and "not seen since"."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.phone.conftest import NewPhone

pytestmark = pytest.mark.in_turn

KEPT = "carerapp.not-seen-since"
PAINTED = "() => performance.getEntriesByType('paint').map(entry => entry.name)"


def calls(page: Page) -> list[str | None]:
    return [link.get_attribute("href") for link in page.locator("a:visible").all()]


def test_it_is_painted_with_both_calls_before_any_script_of_the_app(new_phone: NewPhone) -> None:
    """Even when the app's script never comes, 999 and 101 are on the screen."""
    page = new_phone().launch()
    page.route("**/page.js", lambda route: None)  # it never comes
    page.goto(new_phone().server.url, wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    assert "first-contentful-paint" in page.evaluate(PAINTED)
    assert calls(page) == ["tel:999", "tel:101"]
    assert page.evaluate("globalThis.carerapp === undefined")
    in_order = page.content()
    assert in_order.index("tel:999") < in_order.index("<script")


def test_without_javascript_the_calls_are_there_and_it_says_so(new_phone: NewPhone) -> None:
    """Both calls work, and a sentence says what to do instead."""
    phone = new_phone(java_script_enabled=False)
    page = phone.launch()
    page.goto(phone.server.url)
    assert calls(page) == ["tel:999", "tel:101"]
    assert page.locator("noscript p").is_visible()  # says what to do instead


def test_with_the_app_broken_a_time_can_still_be_kept(new_phone: NewPhone) -> None:
    """ "Not seen since" is kept, and is there after the page was loaded again."""
    phone = new_phone()
    page = phone.launch()
    broken = "this is no JavaScript ("
    page.route("**/page.js", lambda route: route.fulfill(body=broken, content_type="text/javascript"))
    page.goto(phone.server.url)
    page.fill("#since", "21:40")
    page.tap("#keep")
    assert "not seen since 21:40" in page.inner_text("#kept")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z", page.evaluate(f"localStorage['{KEPT}']"))
    page.reload()
    assert "not seen since 21:40" in page.inner_text("#kept")
    assert calls(page) == ["tel:999", "tel:101"]


def test_every_target_is_large_enough_for_a_thumb(new_phone: NewPhone) -> None:
    """48 pixels or more each way, and nothing is wider than the phone."""
    phone = new_phone()
    page = phone.launch()
    page.route("**/page.js", lambda route: None)
    page.goto(phone.server.url, wait_until="commit")
    page.wait_for_selector("#open")
    for target in page.locator("#first :is(a, button, input)").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48, target
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
