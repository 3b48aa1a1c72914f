"""British English, said to whoever reads the page aloud: in every window, and on the phone’s first page."""

from __future__ import annotations

import asyncio
from pathlib import Path

import carerapp
from carerapp.page_language import LANGUAGE
from tests.support.ui.calm import Calm
from tests.support.ui.window import Window


def test_the_window_asks_for_british_english(calm: Calm) -> None:
    """As its only language: a computer set to another one is not read in that one's voice."""

    async def asked() -> list[str]:
        async with Window(calm.parts) as window:
            asked_for = window.session.page.locale_configuration
            assert asked_for is not None
            assert asked_for.current_locale is not None
            return [
                f"{locale.language_code}-{locale.country_code}"
                for locale in (asked_for.current_locale, *asked_for.supported_locales)
            ]

    assert asyncio.run(asked()) == [LANGUAGE, LANGUAGE]


def test_the_phones_first_page_says_it() -> None:
    """It stands there before the app does."""
    page = (Path(carerapp.__file__).parent / "phone/web/index.html").read_text("utf-8")
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">')
