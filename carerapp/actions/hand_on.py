"""What is still to do after an episode is handed on: who sees to it now."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.handed_on import HandedOn


def hand_on(book: Casebook, child: str, episode: str, to: str, left: tuple[str, ...]) -> Event:
    """``left``: what was still to do, in words. To the same person a second time nothing is written. Raises
    NotSaved."""
    before = book.child(child).episode(episode).handed_on
    if before and HandedOn.of(before).to == to:
        return before
    return book.write(child, episode, NewEvent.note(HandedOn(to, left)))
