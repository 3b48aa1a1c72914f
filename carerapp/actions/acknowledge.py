"""The duty desk has read an episode: who, when, and how far. A person does this, never a program."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.seen import had, seen
from carerapp.domain.topics.acknowledged import Acknowledged


def acknowledge(book: Casebook, child: str, episode: str) -> Event:
    """Signed by whoever is at the desk, once for what they saw. The entry names the newest one then."""
    file = book.child(child)
    last, found = file.episode(episode).acknowledged, seen(file.episode(episode), file.events)
    if last and found and not found.since and book.person.is_me(found.by):
        return last
    upto = max(e.hlc for e in file.events if e.record == episode)
    entries = len(had(file.episode(episode), file.events))
    return book.write(child, episode, NewEvent.note(Acknowledged(upto, book.person.role, entries)))
