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
    here = record.rows(asked.path)

    def shown(number: int) -> ft.Control:
        return kit.row(
            *row_words(record, table, here[number], asked.path), partial(_open, asked, here[number])
        )

    def add() -> None:
        made: list[str] = []
        book = asked.app.book
        if asked.app.attempt(
            lambda: made.append(add_row(book, asked.child, asked.record_id, asked.path, table.columns))
        ):
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
        return [many, *_expected(asked, len(here)), button]
    nothing = kit.status("todo", "No one here yet." if people else "Nothing here yet.")
    return [nothing, *_expected(asked, 0), button]


def _expected(asked: QuestionView, here: int) -> list[ft.Control]:
    """A word where the form expects another number of rows; none is added or taken off for that."""
    expected = asked.asking.expected_rows(asked.field, asked.path)
    if expected is None or expected == here:
        return []
    return [
        kit.status("todo", f"The form expects {expected} here. There {'is' if here == 1 else 'are'} {here}.")
    ]


def _open(asked: QuestionView, row: str) -> None:
    asked.app.go(ScreenName.TABLE_ROW, child=asked.child, record=asked.record_id, table=asked.path, row=row)


def row_words(record: Record, table: Field, row: str, path: str = "") -> tuple[str, str]:
    """A row's name, and the rest of what it says. `path`: of the table, where it stands in another."""
    cells = []
    for column in table.columns:
        answer = record.answer(f"{path or table.name}/{row}/{column.name}")
        cells.append(KINDS[column.kind].show(answer.value, column).replace("\n", ", ") if answer else "")
    said = [words for words in cells if words]
    return (said[0] if said else EMPTY), ". ".join(said[1:])
