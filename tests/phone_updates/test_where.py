"""Where the app lives, and browsers that don't let it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.phone_updates.conftest import Publish
from tests.phone_updates.phone import Phone, ended, get, runs
from tests.phone_updates.place import Place

pytestmark = pytest.mark.in_turn

NOT_KEPT = "This browser cannot keep the app"
NO_WORKER = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })"
FORBIDDEN = (
    "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))"
)


@pytest.fixture
def other_place() -> Iterator[Place]:
    with Place("/") as place:
        yield place


def test_only_the_apps_own_folder_is_answered_from_the_phone(
    phone: Phone, place: Place, other_place: Place, publish: Publish
) -> None:
    """Other paths, other methods and other origins go to their servers."""
    publish("one")
    page = phone.start()
    place.asked.clear()
    assert get(page, "/sync/x") == "elsewhere"
    assert get(page, "/application") == "elsewhere"
    assert page.evaluate("fetch('words.txt', { method: 'POST' }).then(answer => answer.status)") == 200
    assert set(place.asked) - {"sw.js"} == {"/sync/x", "/application", "words.txt"}
    page.evaluate("url => fetch(url, { mode: 'no-cors' })", other_place.origin + "/app/words.txt")
    assert other_place.asked["app/words.txt"] == 1


def test_at_the_top_of_an_address_it_works_as_well(
    browser_at_the_top: tuple[Phone, Place], publish: Publish
) -> None:
    """Not only in a folder: kept, and started with no signal."""
    phone, top = browser_at_the_top
    top.publish(publish("one"))
    page = phone.start()
    top.off = True
    assert runs(phone.start_anew(page)) == "one: well"


@pytest.fixture
def browser_at_the_top(phone: Phone, other_place: Place) -> tuple[Phone, Place]:
    return Phone(phone.context, other_place), other_place


def test_links_of_every_kind_lead_to_the_app(phone: Phone, place: Place, publish: Publish) -> None:
    """With a fragment, a query or a path; the address bar shows the app's own folder and the fragment."""
    publish("one")
    page = phone.start()
    place.off = True
    for path in ("#/children", "?x=1", "episode", "a/b/c#/children"):
        page = phone.start_anew(page, path)
        assert runs(page) == "one: well"
        assert page.url.startswith(place.url)
        assert page.url.endswith("#/children") == ("#" in path)


def test_no_page_of_another_place_can_hold_it_in_a_frame(
    phone: Phone, place: Place, other_place: Place, publish: Publish
) -> None:
    """The frame stays empty, and the app starts as before."""
    publish("one")
    page = phone.start()
    page.set_content(f"<iframe src='{place.url}'></iframe>")
    page.wait_for_function("() => frames.length")
    frame = page.frames[1]
    frame.wait_for_load_state()
    assert frame.locator("meta[name=version]").count() == 0
    assert get(phone.start(), "words.txt") == "words of one"


@pytest.mark.parametrize("browser_that", [NO_WORKER, FORBIDDEN])
def test_a_browser_that_keeps_nothing_is_told_of_and_the_app_starts(
    phone: Phone, place: Place, publish: Publish, browser_that: str
) -> None:
    """Without service workers, or where they are forbidden, it runs and says that it can't be kept."""
    publish("one")
    page = phone.context.new_page()
    page.add_init_script(browser_that)
    page.goto(place.url)
    ended(page)
    assert runs(page) == "one: well"
    assert page.evaluate("app.kept") is False
    assert NOT_KEPT in page.evaluate("app.progress")[0][0]
    assert page.evaluate("app.mayUpdate(true)") is None
    assert page.evaluate("app.update().catch(error => error.name)") in ("nothing", "TypeError")


def test_when_only_the_registration_was_lost_nothing_is_fetched_twice(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """The files that are still there are used again, and the app starts with no signal."""
    publish("one")
    page = phone.start()
    page.evaluate("navigator.serviceWorker.getRegistration().then(it => it.unregister())")
    page.goto("about:blank")
    place.asked.clear()
    page = phone.start_anew(page)
    assert runs(page) == "one: well"
    assert "same.txt" not in place.asked
    place.off = True
    assert runs(phone.start_anew(page)) == "one: well"


def test_with_no_signal_registering_again_does_not_disturb_a_start(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """No server, or one without the service worker's script: the version that is kept starts."""
    publish("one")
    page = phone.start()
    for fault in ("off", "missing"):
        if fault == "off":
            place.off = True
        else:
            place.mend()
            place.missing.add("sw.js")
        page = phone.start_anew(page)
        assert runs(page) == "one: well"
        assert page.evaluate("app.update()") == "nothing"


def test_a_reload_that_goes_around_what_is_kept_comes_back_to_it(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """A hard reload ends with the kept version under its service worker."""
    publish("one")
    page = phone.start()
    place.publish(publish("two"))
    devtools = phone.devtools(page)
    devtools.send("Page.reload", {"ignoreCache": True})
    page.wait_for_function(
        "() => performance.getEntriesByType('navigation')[0].type === 'reload' && globalThis.app?.state "
        "=== 'well'"
    )
    assert runs(page) == "one: well"
    assert page.evaluate("navigator.serviceWorker.controller !== null")
