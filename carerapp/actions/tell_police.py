"""The carer says whether the police were told what is new."""

from __future__ import annotations

from collections.abc import Sequence

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.police_told import PoliceTold


def tell_police(
    book: Casebook,
    child: str,
    episode: str,
    call: Event | None,
    entries: Sequence[Event],
    words: str = "",
    *,
    told: bool,
) -> Event:
    """Told, or not yet, in this call; it happened when they were rung. ``words``: what was asked about, blank
    where the call's own entry says it. Raises NotSaved."""
    said = PoliceTold(call.id if call else "", tuple(entry.id for entry in entries), words, told)
    happened = call.happened if call else None
    return book.write(child, episode, NewEvent.note(said, happened=happened))
