"""Show a secret answer on purpose. Who looked, at what and when goes in the log."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.json_value import Json
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.looked import Looked


def look_at_secret(book: Casebook, child: str, record: str, field: str) -> Json:
    """The value, after the look has been written down."""
    book.write(child, record, NewEvent.note(Looked(field)))
    return book.child(child).record(record).value(field)
