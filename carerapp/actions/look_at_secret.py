"""Show a secret answer on purpose. Who looked, at what and when goes in the log."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Json, Kind


def look_at_secret(book: Casebook, child: str, record: str, field: str) -> Json:
    """The value, after the look has been written down."""
    book.write(child, record, Kind.NOTE, "looked", {"field": field})
    return book.child(child).record(record).value(field)
