"""Tick off someone who must be told, with time and outcome."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.actions.once import just_now
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import TellingOutcome
from carerapp.domain.topics.told import Told


def tell_someone(
    book: Casebook, child: str, episode: str, inform: str, who: str, outcome: TellingOutcome, words: str = ""
) -> Event:
    """`inform` is the protocol's id of whom to tell, `who` names them in words. The same within a minute is
    the same try. Raises NotSaved."""
    last, new = book.child(child).episode(episode).told(inform), Told(inform, who, outcome, words)
    if last and Told.of(last) == new and just_now(book, last):
        return last
    return book.write(child, episode, NewEvent.note(new))
