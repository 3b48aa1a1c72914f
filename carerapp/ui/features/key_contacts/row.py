"""One row of a repeating table: a friend, a parent, something that was noticed."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from carerapp.actions.edit_table import remove_row
from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.questions.form_renderer import cells
from carerapp.ui.questions.table import EMPTY, row_words
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class RowState:
    """Whether taking the row off was tapped, and is asked once more."""

    removing: bool = False

    def ask(self) -> None:
        """A tap: take it off."""
        self.removing = True

    def keep(self) -> None:
        """A tap: keep it."""
        self.removing = False


def table_row(app: App) -> Screen:
    """One row of a table, its cells asked like questions."""
    child = app.book.child(app.place["child"])
    record, row = child.record(app.place["record"]), app.place["row"]
    path = app.place["table"]
    table = app.book.protocols.form(record.form).field(".".join(path.split("/")[::2]))
    name = row_words(record, table, row, path)[0]

    def remove() -> None:
        if app.attempt(lambda: remove_row(app.book, child.id, record.id, path, row)):
            app.back()

    def leave() -> None:
        """A row with nothing in it is not kept."""
        app.drafts.save_all()
        kept = any(key.startswith(f"{record.id}:{path}/{row}/") for key in app.drafts.unsaved())
        if row_words(record, table, row, path)[0] == EMPTY and not kept:
            remove()
        else:
            app.back()

    body: list[ft.Control] = [
        kit.text(table.question, "small", INK2),
        kit.h1("New entry" if name == EMPTY else name),
    ]
    body += cells(app, child.id, record.id, table, f"{path}/{row}")
    if app.state(RowState).removing:
        top, sure = child_header(app, child, table.question, leave), _sure(app, name, remove)
        if app.display.wide:  # a tablet's bar has room for one button
            return Screen(top, [*body, kit.card(*sure)])
        return Screen(top, body, sticky=sure)
    if name != EMPTY:
        ask = kit.button("Take this row off the form", app.state(RowState).ask, "text")
        body.append(ask)
    sticky: list[ft.Control] = [kit.button("Done", leave, "primary", main=True)]
    return Screen(child_header(app, child, table.question, leave), body, sticky=sticky)


def _sure(app: App, name: str, remove: kit.Tap) -> list[ft.Control]:
    """Where the thumb is already; "Keep it" is the stronger of the two."""
    keep = kit.button("Keep it", app.state(RowState).keep, "tonal")
    return [
        kit.text(f"Take {name} off the form? The record keeps what was written.", "strong"),
        kit.side_by_side([kit.button("Take it off", remove), keep]),
    ]
