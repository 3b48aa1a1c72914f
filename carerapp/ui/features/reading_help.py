"""Reading help: a second language under the English one, from the danger question to "is back"."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.reading_help import keep_reading_help, reading_help
from carerapp.languages import LANGUAGES, Catalogue, Language, catalogue_of
from carerapp.ui import kit
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App

QUESTION = "Which language do you want to see too?"
NOT_CHECKED = "Not yet checked by a native speaker"
_EXAMPLE = "Is {name} in danger now?"


def reading_help_screen(app: App) -> Screen:
    """One choice, for whoever is signed in on this device."""
    chosen = reading_help(app.book)

    def choose(code: str) -> None:
        app.attempt(lambda: keep_reading_help(app.book, code))

    def row(language: Language) -> kit.Choice:
        details = f"{language.english}. {_checked(language.code)}"
        return kit.choice(
            language.name, chosen == language.code, partial(choose, language.code), details=details
        )

    body: list[ft.Control] = [
        kit.h1("Reading help"),
        kit.text("English stays: it is what you say to the police and what is written down."),
        kit.text(QUESTION, "strong"),
        kit.one_of(
            QUESTION,
            kit.choice("English only", not chosen, partial(choose, "")),
            *(row(one) for one in LANGUAGES),
        ),
    ]
    if said := catalogue_of(chosen):
        body.append(_example(said))
    body.append(
        kit.text(
            "If a line looks wrong, trust the English. Only you see it, and only on this device. What a "
            "procedure says stays in English."
        )
    )
    return Screen(
        kit.plain_header("Reading help", hide=app.locking.hide, back=app.back, back_to="children"), body
    )


def _checked(code: str) -> str:
    said = catalogue_of(code)
    return f"Checked by {said.checked_by}" if said and said.checked_by else NOT_CHECKED


def _example(said: Catalogue) -> ft.Control:
    """As it will look, with the word on who checked it."""
    english = _EXAMPLE.format(name="Example")
    return kit.card(
        kit.text("It looks like this:", "small_strong"),
        kit.text(english, "strong"),
        *kit.below(said.under(english, "Example"), rtl=said.language.rtl),
        kit.status("done" if said.checked_by else "check", _checked(said.language.code)),
    )
