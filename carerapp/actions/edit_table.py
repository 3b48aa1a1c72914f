"""Rows of a repeating table: a friend, a parent, something that happened."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.new_event import NewEvent


def add_row(book: Casebook, child: str, record: str, table: str) -> str:
    """A new empty row; returns its id. Its cells are answered at `table/row/column`."""
    row = book.new_id()
    book.write(child, record, NewEvent.row(table, row))
    return row


def remove_row(book: Casebook, child: str, record: str, table: str, row: str, reason: str = "") -> None:
    """Take a row off the form, once. Its cells stay in the record."""
    if row in book.child(child).record(record).rows(table):
        book.write(child, record, NewEvent.row_off(table, row, reason))
