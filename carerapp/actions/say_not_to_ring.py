"""Somebody on the form must not be rung, or may be after all."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.do_not_ring import DoNotRing


def say_not_to_ring(book: Casebook, child: str, who: str, name: str, *, ring: bool = False) -> Event:
    """It stays with the form, for every evening. Raises NotSaved."""
    form = book.child(child).key_contacts.id
    return book.write(child, form, NewEvent.note(DoNotRing(who, name, ring)))
