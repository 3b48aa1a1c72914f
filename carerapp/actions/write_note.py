"""Add to the log, and correct what is in it."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.note import Note


def write_note(
    book: Casebook, child: str, episode: str, words: str, happened: datetime | None = None
) -> Event:
    """Free words. `happened` when it was earlier than now; the log shows both times."""
    return book.write(child, episode, NewEvent.note(Note(words), happened))


def correct_entry(
    book: Casebook, child: str, entry: Event, value: Json, reason: str, happened: datetime | None = None
) -> Event:
    """Say it right. The first version stays in the log, marked as corrected, with the reason."""
    field = f"note:{entry.field}" if entry.kind is EventKind.NOTE else entry.field
    new = NewEvent.correction(field, value, (entry,), reason, happened or entry.happened)
    return book.write(child, entry.record, new)
