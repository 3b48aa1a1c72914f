"""Before a child moves: what happens to the open log, the earlier times, the forms; who gets what."""

from __future__ import annotations

import flet as ft

from carerapp.actions.begun_forms import begun_forms
from carerapp.actions.move_child import Move, as_it_is, changes, goes_over, move_child, short_name
from carerapp.domain.child import ChildFile
from carerapp.domain.missing_before import earlier_than
from carerapp.ui import kit
from carerapp.ui.features.children.moving import chosen, connected, drop, still_with
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.sharing.states import entries
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App


def move_check(app: App) -> Screen:
    """Everything in one place; the button below is the act."""
    child = app.book.child(app.place["child"])
    with_them = still_with(app, child)
    now, to = as_it_is(child, with_them), chosen(app, child)
    body: list[ft.Control] = [
        kit.h1("Check this first"),
        _card("What changes", _changes(app, now, to)),
        _card("The log that is open now", [_open_log(app, child, now, to)]),
        _card("Earlier times missing", [_counts(app, child, now, to)]),
        _card("Forms", _forms(app, child, now, to)),
    ]
    if to.holder != now.holder:
        body.append(_card(f"What {short_name(app.book, now.holder)} gets", _old(app, child, now, to)))
        body.append(_card(f"What {short_name(app.book, to.holder)} gets", _new(app, child, now, to)))
    body.append(kit.note("Nothing is deleted here. A mistake? Move them back in the same way."))
    if not changes(child, to, with_them):
        return Screen(child_header(app, child, "the choices"), [kit.note("Nothing is different.")])

    def act() -> None:
        done = not changes(app.book.child(child.id), to, with_them)  # by a tap before, or elsewhere meanwhile
        if done or app.attempt(lambda: move_child(app.book, child.id, to, with_them)):
            drop(app, child)
            app.session.share_now()
            app.home()

    sticky: list[ft.Control] = [kit.button(f"Move {child.first_name}", act, "primary", main=True)]
    return Screen(child_header(app, child, "the choices"), body, sticky=sticky)


def _card(title: str, lines: list[str]) -> ft.Control:
    return kit.card(kit.h2(title), *(kit.text(line) for line in lines), spacing=8)


def _changes(app: App, now: Move, to: Move) -> list[str]:
    def name(id: str) -> str:
        return short_name(app.book, id) if id else "the council there"

    lines = []
    if to.host != now.host:
        lines.append(f"Which council’s rules hold: {name(to.host)}. Until now: {name(now.host)}.")
    if to.placing != now.placing:
        lines.append(f"Placed by: {name(to.placing)}. Until now: {name(now.placing)}.")
    if to.holder != now.holder:
        lines.append(f"The file is with: {name(to.holder)}. Until now: {name(now.holder)}.")
    return [*lines, f"Why: {to.reason}" if to.reason else "No reason is written."]


def _open_log(app: App, child: ChildFile, now: Move, to: Move) -> str:
    if child.open_episode is None:
        return "No log is open."
    old, new = short_name(app.book, now.host), short_name(app.book, to.host)
    if to.host == now.host:
        return "It goes on: the same clock, the same steps."
    if to.tonight:
        return f"It goes on, with the same clock, under {new}’s procedure. What was ticked stays in the log."
    return f"It goes on, with the same clock, under {old}’s procedure. {new}’s holds from the next time."


def _counts(app: App, child: ChildFile, now: Move, to: Move) -> str:
    count = len(earlier_than(child, None)) - (1 if child.open_episode else 0)
    if count <= 0:
        return "This device knows of none."
    words = f"{count} earlier {'time stays' if count == 1 else 'times stay'} here and still count."
    if to.holder == now.holder:
        return words
    gets = "gets them, too" if to.before else "does not get them: tell them"
    return f"{words} {short_name(app.book, to.holder)} {gets}."


def _forms(app: App, child: ChildFile, now: Move, to: Move) -> list[str]:
    begun = begun_forms(app.book, child)
    lines = [f"{form.title} ({form.authority}): stays here, to read and print." for form in begun]
    lines.append("The Key Contacts form keeps every answer.")
    if to.host != now.host:
        lines.append(f"New forms are {short_name(app.book, to.host)}’s.")
    return lines


def _old(app: App, child: ChildFile, now: Move, to: Move) -> list[str]:
    by = connected(app, child, now.holder, now.holder)
    if by is None:
        return ["This device is not connected with them. They got nothing from it and get nothing."]
    loop = app.session.loop
    waiting = sum(loop.status.waiting.get(log, 0) for log in child.logs) if loop else 0
    lines = [
        "They keep what they have. They get one last line: that you moved the child, when, why, where to."
    ]
    if waiting:
        lines.append(f"{entries(waiting)} from before the move still go to them.")
    return [*lines, "Nothing that you write after it."]


def _new(app: App, child: ChildFile, now: Move, to: Move) -> list[str]:
    by = connected(app, child, to.holder, now.holder)
    if to.before:
        lines = ["Everything that is here, with photos and copies, and what you write from now on."]
    else:
        lines = [
            "Nothing that was written before: no log, no photo, no form.",
            *(f"{one}." for one in goes_over(app.book, child)),
            "What you write from now on. A copy that you make from now on holds older answers, too.",
        ]
    if by is None:
        lines.append("This device is not connected with them: until it is, all of this waits here.")
    lines.append("Another device of this home must be let in by their duty team for this child.")
    return lines
