"""An entry for the authority alone: sealed first; then the log says that one was sent, not what it says."""

from __future__ import annotations

from collections.abc import Callable

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event, utc
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.restricted import SentRestricted

Seal = Callable[[str, str, str, str], str]
"""(child, words, who, written at in UTC) → the letter's id. Sealed and durable on return."""


def send_restricted(book: Casebook, seal: Seal, child: str, episode: str, words: str) -> Event:
    """Raises ``NotSaved``; what ``seal`` raises, when there is nobody to seal it to."""
    who = f"{book.person.name}, {book.person.role}"
    letter = seal(child, words, who, utc(book.now()))
    return book.write(child, episode, NewEvent.note(SentRestricted(letter)))
