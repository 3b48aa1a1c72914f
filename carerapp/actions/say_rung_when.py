"""When somebody on the form can be rung."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import RungWhen
from carerapp.domain.topics.contact_hours import ContactHours


def say_rung_when(book: Casebook, child: str, who: str, name: str, when: RungWhen) -> Event:
    """It stays with the form, for every evening. Raises NotSaved."""
    form = book.child(child).key_contacts.id
    return book.write(child, form, NewEvent.note(ContactHours(who, name, when)))
