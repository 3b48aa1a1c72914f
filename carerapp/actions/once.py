"""What one person says twice within a minute, word for word, was said once: the tap came more than once."""

from __future__ import annotations

from datetime import timedelta

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event

SAME_TAP = timedelta(minutes=1)


def just_now(book: Casebook, entry: Event) -> bool:
    """Whether whoever is signed in wrote this entry within the last minute."""
    return book.person.is_me(entry.author) and abs(book.now() - entry.written) < SAME_TAP
