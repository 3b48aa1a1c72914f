"""Take over a shift: the incoming person, signed in as themselves, accepts an episode and what is due."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.due_for import duties_for
from carerapp.domain.duties import Duty, DutyState
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.shift import TookOver


def accept_shift(book: Casebook, child: str, episode: str) -> Event:
    """Signed by whoever accepts, once. The entry names who had it before, and what was still to do then."""
    file = book.child(child)
    accepted = file.episode(episode).taken_over
    if accepted and book.person.is_me(accepted.author):
        return accepted
    held = holder(file.episode(episode))
    due = tuple(duty.what for duty in open_duties(book, child, episode))
    return book.write(child, episode, NewEvent.note(TookOver(book.name_of(held), held, due)))


def open_duties(book: Casebook, child: str, episode: str) -> tuple[Duty, ...]:
    """What is accepted with the episode."""
    file = book.child(child)
    found = duties_for(file, file.episode(episode), book.now())
    return tuple(duty for duty in found if duty.state is not DutyState.DONE and not duty.hangs)


def holder(episode: Episode) -> str:
    """The id of who has the episode now: the last who accepted it, else who opened it."""
    if accepted := episode.taken_over:
        return accepted.author
    assert episode.record.opened is not None
    return episode.record.opened.author
