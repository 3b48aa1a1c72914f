"""Installed whole or not at all."""

from __future__ import annotations

from threading import Event

import pytest

from tests.phone_updates.conftest import Publish
from tests.phone_updates.phone import Phone, again, get, runs, until
from tests.phone_updates.place import Place
from tests.phone_updates.versions import CHANGED, LATE, all_files

pytestmark = pytest.mark.in_turn


def spoil(place: Place, how: str) -> None:
    """The version that is published cannot be had whole."""
    getattr(place, how).add("same.txt")


FAULTS = ("rotten", "missing", "dies")


def test_the_first_visit_takes_every_file_of_the_first_start_and_the_next_needs_no_server(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """Those for later are not among them."""
    version = publish("one")
    page = phone.start()
    assert runs(page) == "one: well"
    assert place.files_asked == all_files(version) - {*LATE}
    place.off = True
    assert runs(phone.start_anew(page)) == "one: well"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_first_version_that_cannot_be_had_whole_is_not_there_and_the_page_says_so(
    phone: Phone, place: Place, publish: Publish, fault: str
) -> None:
    """A file that is changed, missing or cut off: nothing is installed, and the next try succeeds."""
    publish("one")
    spoil(place, fault)
    page = phone.start()
    assert page.evaluate("app.state") == "stuck"
    assert "could not be downloaded whole" in page.evaluate("app.words")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert page.evaluate("navigator.serviceWorker.getRegistration().then(it => it?.active ?? null)") is None
    place.mend()
    place.asked.clear()
    assert runs(phone.start_anew(page)) == "one: well"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_later_attempt_resumes_with_what_is_already_there(
    phone: Phone, place: Place, publish: Publish, fault: str
) -> None:
    """Only what was missing is fetched again."""
    version = publish("one")
    spoil(place, fault)
    page = phone.start()
    there = set(
        page.evaluate("""async () => (await Promise.all((await caches.keys()).map(async name =>
        (await (await caches.open(name)).keys()).map(request => request.url.split('/').pop())))).flat()""")
    )
    assert "same.txt" not in there
    already = there & all_files(version)
    assert already, "nothing was kept"
    place.mend()
    place.asked.clear()
    page.evaluate("app.state = 'starting'; location.reload()")
    again(page)
    by_the_page_itself = {"index.html", "page.js", "install.js", "within.js"}
    assert (
        place.files_asked - by_the_page_itself == all_files(version) - {*LATE} - already - by_the_page_itself
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_an_update_that_cannot_be_had_whole_changes_nothing_and_a_later_attempt_resumes(
    phone: Phone, place: Place, publish: Publish, fault: str
) -> None:
    """The old version goes on; the next try fetches only what is missing or changed."""
    publish("one")
    page = phone.start()
    publish("two", same_txt="changed")
    spoil(place, fault)
    assert page.evaluate("app.update()") == "redundant"
    assert phone.allowed(page) == {"waiting": False}
    page = phone.start_anew(page)
    assert runs(page) == "one: well"
    place.mend()
    place.asked.clear()
    phone.update(page)
    assert place.files_asked <= {"index.html", "words.txt", "lazy.txt", "same-lazy.txt", "same.txt"}
    assert place.asked["same.txt"] == 1
    assert runs(phone.start_anew(page)) == "two: well"


def test_the_progress_that_is_told_is_true(phone: Phone, publish: Publish) -> None:
    """It only grows, begins above nothing, and ends at all of it."""
    publish("one")
    told = phone.start().evaluate("app.progress")
    shares = [share for _, share in told]
    assert shares == sorted(set(shares)), "it went back, or stood still"
    assert shares[0] > 0
    assert shares[-1] == 1
    assert all(words.startswith("Downloading the app: ") for words, _ in told)


def test_a_resumed_download_counts_what_is_already_there(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """The bar does not begin at nothing again, and ends at all of it."""
    publish("one")
    spoil(place, "missing")
    page = phone.start()
    before = [share for _, share in page.evaluate("app.progress")]
    assert before[-1] < 1
    place.mend()
    shares = [share for _, share in phone.start_anew(page).evaluate("app.progress")]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_no_half_version_is_served_while_it_comes(phone: Phone, place: Place, publish: Publish) -> None:
    """A start meanwhile gets the old one whole; what came already is not fetched again."""
    publish("one")
    page = phone.start()
    publish("two")
    phone.allowed(page)
    place.held["words.txt"] = Event()
    page.evaluate("void app.update()")
    until(page, """async () => (await caches.keys()).length > 2""")
    page = phone.start_anew(page)
    assert runs(page) == "one: well"  # and says that it started, which tidies up: not what is coming
    place.mend()
    phone.update(page)
    assert {name: place.asked[name] for name in CHANGED} == dict.fromkeys(CHANGED, 1)
    page = phone.start_anew(page)
    assert runs(page) == "two: well"
    assert get(page, "lazy.txt") == "lazy of two"
