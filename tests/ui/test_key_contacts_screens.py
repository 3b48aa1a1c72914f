"""The form's own screens: the photo, the 5-minute check, earlier times."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PIL import Image

from carerapp.actions.casebook import Casebook
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.start_episode import start_episode
from carerapp.domain.json_value import as_object
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.topics import Topic
from carerapp.ui.questions.question_view import written
from carerapp.vault import Vault
from forms.engine.answers import Answer
from tests.support.clock import ToldClock
from tests.support.pins import PIN
from tests.support.ui.quiet_day import Quiet, played
from tests.support.ui.window import Window

BORN = "Date of birth:"


@pytest.fixture
def quiet(clock: ToldClock, open_book: Callable[[Vault], Casebook]) -> Quiet:
    return Quiet(clock, open_book)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "teal").save(out, "JPEG")
    return out.getvalue()


async def choose(window: Window, data: bytes) -> None:
    async def pick() -> bytes:
        return data

    window.app.device.pick_photo = pick  # type: ignore[method-assign]
    await window.tap("Choose the photo")


def test_a_photo_with_consent_and_a_file_that_is_none(quiet: Quiet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no picture changes nothing; without a yes the photo is kept, and the form's wish is said."""
    monkeypatch.setattr("carerapp.ui.features.key_contacts.photo.PHOTO_PAINT_SECONDS", 0.4)

    async def play() -> None:
        async with Window(quiet.parts) as window:
            await quiet.at(window, "photo")
            await window.see("should not be taken from a social media image")
            await choose(window, b"%PDF-1.7 not a picture")
            await window.see("^Check this: This file is not a photo the app can read")
            assert quiet.form.value("photo") is None
            await choose(window, picture())
            await window.see("^Saving the photo…")
            await window.see("^Check this: The form asks that they agree to the photo")
            await window.tap("Example agreed to this photo")
            await window.tap("It is not from social media")
            await window.tap("Today: When was it taken?")
            value = as_object(quiet.form.value("photo"))
            assert (value["consent"], value["not_social_media"], value["taken_on"]) == (
                True,
                True,
                "2026-11-20",
            )
            assert not window.shows("Check this")
            await window.type("When was it taken?", "last summer")
            await window.leave("When was it taken?")
            await window.see("^Check this: We could not read that as a date")
            assert window.value("When was it taken?") == "last summer"
            await window.tap("Take or choose a new photo")
            await window.tap("Example agreed to this photo")
            await choose(window, picture())
            await window.until(
                lambda: as_object(quiet.form.value("photo"))["photo"] != value["photo"], "not taken"
            )
            assert as_object(quiet.form.value("photo"))["consent"] is True
            window.app.home()
            window.app.redraw()
            await window.see("Its date is not known")

    played(play())


def test_the_check_goes_through_the_facts_oldest_first(quiet: Quiet) -> None:
    """Yes makes a fact fresh and keeps when it was first written; the next one follows."""

    async def play() -> None:
        quiet.clock.forward(days=30)
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            await window.tap("5-minute check with Example")
            await window.see("Example Child")
            await window.tap("Yes, still right: Full name:")
            await window.see("Known as")
            first, again = quiet.form.history("full_name")
            assert (again.value, again.supersedes) == (first.value, (first.id,))
            await window.tap("Later: Known as (alias names):")
            await window.tap(f"Change it: {BORN}")
            await window.type(BORN, "4 3 2011")
            await window.tap("Next")
            assert quiet.form.value("date_of_birth") == "2011-03-04"
            assert not window.shows("Known as")
            await window.tap("Back to Key Contacts Form")
            await quiet.go(window, "personal")
            await window.see(r"^Saved 20 Nov\. Checked just now")

    played(play())


def test_the_check_ends_and_a_table_is_one_fact(quiet: Quiet) -> None:
    """Every row of a table is fresh after one yes; secrets are confirmed without being shown."""

    async def play() -> None:
        quiet.clock.forward(days=400)
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            await window.see("Some of it is 13 months old")
            await window.tap("5-minute check with Example")
            for _ in range(60):
                if window.shows("That is all"):
                    break
                assert not window.shows("purple elephant")
                yes = next(
                    w for w in window.words() if w.startswith(("Yes, still right: ", "Still not known: "))
                )
                await window.tap(yes)
            await window.see("Everything is checked today")
            looks = quiet.form.notes(Topic.LOOKED)
            assert looks == ()
            await window.tap("Back to the form")
            assert not window.shows("5-minute check")
            assert window.shows("Filled in. Checked 25 Dec")

    played(play())


def test_no_check_with_a_child_who_is_missing(quiet: Quiet) -> None:
    """While a child is away, the way to the check is not offered."""

    async def play() -> None:
        quiet.clock.forward(days=30)
        start_episode(quiet.book, quiet.child)
        async with Window(quiet.parts) as window:
            await quiet.at(window, "")
            assert window.shows("What you do on the night")
            assert not window.shows("5-minute check")

    played(play())


def test_earlier_times_say_when_how_long_and_whether_the_police_knew(quiet: Quiet) -> None:
    """Each closed episode shows its day, its length and whether it was reported."""

    async def play() -> None:
        episode = start_episode(quiet.book, quiet.child).id
        quiet.clock.forward(hours=2)
        mark_found(quiet.book, quiet.child, episode, where="Home")
        close_episode(quiet.book, quiet.child, episode, ClosedBecause.BACK)
        async with Window(quiet.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Earlier times")
            await window.see("20 Nov 2026, 22:40")
            await window.see(r"Back 21 Nov 00:40, after 2 h 00 min\. Not reported to the police")
            await window.tap("20 Nov 2026, 22:40")
            await window.see("The log")

    played(play())


def test_the_age_of_an_answer_is_a_time_today_and_a_day_before() -> None:
    """Today an answer shows its time, later its day."""
    answer = Answer("x", "2026-11-20T22:40:00+00:00")
    assert written(answer, datetime(2026, 11, 20, 23, 0, tzinfo=UTC)) == "22:40"
    assert written(answer, datetime(2026, 11, 21, 1, 0, tzinfo=UTC)) == "20\u00a0Nov"
    assert written(answer, datetime(2027, 1, 1, tzinfo=UTC)) == "20\u00a0Nov\u00a02026"
