"""Answer a question of a form. The earlier answer stays in the record, replaced."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.json_value import Json
from carerapp.domain.new_event import NewEvent


def answer_question(
    book: Casebook,
    child: str,
    record: str,
    path: str,
    value: Json,
    *,
    happened: datetime | None = None,
    confirm: bool = False,
) -> Event | None:
    """Write `value` at `path`, replacing every answer there. None when it already says so.

    `confirm` writes it all the same: somebody looked, and it is still right today.
    """
    heads = book.child(child).record(record).heads(path)
    if len(heads) == 1 and heads[0].value == value and not confirm:
        return None
    if not heads and value in ("", None):
        return None
    return book.write(child, record, NewEvent.answer(path, value, heads, happened))
