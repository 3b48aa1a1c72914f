"""A question with as many rows as are needed: each row opens as a screen of its own."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.edit_table import add_row
from carerapp.domain.records import Record
from carerapp.ui import kit
from carerapp.ui.long_list import long_list
from carerapp.ui.questions.question_view import QuestionView
from carerapp.ui.screen_name import ScreenName
from forms.engine.definition import Field
from forms.engine.kinds import KINDS

ROW = 75.0  # pixels: about as high as a row of two lines
EMPTY = "Nothing written yet"


def rows(asked: QuestionView) -> list[ft.Control]:
    """The rows that are there, and a button for one more."""
    table, record = asked.field, asked.record
    here = record.rows(table.name)

    def shown(number: int) -> ft.Control:
        return kit.row(*row_words(record, table, here[number]), partial(_open, asked, here[number]))

    def add() -> None:
        made: list[str] = []
        book = asked.app.book
        if asked.app.attempt(lambda: made.append(add_row(book, asked.child, asked.record_id, table.name))):
            _open(asked, made[0])

    people = table.columns[0].name == "name"
    words = "Add a person" if people else "Add one"
    button = kit.button(words, add, icon_=ft.Icons.ADD, label=f"{words}: {table.question}")
    if here:
        many = long_list(
            asked.app,
            len(here),
            shown,
            guess=lambda number: ROW,
            what=f"{table.question.rstrip(': ')}, rows",
            about=kit.look().big,
        )
        return [many, button]
    return [kit.status("todo", "No one here yet." if people else "Nothing here yet."), button]


def _open(asked: QuestionView, row: str) -> None:
    asked.app.go(
        ScreenName.TABLE_ROW, child=asked.child, record=asked.record_id, table=asked.field.name, row=row
    )


def row_words(record: Record, table: Field, row: str) -> tuple[str, str]:
    """A row's name, and the rest of what it says."""
    cells = []
    for column in table.columns:
        answer = record.answer(f"{table.name}/{row}/{column.name}")
        cells.append(KINDS[column.kind].show(answer.value, column).replace("\n", ", ") if answer else "")
    said = [words for words in cells if words]
    return (said[0] if said else EMPTY), ". ".join(said[1:])
