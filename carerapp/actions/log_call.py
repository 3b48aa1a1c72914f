"""Ring someone, and what came of it."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.dialled import Dialled


def log_dialled(book: Casebook, child: str, episode: str, who: str, name: str, number: str) -> Event:
    """The call button was tapped. `who` is a row of the people table, ``CHILD``, or a contact's id."""
    return book.write(child, episode, NewEvent.note(Dialled(who, name, number)))


def log_call(
    book: Casebook, child: str, episode: str, dialled: Event, outcome: CallOutcome, words: str = ""
) -> Event:
    """The outcome of a dialled call, once; it happened when the number was dialled."""
    said = book.child(child).episode(episode).calls()
    if before := next((call for call in said if Call.of(call).dialled == dialled.id), None):
        return before
    rung = Dialled.of(dialled)
    call = Call(rung.who, rung.name, rung.number, outcome, words, dialled.id)
    return book.write(child, episode, NewEvent.note(call, happened=dialled.happened))
