"""‹Name› isn't where they should be: start the clock and the log. Nothing is asked first."""

from __future__ import annotations

from datetime import datetime

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.beginning import FIELD
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import utc
from carerapp.domain.new_event import NewEvent
from carerapp.domain.topics.note import Note
from carerapp.domain.uk_time import at_words

#: Facts of an episode that usually still hold when a child leaves again.
STILL_HOLD = (
    "last_seen_clothing",
    "last_seen_money",
    "last_seen_phone",
    "last_seen_medication",
    "court_conditions",
    "external_activity",
    "significant_health_needs",
    "learning_difficulties",
)

_TO_COME = "“Not seen since {at}” was kept before, which by this device’s clock is still to come."


def start_episode(
    book: Casebook, child: str, unknown_since: datetime | None = None, activity: str = ""
) -> Episode:
    """The open episode, or a new one. There is never more than one open for a child. `activity`: the trip or
    holiday that they are missing on, as the question names it; "" where that was not said. A time that is
    still to come, by a clock that was changed, starts nothing: the log tells it."""
    file = book.child(child)
    running = file.open_episode
    if running:
        return running
    record = book.open_record(child, file.protocol.episode.ref, _number(file))
    if unknown_since and unknown_since <= book.now():
        answer_question(book, child, record.id, "unknown_since", utc(unknown_since))
    elif unknown_since:
        book.write(child, record.id, NewEvent.note(Note(_TO_COME.format(at=at_words(unknown_since)))))
    if activity:
        answer_question(book, child, record.id, "external_activity", activity)
        if any(field.name == FIELD for field in file.protocol.episode.fields()):
            answer_question(book, child, record.id, FIELD, "trip")
    return Episode(record)


def _number(file: ChildFile) -> int | None:
    """Of the rules that it begins under; None where they are not here, so that it is not known."""
    return None if file.protocol.lacking else file.protocol.serial


def leave_again(book: Casebook, child: str) -> Episode:
    """A new episode at once, with the facts of the last one that still hold."""
    before = book.child(child).episodes
    episode = start_episode(book, child)
    if before and before[-1].id != episode.id:
        for field in STILL_HOLD:
            value = before[-1].record.value(field)
            if value not in (None, ""):
                answer_question(book, child, episode.id, field, value)
    return episode
