"""When can each contact be rung? Asked on a calm day, one open at a time; our own question, on no form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.say_rung_when import say_rung_when
from carerapp.domain.child import ChildFile
from carerapp.domain.outcomes import RungWhen
from carerapp.domain.rung_when import Contact, contacts, rung_when
from carerapp.ui import kit
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

TITLE = "When can they be rung?"


@dataclass
class RungWhenState:
    """Whose answers are shown; "" for nobody's."""

    open: str = ""

    def show(self, who: str) -> None:
        """A tap on a row."""
        self.open = who


def asked_when(app: App, child: ChildFile) -> list[ft.Control]:
    """Nothing where nobody on the form has a number."""
    found = contacts(child)
    if not found:
        return []
    said, open_ = rung_when(child), app.state(RungWhenState).open
    rows: list[ft.Control] = []
    for one in found:
        when = said.get(one.who)
        if one.who == open_:
            rows.append(_question(app, child, one, when))
        else:
            words = when.on_screen if when else RungWhen.NOT_KNOWN.on_screen
            rows.append(kit.row(one.name, words, partial(app.state(RungWhenState).show, one.who)))
    return [
        kit.h2(TITLE),
        kit.text("At night whoever can be rung then stands first. This is on no form.", color=INK2),
        kit.group(*rows),
    ]


def _question(app: App, child: ChildFile, one: Contact, when: RungWhen | None) -> ft.Control:
    question = f"When can {one.name} be rung?"

    def choose(said: RungWhen) -> None:
        app.attempt(lambda: say_rung_when(app.book, child.id, one.who, one.name, said))

    choices = (kit.choice(each.on_screen, each is when, partial(choose, each)) for each in RungWhen)
    return ft.Container(
        ft.Column([kit.text(question, "strong"), kit.one_of(question, *choices)], spacing=8, tight=True),
        padding=12,
    )
