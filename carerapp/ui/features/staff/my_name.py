"""Changing the name that signs from now on; what was written before keeps its own."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from carerapp.actions.rename import rename
from carerapp.ui import kit
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App

NAME, LABEL = "my-name", "Your name"


@dataclass
class MyNameState:
    """It was tried without one."""

    blank: bool = False


def my_name(app: App) -> Screen:
    """One box. It begins with the name as it is."""
    state, now = app.state(MyNameState), app.book.person.name

    def typed(text: str) -> None:
        app.drafts.type(NAME, text)
        if text.strip():
            state.blank = False

    def save() -> None:
        name = app.drafts.get(NAME, now).strip()
        if not name:
            state.blank = True
            return
        if app.attempt(lambda: rename(app.book, name)):
            app.drafts.drop(NAME)
            app.back()

    problem = "Write your name." if state.blank else ""
    box = kit.text_box(LABEL, app.drafts.get(NAME, now), typed, key=NAME, problem=state.blank)
    body: list[ft.Control] = [
        kit.h1("Change my name"),
        kit.labelled(LABEL, box, hint="It stands beside everything you write from now on.", problem=problem),
        kit.note(f"What you have written stays under {now}. A log that is open says that both are you."),
    ]
    head = kit.plain_header("Change my name", hide=app.locking.hide, back=app.back, back_to="people")
    return Screen(head, body, sticky=[kit.button("Save", save, "primary", main=True)])
