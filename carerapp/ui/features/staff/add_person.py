"""Somebody new: their name and role, then they type a PIN of their own. And changing one's own PIN."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.access import NotSaved, VaultError, WrongSecret
from carerapp.ui import kit
from carerapp.ui.features.unlock.keypad import dots, keypad, placed
from carerapp.ui.features.unlock.making import ROLES
from carerapp.ui.features.unlock.moment import Moment, begin, busy, say
from carerapp.ui.features.unlock.pin_entry import PinEntry
from carerapp.ui.features.unlock.pin_twice import Asking, choose_secret, refused
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App

MAKING = "Making their lock …"
CHANGING = "Changing your lock …"


NAME, MARK, ROLE = "add-person:name", "add-person:mark", "add-person:role"  # keys of drafts


@dataclass
class AddPerson:
    """How far the adding is. Who is added is in drafts, their PIN elsewhere: `PinEntry`."""

    named: bool = False  # the form is done
    no_name: bool = False  # it was tried without a name


@dataclass
class MyPin:
    """Changing one's own: whether what opens now was given."""

    by_words: bool = False
    old_given: bool = False


def add_person(app: App) -> Screen:
    """Their name first, then the device is theirs for a moment."""
    state = app.state(AddPerson)
    if not state.named:
        return _name(app, state)
    name = app.drafts.get(NAME).strip()
    done = lambda secret: begin(app, MAKING, lambda: _add(app, name, secret))
    header, adds = _header(app, "Add somebody"), app.session.staff.device_adds
    return choose_secret(app, Asking(header, done, name, device_adds=adds))


def _header(app: App, title: str) -> ft.Control:
    return kit.plain_header(title, hide=app.locking.hide, back=app.back, back_to="people")


def _name(app: App, state: AddPerson) -> Screen:
    drafts = app.drafts

    def on() -> None:
        if drafts.get(NAME).strip():
            state.named = True
        else:
            state.no_name = True

    def role(words: str) -> kit.Choice:
        return kit.choice(words, drafts.get(ROLE, ROLES[1]) == words, partial(drafts.type, ROLE, words))

    def typed(text: str) -> None:
        drafts.type(NAME, text)
        if text.strip():
            state.no_name = False

    name_box = kit.text_box("Their name", drafts.get(NAME), typed, key=NAME, problem=state.no_name)
    mark_box = kit.text_box("On the lock screen", drafts.get(MARK), partial(drafts.type, MARK), key=MARK)
    return Screen(
        _header(app, "Add somebody"),
        [
            kit.h1("Add somebody"),
            kit.labelled(
                "Their name",
                name_box,
                hint="It stands beside everything they write.",
                problem="Write their name." if state.no_name else "",
            ),
            kit.text("They are", "strong"),
            kit.one_of("They are", *(role(words) for words in ROLES)),
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
    drafts = app.drafts
    role, mark = drafts.get(ROLE, ROLES[1]), drafts.get(MARK).strip()
    try:
        app.session.staff.add(secret, name=name, role=role, mark=mark)
    except NotSaved:
        raise
    except VaultError as trouble:
        refused(app, str(trouble))
        return
    drafts.drop(NAME, MARK, ROLE)
    app.back()


def my_pin(app: App) -> Screen:
    """The old PIN once, the new one twice."""
    if not app.state(MyPin).old_given:
        return _old(app)
    done = lambda secret: begin(app, CHANGING, lambda: _change(app, secret))
    header, adds = _header(app, "Change my PIN"), app.session.staff.device_adds
    return choose_secret(app, Asking(header, done, device_adds=adds))


def _old(app: App) -> Screen:
    state, entry = app.state(MyPin), app.state(PinEntry)

    def done() -> None:
        entry.old.put(entry.typed.text)
        entry.typed.wipe()
        state.old_given = True

    def instead() -> None:
        entry.typed.wipe()
        state.by_words = True

    if state.by_words:
        label, typed = "Your passphrase now", entry.typed
        box = kit.text_box(label, typed.text, typed.put, key="old-passphrase", hidden=True)
        body = [kit.h1("Your passphrase now"), *_problem(app), box]
        return Screen(
            _header(app, "Change my PIN"), body, sticky=[kit.button("Next", done, "primary", main=True)]
        )
    before: list[ft.Control] = [kit.h1("Enter your PIN as it is now", center=True), *_problem(app)]
    before.append(dots(len(entry.typed)))
    other = kit.button("I have a passphrase", instead, "text")
    body, sticky = placed(before, keypad(entry.typed.add, entry.typed.drop_last, done), [other])
    return Screen(_header(app, "Change my PIN"), body, sticky=sticky)


def _problem(app: App) -> list[ft.Control]:
    if busy(app):
        return [kit.working(busy(app))]
    return kit.wrong(app.state(Moment).problem)


async def _change(app: App, secret: str) -> None:
    await say(app, CHANGING)
    try:
        app.session.staff.change_secret(app.book.person.id, app.state(PinEntry).old.text, secret)
    except WrongSecret:
        app.states.clear()
        app.state(Moment).problem = "That was not your PIN. Nothing was changed. Enter it again."
        return
    except NotSaved:
        raise
    except VaultError as trouble:
        refused(app, str(trouble))
        return
    app.back()
