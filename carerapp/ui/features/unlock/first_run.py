"""The first time: a name for the log, a PIN twice, and the vault is made."""

from __future__ import annotations

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.unlock.keypad import LEAST, dots, keypad, placed
from carerapp.ui.features.unlock.making import make
from carerapp.ui.features.unlock.moment import busy
from carerapp.ui.features.unlock.use_lock import use_lock
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.vault import WeakSecret, check_secret

ROLES = ("Foster carer", "Residential staff", "Key worker", "Parent")


def first_run(app: App) -> Screen:
    steps = {"": _name, "pin": _pin, "again": _pin, "words": _words, "device": use_lock}
    step = steps[app.local.get("step", "")]
    return step(app)


def _header() -> ft.Control:
    return ft.SafeArea(ft.Container(height=8))


def _lost(app: App) -> list[ft.Control]:
    """The files of an earlier vault are gone: said plainly, with what can still be done."""
    if not app.parts.host.lost:
        return []
    words = (
        "The notes that were kept on this phone are gone. The browser removed them: it may do so when the phone is "
        "full, or when its data is cleared. They can’t be brought back from this phone. Copies you saved, printed "
        "or gave to the police are still there."
    )
    return [
        kit.card(
            kit.status("check", words, "strong"),
            kit.text("If a child is missing now, call 101, or 999 in danger. Set up again below and write on."),
            border=ft.Colors.ON_SURFACE, width=3,
        )
    ]  # fmt: skip


def _name(app: App) -> Screen:
    def typed(text: str) -> None:
        app.local["name"] = text

    def on() -> None:
        app.local["step"] = "pin"

    def role(words: str) -> ft.Control:
        chosen = app.local.get("role", ROLES[0]) == words
        return kit.choice(words, chosen, lambda: app.local.update(role=words))

    return Screen(
        _header(),
        [
            *_lost(app),
            kit.h1("Set up this device"),
            kit.text("Your name stands beside everything you write."),
            kit.labelled(
                "Your name", kit.text_box("Your name", app.local.get("name", ""), typed, key="name")
            ),
            kit.text("I am a", "strong"),
            kit.group(*(role(words) for words in ROLES)),
        ],
        sticky=[kit.button("Next: choose a PIN", on, "primary", main=True)],
    )


def _pin(app: App) -> Screen:
    again = app.local["step"] == "again"
    typed = app.local.get("typed", "")

    def press(digit: str) -> None:
        if not busy(app):
            app.local["typed"] = app.local.get("typed", "") + digit

    def erase() -> None:
        app.local["typed"] = app.local.get("typed", "")[:-1]

    def done() -> object:
        return _again(app) if again else _first(app)

    body: list[ft.Control] = [
        kit.h1("Enter the PIN again" if again else "Choose a PIN", center=True),
        kit.text(
            f"At least {LEAST} numbers. Nobody can open your notes without it, and nobody can look it up.",
            center=True,
        ),
    ]
    if problem := app.local.get("problem"):
        body.append(kit.status("check", problem, "strong"))
    body.append(kit.working(busy(app)) if busy(app) else dots(typed))
    after: list[ft.Control] = []
    if not again:
        words = "Use a passphrase instead. It is stronger"
        after = [kit.button(words, lambda: app.local.update(step="words", problem=""), "text")]
    body, sticky = placed(body, keypad(press, erase, done), after)
    return Screen(_header(), body, sticky=sticky)


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


def _again(app: App) -> object:
    if busy(app):
        return None
    typed, first = app.local.get("typed", ""), app.local.get("first", "")
    if typed != first:
        app.local.update(step="pin", typed="", first="", problem="The two were not the same. Choose again.")
        return None
    return _make(app, typed)


def _words(app: App) -> Screen:
    def typed(text: str) -> None:
        app.local["words"] = text

    def repeated(text: str) -> None:
        app.local["words_again"] = text

    def done() -> object:
        words = app.local.get("words", "")
        if words == app.local.get("words_again", ""):
            return _make(app, words)
        app.local["problem"] = "The two were not the same. Type it again."
        return None

    body: list[ft.Control] = [
        kit.h1("Choose a passphrase"),
        kit.text("Four or five words that have nothing to do with you. Nobody can look it up for you."),
        kit.labelled(
            "Passphrase", kit.text_box("Passphrase", app.local.get("words", ""), typed, key="w1", hidden=True)
        ),
        kit.labelled(
            "The same again",
            kit.text_box("The same again", app.local.get("words_again", ""), repeated, key="w2", hidden=True),
        ),
        kit.button("Use a PIN instead", lambda: app.local.update(step="pin", problem=""), "text"),
    ]
    if problem := app.local.get("problem"):
        body.insert(2, kit.status("check", problem, "strong"))
    last = kit.working(busy(app)) if busy(app) else kit.button("Set up", done, "primary", main=True)
    return Screen(_header(), body, sticky=[last])


def _make(app: App, secret: str) -> object:
    return make(app, secret, role=app.local.get("role", ROLES[0]))
