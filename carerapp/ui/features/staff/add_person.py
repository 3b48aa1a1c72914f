"""Somebody new: their name and role, then they type a PIN of their own. And changing one's own PIN."""

from __future__ import annotations

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.unlock.first_run import ROLES
from carerapp.ui.features.unlock.keypad import dots, keypad, placed
from carerapp.ui.features.unlock.moment import begin, busy, say
from carerapp.ui.features.unlock.pin_twice import Asking, choose_secret, refused
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.vault import NotSaved, VaultError, WrongSecret

MAKING = "Making their lock …"
CHANGING = "Changing your lock …"


def add_person(app: App) -> Screen:
    if not app.local.get("named"):
        return _name(app)
    name = app.local["name"].strip()
    done = lambda secret: begin(app, MAKING, lambda: _add(app, name, secret))
    return choose_secret(app, Asking(_header(app, "Add somebody"), done, f"{name}"))


def _header(app: App, title: str) -> ft.Control:
    return kit.plain_header(title, hide=app.hide, back=app.back, back_to="people")


def _name(app: App) -> Screen:
    def typed(which: str, text: str) -> None:
        app.local[which] = text

    def on() -> None:
        if app.local.get("name", "").strip():
            app.local.update(named=True, step="pin")
        else:
            app.local["no_name"] = True

    def role(words: str) -> ft.Control:
        chosen = app.local.get("role", ROLES[1]) == words
        return kit.choice(words, chosen, lambda: app.local.update(role=words))

    name_box = kit.text_box("Their name", app.local.get("name", ""), lambda t: typed("name", t), key="name")
    mark_box = kit.text_box(
        "On the lock screen", app.local.get("mark", ""), lambda t: typed("mark", t), key="mark"
    )
    return Screen(
        _header(app, "Add somebody"),
        [
            kit.h1("Add somebody"),
            kit.labelled(
                "Their name",
                name_box,
                hint="It stands beside everything they write.",
                problem="Write their name." if app.local.get("no_name") else "",
            ),
            kit.text("They are", "strong"),
            kit.group(*(role(words) for words in ROLES)),
            kit.labelled(
                "On the lock screen",
                mark_box,
                hint="Anybody can see it there. Left blank, their initials are shown.",
            ),
            kit.text("Then hand them the device: they choose a PIN that only they know."),
        ],
        sticky=[kit.button("Next: they choose a PIN", on, "primary", main=True)],
    )


async def _add(app: App, name: str, secret: str) -> None:
    await say(app, MAKING)
    role, mark = app.local.get("role", ROLES[1]), app.local.get("mark", "").strip()
    try:
        app.vault.staff.add(secret, name=name, role=role, mark=mark)
    except NotSaved:
        raise
    except VaultError as trouble:
        refused(app, str(trouble))
        return
    app.back()


def my_pin(app: App) -> Screen:
    """The old PIN once, the new one twice."""
    if "old" not in app.local:
        return _old(app)
    done = lambda secret: begin(app, CHANGING, lambda: _change(app, secret))
    return choose_secret(app, Asking(_header(app, "Change my PIN"), done))


def _old(app: App) -> Screen:
    def press(digit: str) -> None:
        app.local["typed"] = app.local.get("typed", "") + digit

    def erase() -> None:
        app.local["typed"] = app.local.get("typed", "")[:-1]

    def done() -> None:
        app.local.update(old=app.local.get("typed", ""), typed="", step="pin")

    def words(text: str) -> None:
        app.local["typed"] = text

    if app.local.get("by_words"):
        box = kit.text_box("Your passphrase now", app.local.get("typed", ""), words, key="old", hidden=True)
        body = [kit.h1("Your passphrase now"), *_problem(app), box]
        return Screen(
            _header(app, "Change my PIN"), body, sticky=[kit.button("Next", done, "primary", main=True)]
        )
    before: list[ft.Control] = [kit.h1("Enter your PIN as it is now", center=True), *_problem(app)]
    before.append(dots(app.local.get("typed", "")))
    instead = kit.button("I have a passphrase", lambda: app.local.update(by_words=True, typed=""), "text")
    body, sticky = placed(before, keypad(press, erase, done), [instead])
    return Screen(_header(app, "Change my PIN"), body, sticky=sticky)


def _problem(app: App) -> list[ft.Control]:
    if busy(app):
        return [kit.working(busy(app))]
    return [kit.status("check", app.local["problem"], "strong")] if app.local.get("problem") else []


async def _change(app: App, secret: str) -> None:
    await say(app, CHANGING)
    try:
        app.vault.staff.change_secret(app.vault.person.id, app.local["old"], secret)
    except WrongSecret:
        app.local.clear()
        app.local["problem"] = "That was not your PIN. Nothing was changed. Enter it again."
        return
    except NotSaved:
        raise
    except VaultError as trouble:
        refused(app, str(trouble))
        return
    app.back()
