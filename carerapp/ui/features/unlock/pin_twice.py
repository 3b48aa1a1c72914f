"""Choosing a PIN or a passphrase, twice the same: at the first run, for a colleague, for a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import flet as ft

from carerapp.actions.access import (
    WeakSecret,
    check_secret,
    least_numbers,
    offered_choices,
    passphrase,
    time_to_try,
)
from carerapp.ui import kit
from carerapp.ui.features.unlock.keypad import dots, keypad, placed
from carerapp.ui.features.unlock.moment import Moment, anew, busy
from carerapp.ui.features.unlock.pin_entry import PinEntry
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


class SecretStep(Enum):
    """Which screen of the choosing is shown."""

    PIN = auto()
    AGAIN = auto()
    WORDS = auto()
    OFFER = auto()


@dataclass
class Choosing:
    """Where the choosing is. What is typed is elsewhere: `PinEntry`."""

    step: SecretStep = SecretStep.PIN


@dataclass(frozen=True)
class Asking:
    """`done` gets the secret once it was given twice. `who` stands in the headings: "" for oneself.
    `device_adds`: whether the device adds a secret of its own; without one, more is asked for."""

    header: ft.Control
    done: Callable[[str], object]
    who: str = ""
    device_adds: bool = False


def choose_secret(app: App, asking: Asking) -> Screen:
    """The screen of the step that this is at."""
    match app.state(Choosing).step:
        case SecretStep.OFFER:
            return _offer(app, asking)
        case SecretStep.WORDS:
            return _words(app, asking)
    return _pin(app, asking)


def _problem(app: App) -> list[ft.Control]:
    return kit.wrong(app.state(Moment).problem)


def _offer(app: App, asking: Asking) -> Screen:
    """Where the device adds nothing of its own, words are offered first, with the reason."""
    entry = app.state(PinEntry)
    if not entry.offered:
        entry.offered.put(passphrase())
    words = entry.offered.text

    def take() -> None:
        entry.given.put(words)
        _begin(app, SecretStep.WORDS)

    least = least_numbers(device=False)
    core, card = time_to_try(10**least)
    _, words_last = time_to_try(offered_choices())
    body: list[ft.Control] = [
        kit.h1("Words are safer than numbers here"),
        *_problem(app),
        kit.text(
            "This device can’t make your PIN stronger. Someone who steals it could try every PIN "
            f"of {least} numbers in {core} with one computer, in {card} with a strong graphics card. For "
            f"five random words that card takes {words_last}."
        ),
        kit.card(kit.text("Your words, if you like them", "small_strong"), kit.text(words, "number")),
        kit.text("Write them down and keep them away from this device. Next you type them once.", "small"),
        kit.button("Other words", lambda: entry.offered.put(passphrase()), "text"),
    ]
    return Screen(
        asking.header,
        body,
        sticky=[
            kit.button("Use these words", take, "primary", main=True),
            kit.button("Use numbers instead", lambda: _begin(app, SecretStep.PIN)),
        ],
    )


def _begin(app: App, step: SecretStep) -> None:
    """Another way to choose, with nothing said to be wrong."""
    app.state(Choosing).step, app.state(Moment).problem = step, ""


def _pin(app: App, asking: Asking) -> Screen:
    again, typed = app.state(Choosing).step is SecretStep.AGAIN, app.state(PinEntry).typed

    def press(digit: str) -> None:
        if not busy(app):
            typed.add(digit)

    def done() -> object:
        return _again(app, asking) if again else _first(app, asking)

    least = least_numbers(device=asking.device_adds)
    named = f"{asking.who}: " if asking.who else ""
    title = "Enter the PIN again" if again else "Choose a PIN"
    body: list[ft.Control] = [
        kit.h1(f"{named}{title[0].lower()}{title[1:]}" if named else title, center=True),
        kit.text(
            f"At least {least} numbers. Nobody can open your notes without it, and nobody can look it up.",
            center=True,
        ),
        *_problem(app),
        kit.working(busy(app)) if busy(app) else dots(len(typed), least),
    ]
    after: list[ft.Control] = []
    if not again:
        words = "Use a passphrase instead. It is stronger"
        after = [kit.button(words, lambda: _begin(app, SecretStep.WORDS), "text")]
    body, sticky = placed(body, keypad(press, typed.drop_last, done), after)
    return Screen(asking.header, body, sticky=sticky)


def _first(app: App, asking: Asking) -> object:
    entry, moment = app.state(PinEntry), app.state(Moment)
    least = least_numbers(device=asking.device_adds)
    typed = entry.typed.text
    entry.typed.wipe()
    if len(typed) < least:
        moment.problem = f"That is {len(typed)} numbers. Choose at least {least}."
        return None
    try:
        check_secret(typed, device=asking.device_adds)
    except WeakSecret as weak:
        moment.problem = str(weak)
    else:
        entry.first.put(typed)
        _begin(app, SecretStep.AGAIN)
    return None


def _again(app: App, asking: Asking) -> object:
    if busy(app):
        return None
    entry = app.state(PinEntry)
    if entry.typed.text != entry.first.text:
        entry.typed.wipe()
        entry.first.wipe()
        _begin(app, SecretStep.PIN)
        app.state(Moment).problem = "The two were not the same. Choose again."
        return None
    return asking.done(entry.typed.text)


def _words(app: App, asking: Asking) -> Screen:
    entry = app.state(PinEntry)
    given = entry.given.text

    def done() -> object:
        words = entry.words.text
        if words == (given or entry.words_again.text):
            return asking.done(words)
        app.state(Moment).problem = "The two were not the same. Type it again."
        return None

    def numbers() -> None:
        entry.given.wipe()
        _begin(app, SecretStep.PIN)

    first, problem = "Type the words" if given else "Passphrase", app.state(Moment).problem
    box = kit.text_box(
        first,
        entry.words.text,
        anew(app, entry.words.put),
        key="new-passphrase",
        hidden=True,
        problem=bool(problem),
    )
    body: list[ft.Control] = [
        kit.h1("Type your five words" if given else "Choose a passphrase"),
        kit.text(
            given
            or "Five different words or more that have nothing to do with you. Nobody can look it up for you."
        ),
        kit.labelled(first, box, problem=problem),
    ]
    if not given:
        again = kit.text_box(
            "The same again",
            entry.words_again.text,
            anew(app, entry.words_again.put),
            key="new-passphrase-again",
            hidden=True,
        )
        body.append(kit.labelled("The same again", again))
    body.append(kit.button("Use a PIN instead", numbers, "text"))
    last = kit.working(busy(app)) if busy(app) else kit.button("Set up", done, "primary", main=True)
    return Screen(asking.header, body, sticky=[last])


def refused(app: App, words: str) -> None:
    """Start over with the reason."""
    choosing, entry = app.state(Choosing), app.state(PinEntry)
    if choosing.step is not SecretStep.WORDS:
        choosing.step = SecretStep.PIN
    for secret in (entry.typed, entry.first, entry.words_again):
        secret.wipe()
    app.state(Moment).problem = words
