"""A child moves: whose procedure holds, who placed them, and which council holds the file from now on."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.move_child import Move, as_it_is, changes, short_name
from carerapp.domain.child import ChildFile
from carerapp.domain.log_names import LogNames
from carerapp.domain.topics.moved import Moved
from carerapp.ui import kit
from carerapp.ui.clock_words import clock
from carerapp.ui.features.children.authority import authorities, placing
from carerapp.ui.features.children.moving import NOBODY, YES, chosen, connected, key, still_with
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

WHOSE = "Which council’s rules hold where they live?"
WHO_PLACED = "Which council placed them there?"
WHO_HOLDS = "Which council holds the file from now on?"


def move(app: App) -> Screen:
    """What is different; nothing is written here."""
    child = app.book.child(app.place["child"])
    now, to = as_it_is(child, still_with(app, child)), chosen(app, child)

    def choose(part: str, value: str) -> None:
        app.drafts.type(key(child, part), value)
        if part in ("host", "placing"):
            app.drafts.drop(key(child, "holder"))

    body: list[ft.Control] = [
        kit.h1(f"{child.first_name} moves"),
        kit.h2(WHOSE),
        authorities(app, to.host, lambda id: choose("host", id), WHOSE),
        kit.h2(WHO_PLACED),
        placing(app, to.placing, to.host, lambda id: choose("placing", id or NOBODY), WHO_PLACED),
    ]
    if not child.invented:
        body += _file(app, child, now, to, partial(choose, "holder"))
    if to.holder != now.holder:
        body += _before(app, child, to)
    if child.open_episode and to.host != now.host:
        body += _tonight(app, child, now, to)
    body += [_why(app, child), *_earlier(app, child)]
    sticky: list[ft.Control] = [kit.note("Nothing is different yet.")]
    if changes(child, to, still_with(app, child)):
        check = partial(app.go, ScreenName.MOVE_CHECK, child=child.id)
        sticky = [kit.button("Check what happens", check, "primary", main=True)]
    return Screen(child_header(app, child, "children"), body, sticky=sticky)


def _file(app: App, child: ChildFile, now: Move, to: Move, choose: partial[None]) -> list[ft.Control]:
    ids = [id for id in dict.fromkeys((to.host, to.placing, now.holder, to.holder)) if id]

    def where(id: str) -> str:
        by = connected(app, child, id, now.holder)
        if by is not None:
            return f"What you write goes to {by.called}"
        return "This device is not connected with them. What you write waits here"

    rows = [
        kit.choice(short_name(app.book, id), to.holder == id, partial(choose, id), details=where(id))
        for id in ids
    ]
    return [
        kit.h2(WHO_HOLDS),
        kit.text("Its duty desk gets what you write.", color=INK2),
        kit.one_of(WHO_HOLDS, *rows),
    ]


def _yes_or_no(app: App, child: ChildFile, part: str, question: str, no: str, yes: str) -> ft.Control:
    said = app.drafts.get(key(child, part)) == YES
    tap = lambda value: app.drafts.type(key(child, part), value)
    return kit.one_of(
        question,
        kit.choice(no, not said, partial(tap, "no")),
        kit.choice(yes, said, partial(tap, YES)),
    )


def _before(app: App, child: ChildFile, to: Move) -> list[ft.Control]:
    name = short_name(app.book, to.holder)
    question = f"Does {name} get what was written before?"
    return [
        kit.h2(question),
        kit.text("Ask who decides this. You can’t take it back once it is sent.", color=INK2),
        _yes_or_no(app, child, "before", question, "No, only from now on", "Yes, everything that is here"),
    ]


def _tonight(app: App, child: ChildFile, now: Move, to: Move) -> list[ft.Control]:
    old, new = short_name(app.book, now.host), short_name(app.book, to.host)
    return [
        kit.h2("The log that is open now"),
        _yes_or_no(
            app,
            child,
            "tonight",
            "The log that is open now",
            f"It goes on under {old}’s procedure until it is closed",
            f"It goes on under {new}’s procedure from now on",
        ),
    ]


def _why(app: App, child: ChildFile) -> ft.Control:
    label, at = "Why do they move?", key(child, "reason")
    box = kit.text_box(label, app.drafts.get(at), lambda text: app.drafts.type(at, text), key=at, lines=2)
    return kit.labelled(label, box, hint="It stands in the log. Leave it blank if you don’t know.")


def _earlier(app: App, child: ChildFile) -> list[ft.Control]:
    done = child.moves
    if not done:
        return []
    names = LogNames(child)
    lines = []
    for act in reversed(done):
        at, who = clock(act.happened, app.now()), app.book.name_of(act.author)
        lines.append(kit.text(f"{at}, {who}. {Moved.of(act).in_log(names)}", "small"))
    return [kit.h2("Moves before this one"), *lines]
