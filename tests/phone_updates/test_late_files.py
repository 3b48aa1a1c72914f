"""What the first start does not need comes after it, or when it is asked for."""

from __future__ import annotations

from tests.phone_updates.conftest import Publish
from tests.phone_updates.phone import Phone, get, runs, until
from tests.phone_updates.place import Place
from tests.phone_updates.versions import LATE
from tests.phone_updates.waiting import everything_kept

FAILED = "TypeError"  # what fetch throws when there is no answer


def test_they_come_in_the_background_and_are_there_with_no_signal(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """And nothing but them is fetched for it."""
    publish("one")
    page = phone.start()
    place.asked.clear()
    everything_kept(page)
    assert place.files_asked == {*LATE}
    place.off = True
    page = phone.start_anew(page)
    assert [get(page, name) for name in LATE] == ["lazy of one", "the same"]


def test_one_that_is_asked_for_before_comes_at_once_and_stays(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """It alone is fetched; another is still missing with no signal."""
    publish("one")
    page = phone.start()
    place.asked.clear()
    assert get(page, "lazy.txt") == "lazy of one"
    assert place.files_asked == {"lazy.txt"}
    place.off = True
    assert get(page, "lazy.txt") == "lazy of one"
    assert get(page, "same-lazy.txt") == FAILED
    place.off = False
    assert get(page, "same-lazy.txt") == "the same"


def test_one_that_cannot_come_keeps_no_other_from_coming(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """The rest arrives; asking for the missing one fails."""
    publish("one")
    page = phone.start()
    place.missing.add("lazy.txt")
    page.evaluate("app.rest()")
    until(page, "async () => Boolean(await caches.match('same-lazy.txt'))")
    assert get(page, "lazy.txt") == FAILED


def test_one_of_another_version_is_never_given(phone: Phone, place: Place, publish: Publish) -> None:
    """The publisher has gone on before this phone had every file."""
    publish("one")
    page = phone.start()
    publish("two")
    assert get(page, "lazy.txt") == FAILED
    assert get(page, "same-lazy.txt") == "the same"
    page = phone.start_anew(page)
    assert runs(page) == "one: well"


def test_what_was_never_published_is_not_found_even_when_a_server_has_it(
    phone: Phone, place: Place, publish: Publish
) -> None:
    """A file that the list does not name is a 404, with a server and without."""
    version = publish("one")
    page = phone.start()
    (version / "new.txt").write_text("of another version")
    assert get(page, "new.txt") == 404
    place.off = True
    assert get(page, "new.txt") == 404
