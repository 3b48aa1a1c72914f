"""A question that a newer version of a pack calls otherwise keeps its answers.

The entries stay as they were written; they are read under today's name. A pack speaks for its own forms only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carerapp.domain.events import Event, EventKind
from forms.protocol import Protocol

Renamed = Mapping[str, Mapping[str, str]]
"""Form id → its questions' earlier names → today's (`Form.renamed`)."""
_ANSWERS = (EventKind.ANSWER, EventKind.CORRECT, EventKind.ADD_ROW, EventKind.REMOVE_ROW)


def renamed_in(protocols: Iterable[Protocol]) -> Renamed:
    """Of the forms that a child's records are read with: the Key Contacts form asks in an episode's record,
    too. No form without such a name is in it."""
    found: dict[str, dict[str, str]] = {}
    for one in protocols:
        names = {**one.key_contacts.renamed(), **one.episode.renamed()}
        for form in (one.key_contacts, one.episode) if names else ():
            found.setdefault(form.id, {}).update(names)
    return found


def in_todays_names(event: Event, renamed: Renamed) -> Event:
    """The same entry, about the question as it is called today."""
    names = renamed.get(event.form.partition("@")[0])
    if names is None or event.kind not in _ANSWERS:
        return event
    field, *cell = event.field.split("/", 2)
    field = names.get(field, field)
    if len(cell) == 2:
        cell[1] = names.get(f"{field}.{cell[1]}", cell[1])
    return event._replace(field="/".join((field, *cell)))
