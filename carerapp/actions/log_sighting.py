"""Somebody on the phone saw them: the call's outcome, and *last seen* where this is the newest there is."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.log_call import log_call
from carerapp.domain.events import Event, utc
from carerapp.domain.isolated import isolated
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.typed_time import said_words


def log_sighting(
    book: Casebook,
    child: str,
    episode: str,
    dialled: Event,
    *,
    at: datetime | None,
    where: str,
    company: str,
) -> Event:
    """The call's entry. ``company``: who they were with; "" is not said. An older sighting than the one that
    is held, or one of an unknown time beside it, stands in the log only. Raises NotSaved."""
    said = [f"at {said_words(at, book.now())}" if at else "", isolated(where) if where else ""]
    said.append(f"with {isolated(company)}" if company else "")
    words = ", ".join(part for part in said if part)
    call = log_call(book, child, episode, dialled, CallOutcome.SEEN, words[:1].upper() + words[1:])
    record = book.child(child).episode(episode).record
    held = book.child(child).episode(episode).last_seen_at
    nothing = held is None and not record.text("last_seen_place") and not record.text("last_seen_with")
    if not nothing and (at is None or (held and at <= held)):
        return call
    if at:
        answer_question(book, child, episode, "last_seen_at", utc(at))
    answer_question(book, child, episode, "last_seen_place", where)
    answer_question(book, child, episode, "last_seen_with", company)
    return call
