"""A phone that is full."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.phone_updates.conftest import Publish
from tests.phone_updates.phone import Phone, again, runs
from tests.phone_updates.place import Place

pytestmark = pytest.mark.in_turn

Fill = Callable[[int | None], None]


@pytest.fixture
def fill(phone: Phone) -> Iterator[Fill]:
    """From now on there is this much room for the app, all told; without a number: as before."""
    devtools = phone.devtools(phone.context.new_page())  # what it says holds until this page is closed

    def fill(room: int | None) -> None:
        told: dict[str, object] = {"origin": phone.place.origin}
        devtools.send("Storage.overrideQuotaForOrigin", told if room is None else told | {"quotaSize": room})

    yield fill
    fill(None)


def test_the_first_page_says_in_plain_words_that_there_is_no_room(
    phone: Phone, place: Place, publish: Publish, fill: Fill
) -> None:
    """And goes on by itself when there is room and the page is loaded again."""
    publish("one")
    fill(1500)
    page = phone.start()
    assert page.evaluate("app.state") == "stuck"
    assert page.evaluate("app.words").startswith("There is no room for the app on this phone.")
    fill(None)
    page.reload()
    again(page)


def test_an_update_for_which_there_is_no_room_changes_nothing(
    phone: Phone, place: Place, publish: Publish, fill: Fill
) -> None:
    """The version in use starts, with no signal too."""
    publish("one")
    page = phone.start()
    phone.allowed(page)
    publish("two")
    fill(1)
    assert page.evaluate("app.update()") == "redundant"
    place.off = True
    assert runs(phone.start_anew(page)) == "one: well"


def test_a_full_phone_still_starts_with_no_signal(
    phone: Phone, place: Place, publish: Publish, fill: Fill
) -> None:
    """With the old version: where nothing can be noted, nothing new is begun."""
    publish("one")
    page = phone.start()
    publish("two")
    phone.update(page)
    phone.allowed(page)
    fill(1)
    place.off = True
    page = phone.start_anew(page)
    assert runs(page) == "one: well"  # nothing can be noted, so nothing new is begun
    fill(None)
    assert runs(phone.start_anew(page)) == "two: well"
