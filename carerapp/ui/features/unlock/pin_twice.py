"""Choosing a PIN or a passphrase, twice the same. One screen for the first run, for a colleague, for a change.

The steps live in the screen's own memory: `step` is "pin", "again", "words" or "offer".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.unlock.keypad import LEAST, dots, keypad, placed
from carerapp.ui.features.unlock.moment import busy
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.vault import WeakSecret, check_secret
from sync.words import passphrase


@dataclass(frozen=True)
class Asking:
    """`done` gets the secret once it was given twice. `who` stands in the headings: "" for oneself."""

    header: ft.Control
    done: Callable[[str], object]
    who: str = ""


def choose_secret(app: App, asking: Asking) -> Screen:
    """The screen of the step that this is at."""
    match app.local.get("step", "pin"):
        case "offer":
            return _offer(app, asking)
        case "words":
            return _words(app, asking)
    return _pin(app, asking)


def _problem(app: App) -> list[ft.Control]:
    words = app.local.get("problem")
    return [kit.status("check", words, "strong")] if words else []


def _offer(app: App, asking: Asking) -> Screen:
    """Where the device adds nothing of its own, words are offered first, with the reason."""
    words = app.local.setdefault("offered", passphrase())
    body: list[ft.Control] = [
        kit.h1("Words are safer than numbers here"),
        kit.text(
            "This device has no key of its own to add to yours. Someone who steals it could try every PIN of "
            "six numbers in about three days of one computer’s work. Five random words would take it longer "
            "than anyone lives."
        ),
        kit.card(kit.text("Your words, if you like them", "small_strong"), kit.text(words, "number")),
        kit.text("Write them down and keep them away from this device. Next you type them once.", "small"),
        kit.button("Other words", lambda: app.local.update(offered=passphrase()), "text"),
    ]
    take = lambda: app.local.update(step="words", first_words=words, problem="")
    pin = lambda: app.local.update(step="pin", problem="")
    return Screen(
        asking.header,
        body,
        sticky=[
            kit.button("Use these words", take, "primary", main=True),
            kit.button("Use numbers instead", pin),
        ],
    )


def _pin(app: App, asking: Asking) -> Screen:
    again = app.local.get("step") == "again"
    typed = app.local.get("typed", "")

    def press(digit: str) -> None:
        if not busy(app):
            app.local["typed"] = app.local.get("typed", "") + digit

    def erase() -> None:
        app.local["typed"] = app.local.get("typed", "")[:-1]

    def done() -> object:
        return _again(app, asking) if again else _first(app)

    named = f"{asking.who}: " if asking.who else ""
    title = "Enter the PIN again" if again else "Choose a PIN"
    body: list[ft.Control] = [
        kit.h1(f"{named}{title[0].lower()}{title[1:]}" if named else title, center=True),
        kit.text(
            f"At least {LEAST} numbers. Nobody can open your notes without it, and nobody can look it up.",
            center=True,
        ),
        *_problem(app),
        kit.working(busy(app)) if busy(app) else dots(typed),
    ]
    after: list[ft.Control] = []
    if not again:
        words = "Use a passphrase instead. It is stronger"
        after = [kit.button(words, lambda: app.local.update(step="words", problem=""), "text")]
    body, sticky = placed(body, keypad(press, erase, done), after)
    return Screen(asking.header, body, sticky=sticky)


def _first(app: App) -> object:
    typed = app.local.get("typed", "")
    app.local["typed"] = ""
    if len(typed) < LEAST:
        app.local["problem"] = f"That is {len(typed)} numbers. Choose at least {LEAST}."
        return None
    try:
        check_secret(typed)
    except WeakSecret as weak:
        app.local["problem"] = str(weak)
    else:
        app.local.update(step="again", first=typed, problem="")
    return None


def _again(app: App, asking: Asking) -> object:
    if busy(app):
        return None
    typed, first = app.local.get("typed", ""), app.local.get("first", "")
    if typed != first:
        app.local.update(step="pin", typed="", first="", problem="The two were not the same. Choose again.")
        return None
    return asking.done(typed)


def _words(app: App, asking: Asking) -> Screen:
    given = app.local.get("first_words", "")

    def typed(text: str) -> None:
        app.local["words"] = text

    def repeated(text: str) -> None:
        app.local["words_again"] = text

    def done() -> object:
        words = app.local.get("words", "")
        if words == (given or app.local.get("words_again", "")):
            return asking.done(words)
        app.local["problem"] = "The two were not the same. Type it again."
        return None

    first = "Type the words" if given else "Passphrase"
    body: list[ft.Control] = [
        kit.h1("Type your five words" if given else "Choose a passphrase"),
        kit.text(
            given or "Four or five words that have nothing to do with you. Nobody can look it up for you."
        ),
        *_problem(app),
        kit.labelled(first, kit.text_box(first, app.local.get("words", ""), typed, key="w1", hidden=True)),
    ]
    if not given:
        again = kit.text_box(
            "The same again", app.local.get("words_again", ""), repeated, key="w2", hidden=True
        )
        body.append(kit.labelled("The same again", again))
    body.append(
        kit.button(
            "Use a PIN instead", lambda: app.local.update(step="pin", first_words="", problem=""), "text"
        )
    )
    last = kit.working(busy(app)) if busy(app) else kit.button("Set up", done, "primary", main=True)
    return Screen(asking.header, body, sticky=[last])


def refused(app: App, words: str) -> None:
    """Start over with the reason."""
    at = "words" if app.local.get("step") == "words" else "pin"
    app.local.update(step=at, problem=words, typed="", first="", words_again="")
