"""The photo: with consent, not from social media, made small; a bad file changes nothing."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from carerapp.actions import pictures
from carerapp.domain.json_value import Json, as_object
from carerapp.ui.features.key_contacts import photo
from carerapp.ui.screen_name import ScreenName
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), "#446688").save(out, "JPEG")
    return out.getvalue()


def picks(window: Window, data: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    async def pick() -> bytes | None:
        return data

    monkeypatch.setattr(window.app.device, "pick_photo", pick)


def test_a_new_photo_is_small_and_asks_what_nobody_has_said(
    calm: Calm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved at once; consent, the day and the rule about social media are asked, not made up."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.PHOTO)
            picks(window, jpeg(), monkeypatch)
            monkeypatch.setattr(photo, "PHOTO_PAINT_SECONDS", 0.0)
            await window.tap("Choose the photo")
            await window.until(lambda: calm.record(window).value("photo") is not None, "not saved")
            value = as_object(calm.record(window).value("photo"))
            assert (value["consent"], value["taken_on"], "not_social_media" in value) == (False, "", False)
            stored = pictures.photo(window.app.book, calm.child)
            assert stored is not None
            assert max(Image.open(io.BytesIO(stored)).size) == 1280
            await window.see("The form asks that they agree to the photo")
            await window.tap("Example agreed to this photo")
            await window.tap("It is not from social media")
            await window.tap("Today: When was it taken?")
            value = as_object(calm.record(window).value("photo"))
            assert (value["consent"], value["not_social_media"], value["taken_on"]) == (
                True,
                True,
                "2026-11-20",
            )
            await window.see("Taken today")

    played(play())


def test_a_file_that_is_no_photo_changes_nothing(calm: Calm, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF renamed .jpg: what happened, what is safe, what next."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.PHOTO)
            picks(window, b"%PDF-1.7 not a photo", monkeypatch)
            before = calm.record(window).value("photo")
            await window.tap("Choose the photo")
            await window.see("This file is not a photo the app can read. Nothing was changed")
            assert calm.record(window).value("photo") == before

    played(play())


def test_choosing_nothing_changes_nothing(calm: Calm, monkeypatch: pytest.MonkeyPatch) -> None:
    """No picture is chosen: the photo on the form stays as it is."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.PHOTO)
            picks(window, None, monkeypatch)
            before = calm.record(window).value("photo")
            await window.tap("Choose the photo")
            assert calm.record(window).value("photo") == before

    played(play())


def test_the_rule_of_the_form_is_quoted(calm: Calm) -> None:
    """Word for word, with its source."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await calm.open(window, ScreenName.PHOTO)
            await window.see("should not be taken from a social media image")

    played(play())


def test_the_day_of_a_photo_is_read_as_people_say_it(calm: Calm, monkeypatch: pytest.MonkeyPatch) -> None:
    """ "Yesterday" is a day; nothing is written while it is typed."""

    async def play() -> None:
        async with Window(calm.parts) as window:

            def taken() -> Json:
                return as_object(calm.record(window).value("photo")).get("taken_on")

            await calm.open(window, ScreenName.PHOTO)
            picks(window, jpeg(), monkeypatch)
            monkeypatch.setattr(photo, "PHOTO_PAINT_SECONDS", 0.0)
            await window.tap("Choose the photo")
            await window.until(lambda: taken() is not None, "not saved")
            label = "When was it taken?"
            await window.type(label, "yesterday")
            await window.typing_paused()
            await window.see("That is Thursday 19 November 2026.")
            assert taken() == ""
            await window.leave(label)
            await window.until(lambda: taken() == "2026-11-19", "the day is not kept")

    played(play())
