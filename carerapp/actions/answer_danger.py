"""Is there an immediate risk? The answer is logged; it never stands before the call."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import DangerAnswer
from carerapp.domain.topics.danger import Danger


def answer_danger(book: Casebook, child: str, episode: str, answer: DangerAnswer) -> Event:
    """What the carer said to the question. Raises NotSaved."""
    return book.write(child, episode, NewEvent.note(Danger(answer)))
