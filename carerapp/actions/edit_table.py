"""Rows of a repeating table: a friend, a parent, something that happened."""

from __future__ import annotations

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.new_event import NewEvent
from forms.engine.definition import Field
from forms.engine.kinds import KINDS


def add_row(book: Casebook, child: str, record: str, table: str, columns: tuple[Field, ...] = ()) -> str:
    """A new row; returns its id. `table` is the table's path; its cells are answered at `table/row/column`.
    It is empty but for what `columns` begin with."""
    row = book.new_id()
    book.write(child, record, NewEvent.row(table, row))
    for column in columns:
        if column.default:
            value = KINDS[column.kind].parse(column.default, column)
            answer_question(book, child, record, f"{table}/{row}/{column.name}", value)
    return row


def remove_row(book: Casebook, child: str, record: str, table: str, row: str, reason: str = "") -> None:
    """Take a row off the form, once. Its cells stay in the record."""
    if row in book.child(child).record(record).rows(table):
        book.write(child, record, NewEvent.row_off(table, row, reason))
