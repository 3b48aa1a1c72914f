"""What has changed since the officer's copy was made. Compared from the log, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from carerapp.domain.child import KEY_CONTACTS, ChildFile
from carerapp.domain.events import Event
from carerapp.domain.log_words import answered, shown
from carerapp.domain.records import Record
from carerapp.domain.topics.copy import Copy
from forms.engine.answers import is_blank
from forms.engine.definition import Field, Section

HAND_OVER = "handover"  # the section of an episode that says who has the copy


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is not what the copy says. "" before or after means blank."""

    label: str  # the form's exact words; for a cell, the table's words and the column's
    section: str
    before: str
    after: str
    written_at: datetime
    author: str
    field: str  # the field's path: `people/<row>/phone`
    row: str = ""  # the row's first cell, when the change is in a table
    secret: bool = False


def changes_since(child: ChildFile, copy_event: Event) -> tuple[Change, ...]:
    """Every answer of the form and of the episode that differs from the copy, in the form's order. A copy
    that says it was made before the form was begun, says nothing: every answer differs from it."""
    written = child.written_in(copy_event)
    then = child.as_it_stood(Copy.of(copy_event).as_of or copy_event.hlc, written)
    now = child.key_contacts
    form = now, next(iter(then.of_kind(KEY_CONTACTS)), Record(now.id))
    episode = _record(child, copy_event.record), _record(then, written)
    found: list[Change] = []
    for section in child.protocol.key_contacts.sections:
        for field in section.fields:
            inside = child.protocol.key_contacts.answered_in(field.name)
            found += _Comparison(child, form if inside == "form" else episode, section).of(field)
    for section in child.protocol.episode.sections:
        if section.name == HAND_OVER:
            continue  # who took the copy is news of the copy, not for its reader
        for field in section.fields:
            found += _Comparison(child, episode, section).of(field)
    return tuple(found)


class _Comparison:
    """One record, then and now."""

    def __init__(self, child: ChildFile, record: tuple[Record, Record], section: Section) -> None:
        self._now, self._then = record
        self._child, self._section = child, section

    def of(self, field: Field) -> Iterator[Change]:
        before, after = _words(self._then, field.name, field), _words(self._now, field.name, field)
        if before != after or self._new_picture(field):
            yield self._change(field, field.name, self._label(field), before, after)
        if field.columns:
            yield from self._rows(field)

    def _rows(self, table: Field) -> Iterator[Change]:
        had, has = self._then.rows(table.name), self._now.rows(table.name)
        first = table.columns[0]
        for row in [*had, *(r for r in has if r not in had)]:
            at = f"{table.name}/{row}/{first.name}"
            name = _words(self._now, at, first) or _words(self._then, at, first)
            found = (
                self._cells(table, row) if row in had and row in has else self._row(table, row, row in has)
            )
            for change in found:
                yield replace(change, row=name, secret=table.secret or any(c.secret for c in table.columns))

    def _cells(self, table: Field, row: str) -> Iterator[Change]:
        for column in table.columns:
            path = f"{table.name}/{row}/{column.name}"
            before, after = _words(self._then, path, column), _words(self._now, path, column)
            if before != after:
                yield self._change(column, path, f"{self._label(table)} {column.label}", before, after)

    def _row(self, table: Field, row: str, added: bool) -> Iterator[Change]:
        """A row that is new, or was taken off, as a whole."""
        record = self._now if added else self._then
        cells = [
            answered(column.label, words)
            for column in table.columns
            if (words := _words(record, f"{table.name}/{row}/{column.name}", column))
        ]
        if cells:
            words = "\n".join(cells)
            before, after = ("", words) if added else (words, "")
            yield self._change(table, f"{table.name}/{row}", self._label(table), before, after)

    def _change(self, field: Field, path: str, label: str, before: str, after: str) -> Change:
        by = self._last_event(path)
        return Change(
            label, self._section.label, before, after, by.written, by.author, path, secret=field.secret
        )

    def _last_event(self, path: str) -> Event:
        """The latest event about an answer, or about a row and its cells."""
        table, _, row = path.partition("/")
        about = [
            event
            for event in self._child.events
            if (event.record == self._now.id and (event.field == path or event.field.startswith(f"{path}/")))
            or (event.field == table and str(event.value) == row and row)
        ]
        return max(about, key=lambda e: (e.hlc, e.id))

    def _label(self, field: Field) -> str:
        """The form's words; a further input of a question says which one it is."""
        whole = next((f for f in self._section.fields if f.name == field.part_of), None)
        return f"{whole.label} {field.plain}" if whole else field.label or field.plain

    def _new_picture(self, field: Field) -> bool:
        return field.kind == "photo" and self._now.value(field.name) != self._then.value(field.name)


def _record(child: ChildFile, id: str) -> Record:
    try:
        return child.record(id)
    except KeyError:
        return Record(id)


def _words(record: Record, path: str, field: Field) -> str:
    """What stands there; both answers when two were written at once."""
    heads = (event for event in record.heads(path) if not is_blank(event.value))
    return " / ".join(dict.fromkeys(shown(event, field) for event in heads))
