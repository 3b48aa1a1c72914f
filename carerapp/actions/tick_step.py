"""Tick a step of the checklist, say why it was not done, or take the tick back."""

from __future__ import annotations

from carerapp.actions.casebook import Casebook
from carerapp.domain.checks import check_value
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import StepOutcome


def tick_step(
    book: Casebook, child: str, episode: str, field: str, outcome: StepOutcome, comments: str = ""
) -> Event:
    """The step's outcome, stamped now. A second tick replaces the first; both stay in the log."""
    heads = book.child(child).record(episode).heads(field)
    return book.write(child, episode, NewEvent.answer(field, check_value(outcome, comments), heads))


def undo_step(
    book: Casebook, child: str, episode: str, field: str, reason: str = "Tapped by mistake"
) -> Event:
    """Back to "not yet": a correction, so the first tick can still be read."""
    heads = book.child(child).record(episode).heads(field)
    return book.write(child, episode, NewEvent.correction(field, None, heads, reason))
