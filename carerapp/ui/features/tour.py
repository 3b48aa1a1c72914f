"""How the app works, in three screens: from Home, at any time; nothing waits for it."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.ui import kit
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

TITLE = "How this app works"
PAGES = (
    (
        "On a calm day",
        (
            "Fill in the form with the child, a little at a time. Each answer saves itself.",
            "“Not known” is an answer, too.",
            "Add people to ring, with their numbers, and a photo.",
            "Try a drill: it rings nobody, and it is gone when it ends.",
        ),
    ),
    (
        "When a child is missing",
        (
            "Tap the big button on their card. The first question is about danger.",
            "Then do one thing at a time: the card on top says which.",
            "Tap what came of it. The app writes the time.",
            "It tells you when to ring the police, and what to say.",
        ),
    ),
    (
        "After",
        (
            "Give the officer the copy, or show the first page at the door.",
            "When they are back, tap it, and tell those who know.",
            "What is left to do stays on the first screen.",
            "What you wrote can be put right. The first words stay in the log.",
        ),
    ),
)


def tour(app: App) -> Screen:
    """One of them, by the place's ``page``."""
    number = int(app.place.get("page") or "1")
    title, lines = PAGES[number - 1]
    last = number == len(PAGES)
    on = app.back if last else partial(app.replace, ScreenName.TOUR, page=str(number + 1))
    body: list[ft.Control] = [
        kit.text(f"{TITLE}: {number} of {len(PAGES)}", "small_strong", INK2),
        kit.h1(title),
        kit.card(*(kit.bullet(words) for words in lines)),
        kit.note(
            f"{EMERGENCY} and {NON_EMERGENCY} are at the bottom of every screen, also when it is locked."
        ),
    ]
    return Screen(
        kit.plain_header(TITLE, hide=app.locking.hide, back=app.back, back_to="children"),
        body,
        sticky=[kit.button("Done" if last else "Next", on, "primary", main=True)],
    )
