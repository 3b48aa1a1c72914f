"""A new version comes in the background and is used from a start on that was allowed."""

from __future__ import annotations

from tests.phone_updates.conftest import Publish
from tests.phone_updates.phone import Phone, again, get, runs
from tests.phone_updates.place import Place
from tests.phone_updates.versions import CHANGED
from tests.phone_updates.waiting import waiting

KEPT = "async () => (await caches.keys()).filter(name => name !== 'carerapp state').length"


def test_only_what_changed_is_fetched_late_files_too(phone: Phone, place: Place, publish: Publish) -> None:
    """Each changed file once, no other."""
    waiting(phone, publish)
    assert place.files_asked == CHANGED
    assert {name: count for name, count in place.asked.items() if name in CHANGED} == dict.fromkeys(
        CHANGED, 1
    )


def test_it_is_whole_so_that_it_can_be_begun_with_no_signal(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """The new version starts with the server off, its late files included."""
    page = waiting(phone, publish)
    phone.allowed(page)
    place.off = True
    page = phone.start_anew(page)
    assert runs(page) == "two: well"
    assert [get(page, name) for name in ("lazy.txt", "same-lazy.txt")] == ["lazy of two", "the same"]


def test_an_open_page_goes_on_with_its_own_version_after_the_new_script_took_over(
    phone: Phone, publish: Publish
) -> None:
    """What it fetches, and what its workers fetch, is of the version that it began with."""
    page = waiting(phone, publish)
    phone.allowed(page)
    assert page.evaluate("app.worker()") == "words of one"  # begun now
    asked = [get(page, name) for name in ("words.txt", "lazy.txt", "index.html")]
    assert asked[:2] == ["words of one", "lazy of one"]
    assert 'content="one"' in str(asked[2])
    assert page.evaluate("app.ask('lazy.txt')") == "lazy of one"


def test_so_does_the_page_of_the_first_visit_though_it_came_from_the_server(
    phone: Phone, publish: Publish
) -> None:
    """It never gets a file of the newer version."""
    publish("one", how="never")  # nothing is known to be good yet
    page = phone.start()
    publish("two")
    phone.update(page)
    assert get(page, "words.txt") == "words of one"


def test_it_waits_until_it_is_allowed(phone: Phone, publish: Publish) -> None:
    """Three starts are still the old version; the first after the permission is the new one."""
    page = waiting(phone, publish)
    for _ in range(3):
        page = phone.start_anew(page)
        assert runs(page) == "one: well"
    assert phone.allowed(page) == {"waiting": True}
    assert runs(phone.start_anew(page)) == "two: well"


def test_what_was_allowed_can_be_taken_back(phone: Phone, publish: Publish) -> None:
    """An episode began: the old version stays until it is allowed again."""
    page = waiting(phone, publish)
    phone.allowed(page)
    phone.allowed(page, False)
    page = phone.start_anew(page)
    assert runs(page) == "one: well"
    phone.allowed(page)
    assert runs(phone.start_anew(page)) == "two: well"


def test_the_word_given_before_the_update_came_counts(phone: Phone, publish: Publish) -> None:
    """The permission is kept, and used for the version that comes later."""
    publish("one")
    page = phone.start()
    assert phone.allowed(page) == {"waiting": False}
    publish("two")
    phone.update(page)
    assert runs(phone.start_anew(page)) == "two: well"


def test_a_reload_is_a_start(phone: Phone, publish: Publish) -> None:
    """The new version begins with it."""
    page = waiting(phone, publish)
    phone.allowed(page)
    page.reload()
    again(page)
    assert runs(page) == "two: well"


def test_while_a_page_of_the_old_version_is_open_another_gets_the_old_one(
    phone: Phone, publish: Publish
) -> None:
    """Two versions never run beside each other; the new one begins when the last old page has gone."""
    first = waiting(phone, publish)
    phone.allowed(first)
    second = phone.start()
    assert runs(second) == "one: well"
    second.close()
    assert runs(phone.start_anew(first)) == "two: well"


def test_older_versions_go_when_the_new_one_has_started_and_not_before(
    phone: Phone, publish: Publish
) -> None:
    """Until "started" both are kept, then only the new one."""
    page = waiting(phone, publish, how="never")
    phone.allowed(page)
    page = phone.start_anew(page)
    assert runs(page) == "two: never"
    assert page.evaluate(KEPT) == 2
    page.evaluate("app.started()")
    assert page.evaluate(KEPT) == 1
    assert get(page, "lazy.txt") == "lazy of two"


def test_what_an_open_page_began_with_stays_until_it_is_closed(phone: Phone, publish: Publish) -> None:
    """Another page runs version two already, as when this one is asleep in the background."""
    old = waiting(phone, publish, how="never")
    tab = phone.start()
    phone.allowed(tab)
    tab.evaluate("""async () => {
        const cache = await caches.open('carerapp state');  // the first page is not known to be open
        for (const name of ['state 0', 'state 1']) {
            const state = await (await cache.match(name)).json();
            await cache.put(name, new Response(JSON.stringify({...state, good: 'x' + state.good})));
        }
    }""")
    new = phone.start()
    assert runs(new) == "two: never"
    new.evaluate("app.started()")
    assert runs(old) == "one: well"
    assert get(old, "lazy.txt") == "lazy of one"


def test_a_newer_one_replaces_the_one_that_waits(phone: Phone, place: Place, publish: Publish) -> None:
    """The one between is never begun, and its files go."""
    page = waiting(phone, publish)
    publish("three")
    phone.update(page)
    assert place.files_asked == CHANGED
    phone.allowed(page)
    page = phone.start_anew(page)
    assert runs(page) == "three: well"
    assert page.evaluate(KEPT) == 1


def test_one_that_starts_while_a_newer_one_comes_is_good_and_keeps_its_files(
    phone: Phone, publish: Publish
) -> None:
    """The newer one waits for its own permission."""
    page = waiting(phone, publish, how="never")
    phone.allowed(page)
    page = phone.start_anew(page)
    assert runs(page) == "two: never"
    publish("three")
    phone.update(page)
    phone.allowed(page, False)
    page.evaluate("app.started()")
    assert get(page, "lazy.txt") == "lazy of two"
    page = phone.start_anew(page)
    assert runs(page) == "two: never"
    phone.allowed(page)
    assert runs(phone.start_anew(page)) == "three: well"


def test_one_that_the_publisher_took_back_is_not_begun(phone: Phone, place: Place, publish: Publish) -> None:
    """The published version is the one in use again: nothing is fetched, and nothing changes."""
    one = publish("one")
    page = phone.start()
    publish("two")
    phone.update(page)
    phone.allowed(page)
    place.publish(one)
    phone.update(page)
    assert place.files_asked == set()
    assert runs(phone.start_anew(page)) == "one: well"


def test_an_old_one_that_is_published_again_is_an_update_like_any_other(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """Versions have no order; what is published counts."""
    one = publish("one")
    page = phone.start()
    phone.allowed(page)
    publish("two")
    phone.update(page)
    page = phone.start_anew(page)
    assert runs(page) == "two: well"
    place.publish(one)
    phone.update(page)
    assert runs(phone.start_anew(page)) == "one: well"
