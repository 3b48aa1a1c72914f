"""Ring someone, and what came of it."""

from __future__ import annotations

from typing import Literal

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, Kind

CallOutcome = Literal["no_answer", "not_seen", "seen", "spoke", "didnt_ring"]


def log_dialled(book: Casebook, child: str, episode: str, who: str, name: str, number: str) -> Event:
    """The call button was tapped. `who` is a row of the people table, "child", or a contact's id."""
    return book.write(child, episode, Kind.NOTE, "dialled", {"who": who, "name": name, "number": number})


def log_call(
    book: Casebook, child: str, episode: str, dialled: Event, outcome: CallOutcome, words: str = ""
) -> Event:
    """The outcome of a dialled call; it happened when the number was dialled."""
    value = {**dialled.value, "outcome": outcome, "words": words, "dialled": dialled.id}
    return book.write(child, episode, Kind.NOTE, "call", value, happened=dialled.happened)
