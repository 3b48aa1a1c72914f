"""Reading help: a second language under the English line, for who chose it, from danger to "is back"."""

from __future__ import annotations

import flet as ft
import pytest

from carerapp.actions.reading_help import keep_reading_help, reading_help
from carerapp.languages import LANGUAGES, Language, catalogue_of
from carerapp.ui.features.reading_help import NOT_CHECKED
from carerapp.ui.screen_name import ScreenName
from tests.support.pins import BEN, PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.window import Window

QUESTION = "Is Example in danger now?"


def _lines(window: Window, words: str) -> list[ft.Text]:
    return [c for c in window.controls() if isinstance(c, ft.Text) and c.value == words]


async def _chosen(window: Window, language: Language) -> None:
    await window.type_pin(PIN)
    await window.tap("Reading help: a second language")
    assert window.app.place.name is ScreenName.READING_HELP
    await window.tap_row(language.name)
    assert reading_help(window.app.book) == language.code
    await window.tap("Back to children")


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_line_stands_under_the_english_in_its_own_direction(calm: Calm, language: Language) -> None:
    """Off until it is chosen. English stays as it is, also on the buttons, and in the bar alone."""
    said = catalogue_of(language.code)
    assert said is not None

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _chosen(window, language)
            await window.tap("Example isn’t where they should be")
            await window.see("Is Example in danger now")
            words = window.words()
            under = said.under(QUESTION, "Example")
            assert words[words.index(QUESTION) + 1] == under
            [line] = _lines(window, under)
            assert line.rtl is language.rtl
            [english] = _lines(window, QUESTION)
            assert not english.rtl
            assert said.under("No: start looking") in words
            await window.tap("No: start looking")
            await window.see("How did this start")
            bar = window.words()[-2:]
            assert bar == ["Call 101. Police, not an emergency.", "Call 101"]

    played(play())


def test_it_is_off_and_one_persons_alone(calm: Calm) -> None:
    """Nothing stands under the English until somebody wants it; a colleague sees none of it."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            assert reading_help(window.app.book) == ""
            keep_reading_help(window.app.book, "pl")
            assert reading_help(window.app.book) == "pl"
            ben = window.app.session.staff.add(BEN, name="B. Example", role="Foster carer")
            window.app.session.vault.lock()
            other = calm.door.unlock(BEN, person=ben)
            assert reading_help(calm.parts.open_casebook(other)) == ""

    played(play())


def test_the_screen_says_that_nobody_checked_it(calm: Calm) -> None:
    """Beside each language, and under the example of the one that is chosen."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            await window.tap("Reading help: a second language")
            assert sum(NOT_CHECKED in words for words in window.words()) == len(LANGUAGES)
            await window.tap_row("Polski")
            assert sum(NOT_CHECKED in words for words in window.words()) == len(LANGUAGES) + 1
            assert window.shows("Czy Example jest teraz w niebezpieczeństwie")
            await window.tap("English only")
            assert reading_help(window.app.book) == ""

    played(play())


def test_what_somebody_wrote_has_no_line_under(calm: Calm) -> None:
    """A note that is a word of the app stays as it was written."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await _chosen(window, LANGUAGES[0])
            await window.tap("Example isn’t where they should be")
            await window.tap("No: start looking")
            await window.tap_row("They walked out")
            await window.see("Do this next")
            await window.tap("Add to the log")
            await window.see("What you saw or heard")
            await window.type("What happened?", "Keep looking")
            await window.tap("Save")
            await window.see("Do this next")
            words = window.words()
            assert words[words.index("Keep looking") + 1] != "Szukaj dalej"
            assert "Zrobione" in words

    played(play())
