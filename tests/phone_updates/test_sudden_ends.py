"""The service worker may end at any moment, and so may the browser: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import BrowserContext

from tests.phone_updates.conftest import Publish
from tests.phone_updates.phone import Phone, get, runs, until
from tests.phone_updates.place import Place
from tests.phone_updates.waiting import waiting
from tests.support.phone.processes import kill_browser

pytestmark = pytest.mark.in_turn


def test_between_any_two_steps_of_an_update(phone: Phone, place: Place, publish: Publish) -> None:
    """The service worker is killed after each step; the update goes on, and a silent version is set aside."""
    page = waiting(phone, publish, how="never")
    phone.kill_service_worker(page)
    assert get(page, "lazy.txt") == "lazy of one"
    phone.kill_service_worker(page)
    phone.allowed(page)
    phone.kill_service_worker(page)
    assert page.evaluate("app.worker()") == "words of one"
    phone.kill_service_worker(page)
    assert page.evaluate("app.ask('lazy.txt')") == "lazy of one"
    page = phone.start_anew(page)
    assert runs(page) == "two: never"
    phone.kill_service_worker(page)
    assert get(page, "lazy.txt") == "lazy of two"
    page = phone.start_anew(page)
    phone.kill_service_worker(page)
    assert runs(page) == "two: never"
    assert runs(phone.start_anew(page)) == "one: well"  # both tries were counted


def test_while_the_first_version_comes(phone: Phone, place: Place, publish: Publish) -> None:
    """The page says that it is stuck; the next start fetches only what is missing."""
    publish("one")
    place.held["words.txt"] = Event()
    page = phone.begin()
    until(page, "async () => Boolean(await caches.match('same.txt'))")
    phone.kill_service_worker(page)
    page.wait_for_function("() => app.state !== 'starting'")
    assert page.evaluate("app.state") == "stuck"
    place.mend()
    place.asked.clear()
    assert runs(phone.start_anew(page)) == "one: well"
    assert "same.txt" not in place.asked


def test_while_an_update_comes(phone: Phone, place: Place, publish: Publish) -> None:
    """The old version starts, and the update comes at the next try."""
    publish("one")
    page = phone.start()
    phone.allowed(page)
    publish("two")
    place.held["words.txt"] = Event()
    page.evaluate("void app.update()")
    until(
        page,
        """async () => {
        const names = (await caches.keys()).filter(name => name !== 'carerapp state');
        return names.length === 2 && (await (await caches.open(names[1])).keys()).length > 3;
    }""",
    )
    phone.kill_service_worker(page)
    page = phone.start_anew(page)
    assert runs(page) == "one: well"
    place.mend()
    phone.update(page)
    assert runs(phone.start_anew(page)) == "two: well"


def test_the_browser_is_killed_while_an_update_waits(
    launch: Callable[[Path], BrowserContext], folder: Path, place: Place, publish: Publish
) -> None:
    """The next start, with no signal, is the new version with its late files."""
    phone = Phone(launch(folder), place)
    phone.allowed(waiting(phone, publish))
    kill_browser(folder / "profile")
    place.off = True
    with launch(folder) as context:
        page = Phone(context, place).start()
        assert runs(page) == "two: well"
        assert get(page, "lazy.txt") == "lazy of two"


def test_a_note_that_was_half_written_does_not_count_and_the_one_before_it_does(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """One of the two notes is cut off; the start goes by the other."""
    page = waiting(phone, publish)
    phone.allowed(page)
    page.evaluate("""async () => {
        const cache = await caches.open('carerapp state');
        const [a, b] = await Promise.all(['state 0', 'state 1'].map(
            async name => (await (await cache.match(name)).json()).turn));
        await cache.put(a > b ? 'state 0' : 'state 1', new Response('{"turn": 99, "go'));
    }""")
    place.off = True
    assert runs(phone.start_anew(page)) == "one: well"  # the last word was lost, nothing else


def test_what_the_browser_removed_comes_again(phone: Phone, place: Place, publish: Publish) -> None:
    """With the next start, and is then there with no signal."""
    publish("one")
    page = phone.start()
    page.evaluate("""async () => {
        for (const name of await caches.keys()) if (name !== 'carerapp state') await caches.delete(name);
    }""")
    page = phone.start_anew(page)
    assert runs(page) == "one: well"
    page.evaluate("app.rest()")
    until(
        page,
        """async () => {
        for (const name of await caches.keys()) if (await (await caches.open(name)).match('files'))
            return true;
    }""",
    )
    place.off = True
    assert runs(phone.start_anew(page)) == "one: well"
