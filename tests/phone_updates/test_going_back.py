"""A version that does not start is set aside, and the one before it is served again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.phone_updates.conftest import Publish
from tests.phone_updates.phone import Phone, again, get, runs
from tests.phone_updates.place import Place

pytestmark = pytest.mark.in_turn


def with_two(phone: Phone, publish: Publish, how: str) -> Page:
    """One is running; two is here and allowed."""
    publish("one")
    page = phone.start()
    publish("two", how=how)
    phone.update(page)
    phone.allowed(page)
    return page


def test_one_that_says_it_failed_goes_and_the_page_begins_again_with_the_other(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """At once, with no signal, and without anybody's tap."""
    page = with_two(phone, publish, "badly")
    place.off = True
    page = phone.start_anew(page)  # fails, reloads itself
    again(page)
    assert runs(page) == "one: well"
    assert get(page, "lazy.txt") == "lazy of one" or place.off


def test_one_that_says_nothing_goes_after_two_starts(phone: Phone, publish: Publish) -> None:
    """The third start is the old version, and so is the fourth."""
    page = with_two(phone, publish, "never")
    seen = []
    for _ in range(4):
        page = phone.start_anew(page)
        seen.append(runs(page))
    assert seen == ["two: never", "two: never", "one: well", "one: well"]


def test_one_whose_page_has_a_mistake_that_stops_every_script_goes_too(
    phone: Phone, publish: Publish
) -> None:
    """Though its page can't say so: the service worker counts the starts."""
    publish("one")
    page = phone.start()
    publish("two", page_js="this is no JavaScript (")
    phone.update(page)
    phone.allowed(page)
    for _ in range(2):
        page.close()
        page = phone.begin()
        page.wait_for_load_state()
        assert page.locator("meta[name=version]").get_attribute("content") == "two"
    assert runs(phone.start_anew(page)) == "one: well"


def test_the_same_bad_version_is_not_tried_again_and_a_later_good_one_is_taken(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """Not even when the publisher puts it there again under another service worker."""
    page = with_two(phone, publish, "badly")
    two = place.published
    assert two
    page = phone.start_anew(page)
    again(page)
    phone.allowed(page)
    phone.update(page)
    page = phone.start_anew(page)
    assert runs(page) == "one: well"
    publish("three")
    phone.update(page)
    place.publish(two)  # taken back, and the bad one is there again: another script, the same version
    phone.update(page)
    assert place.files_asked == set()
    page = phone.start_anew(page)
    assert runs(page) == "one: well"
    publish("four")
    phone.update(page)
    assert runs(phone.start_anew(page)) == "four: well"


def test_a_first_version_is_not_set_aside_there_is_no_other(phone: Phone, publish: Publish) -> None:
    """It is tried at each start, until another is published: that one is begun unasked."""
    publish("one", how="never")
    page = phone.start()
    for _ in range(4):
        page = phone.start_anew(page)
        assert runs(page) == "one: never"
    publish("two")
    phone.update(page)
    assert runs(phone.start_anew(page)) == "two: well"  # nobody could allow it


def test_a_first_version_that_fails_says_so_and_does_not_go_round_in_circles(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """The page stays with its message."""
    publish("one", how="badly")
    page = phone.start()
    assert runs(page) == "one: badly"


def test_when_the_one_in_use_does_not_start_any_more_the_one_that_waits_is_begun_unasked(
    phone: Phone, publish: Publish
) -> None:
    """As after an update of the browser itself."""
    publish("one")
    page = phone.start()
    publish("two")
    phone.update(page)
    page.evaluate(
        "navigator.serviceWorker.controller.postMessage({ type: 'failed' })"
    )  # as after a browser's update
    page = phone.start_anew(page)
    assert runs(page) == "two: well"


def test_one_that_was_slow_twice_and_then_starts_is_good(phone: Phone, publish: Publish) -> None:
    """A late "started" counts, though another page was given the old version meanwhile."""
    page = with_two(phone, publish, "never")
    page = phone.start_anew(page)
    slow = phone.start()
    assert runs(slow) == "two: never"
    other = phone.start()
    assert runs(other) == "one: well"
    slow.evaluate("app.started()")
    assert runs(phone.start_anew(other)) == "two: never"
