"""Add to the log, and correct what is in it."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, Json, Kind


def write_note(
    book: Casebook, child: str, episode: str, words: str, happened: datetime | None = None
) -> Event:
    """Free words. `happened` when it was earlier than now; the log shows both times."""
    return book.write(child, episode, Kind.NOTE, "note", {"words": words}, happened=happened)


def correct_entry(
    book: Casebook, child: str, entry: Event, value: Json, reason: str, happened: datetime | None = None
) -> Event:
    """Say it right. The first version stays in the log, marked as corrected, with the reason."""
    is_note = entry.kind is Kind.NOTE or entry.field.startswith("note:")
    field = entry.field if not is_note or entry.field.startswith("note:") else f"note:{entry.field}"
    return book.write(
        child,
        entry.record,
        Kind.CORRECT,
        field,
        value,
        supersedes=(entry.id,),
        happened=happened or entry.happened,
        reason=reason,
    )
