"""Reported to the police: when, to whom, under which reference."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.events import utc


def report(
    book: Casebook,
    child: str,
    episode: str,
    *,
    at: datetime | None = None,
    reference: str = "",
    call_taker: str = "",
) -> None:
    """Marks the episode as reported. Nothing but the time is needed; the rest may follow later."""
    record = book.child(child).record(episode)
    moment = at or book.now()
    if at or not record.text("reported_at"):
        answer_question(book, child, episode, "reported_at", utc(moment), happened=moment)
    answer_question(book, child, episode, "police_reference", reference)
    answer_question(book, child, episode, "call_taker", call_taker)
