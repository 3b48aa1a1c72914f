"""The duty desk has read an episode: who, when, and how far. A person does this, never a program."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.acknowledged import Acknowledged


def acknowledge(book: Casebook, child: str, episode: str) -> Event:
    """Signed by whoever is at the desk. The entry names the newest entry that stood there then."""
    own = [e.hlc for e in book.child(child).events if e.record == episode]
    return book.write(child, episode, NewEvent.note(Acknowledged(max(own), book.person.role, len(own))))
