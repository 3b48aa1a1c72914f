"""Tick a step of the checklist, say why it couldn't be done, or take the tick back."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.checks import Outcome, check_value
from carerapp.domain.events import Event, Kind


def tick_step(
    book: Casebook, child: str, episode: str, field: str, outcome: Outcome, comments: str = ""
) -> Event:
    """The step's outcome, stamped now. A second tick replaces the first; both stay in the log."""
    heads = book.child(child).record(episode).heads(field)
    value = check_value(outcome, comments)
    return book.write(child, episode, Kind.ANSWER, field, value, supersedes=tuple(e.id for e in heads))


def undo_step(
    book: Casebook, child: str, episode: str, field: str, reason: str = "Tapped by mistake"
) -> Event:
    """Back to "not yet": a correction, so the first tick can still be read."""
    heads = book.child(child).record(episode).heads(field)
    ids = tuple(e.id for e in heads)
    return book.write(child, episode, Kind.CORRECT, field, None, supersedes=ids, reason=reason)
