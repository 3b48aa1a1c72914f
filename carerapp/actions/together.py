"""Children who leave together: linked episodes, and steps that are done once for all of them.

Only the link and the outcome of a shared step stand in each log: no name, no words, no
answer of one child reaches another's record.
"""

from __future__ import annotations

from collections.abc import Sequence

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.actions.tick_step import tick_step
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, utc
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import StepOutcome
from carerapp.domain.topics.together import LeftTogether


def left_together(book: Casebook, child: str, episode: str, others: Sequence[str]) -> None:
    """Open an episode for each of the other children, from the same moment, linked to this one."""
    own = book.child(child).episode(episode)
    link = own.together or book.new_id()
    if not own.together:
        _link(book, child, episode, link)
    for other in others:
        theirs = start_episode(book, other)
        if theirs.together:
            continue
        answer_question(book, other, theirs.id, "unknown_since", utc(own.unknown_since))
        _link(book, other, theirs.id, link)


def _link(book: Casebook, child: str, episode: str, link: str) -> None:
    book.write(child, episode, NewEvent.note(LeftTogether(link)))


def linked(book: Casebook, episode: Episode) -> tuple[tuple[ChildFile, Episode], ...]:
    """The open episodes of the others who left with them."""
    if not episode.together:
        return ()
    found = ((c, c.open_episode) for c in book.children())
    return tuple(
        (c, e)
        for c, e in found
        if e and e.id != episode.id and e.together == episode.together and not e.found_at
    )


def tick_for_all(
    book: Casebook, child: str, episode: str, field: str, outcome: StepOutcome, comments: str = ""
) -> Event:
    """Tick a step; a shared one also where those who left with them have it and have not ticked it."""
    event = tick_step(book, child, episode, field, outcome, comments)
    file = book.child(child)
    shared = any(s.shared for s in file.protocol.checklist if s.field == field)
    for other, own in linked(book, file.episode(episode)) if shared else ():
        steps = {s.field for s in Applying(other, own, book.now()).steps() if s.shared}
        if field in steps and other.protocol.id == file.protocol.id and own.check(field) is None:
            tick_step(book, other.id, own.id, field, outcome)
    return event
