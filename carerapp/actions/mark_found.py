"""Found or back: the clock stops, the return's clock starts. And closing the episode."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.events import utc
from carerapp.domain.outcomes import ClosedBecause


def mark_found(
    book: Casebook,
    child: str,
    episode: str,
    *,
    at: datetime | None = None,
    where: str = "",
    how: str = "",
    by: str = "",
    condition: str = "",
) -> None:
    """Only the time is needed, and it is now unless the carer says otherwise."""
    record = book.child(child).record(episode)
    moment = at or book.now()
    if at or not record.text("found_at"):
        answer_question(book, child, episode, "found_at", utc(moment), happened=moment)
    details = {"found_where": where, "found_how": how, "found_by": by, "found_condition": condition}
    for field, value in details.items():
        if value:
            answer_question(book, child, episode, field, value)


def close_episode(book: Casebook, child: str, episode: str, because: ClosedBecause, reason: str = "") -> None:
    """The episode is over. `reason` is kept for a false alarm."""
    if reason:
        answer_question(book, child, episode, "false_alarm_reason", reason)
    answer_question(book, child, episode, "closed_reason", because.value)
    book.forget(child)  # the next one begins under the rules as they are now
