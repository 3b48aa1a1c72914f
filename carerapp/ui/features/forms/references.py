"""The tables at the end of a form, codes and what they mean: each opens where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions.form_reading import Form
from carerapp.ui import kit
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class ReferencesState:
    """The titles of those that are open."""

    open: set[str] = field(default_factory=set)

    def turn(self, title: str) -> None:
        """A tap on its title."""
        self.open ^= {title}


def references(app: App, form: Form) -> list[ft.Control]:
    """In the form's order; nothing where it has none."""
    state, shown = app.state(ReferencesState), list[ft.Control]()
    for table in form.references:
        is_open = table.title in state.open
        icon = ft.Icons.EXPAND_LESS if is_open else ft.Icons.EXPAND_MORE
        shown.append(kit.button(table.title, partial(state.turn, table.title), "text", icon_=icon))
        if is_open:
            shown.append(kit.text(" – ".join(table.columns), "small_strong", INK2))
            shown += [kit.text(" – ".join(row)) for row in table.rows]
    return shown
