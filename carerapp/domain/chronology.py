"""The log as a person reads it: every event of an episode as one plain line, nothing left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from carerapp.domain.checks import first_of, outcome_in
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import as_object
from carerapp.domain.log_names import LogNames
from carerapp.domain.log_words import in_words
from carerapp.domain.same_child import FIELDS as SAME_CHILD
from carerapp.domain.topics import Topic
from carerapp.domain.topics.photo import AddedPhoto
from forms.engine.uk_clock import uk_words

LATE_AFTER = timedelta(minutes=5)
NameOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words. A line that was corrected stays, and names the line that corrected it."""

    event: str
    happened: datetime
    written: datetime
    late: bool  # written down more than five minutes after it happened
    author: str
    words: str
    corrects: tuple[str, ...] = ()  # the events that this line corrects or replaces
    corrected_by: str = ""  # the event that corrected this one; "" while it stands
    replaced_by: str = ""  # the event that answered the same question later
    photo: str = ""  # the sealed file of a photo that was added to the log
    beside: str = ""  # what the wall clock showed where it was written, when that was another time
    step_at: datetime | None = None  # of words that were added to a step later: when it was done

    @property
    def written_words(self) -> str:
        """'written 23:10', with the day when it was another day; '' when it was written at once."""
        if not self.late:
            return ""
        same_day = self.written.date() == self.happened.date()
        return f"written {uk_words(self.written, '%H:%M' if same_day else '%d/%m/%Y %H:%M')}"


def chronology(child: ChildFile, episode: Episode, name_of: NameOf) -> tuple[Line, ...]:
    """Every event of the episode, and of the Key Contacts form, of each move, of each word that two files
    are one child's and of each about who may read while it ran, in the order it happened."""
    by_id = {event.id: event for event in child.events}
    corrected, replaced = _superseded(child.events)
    names = LogNames(child)
    return tuple(
        Line(
            event=event.id,
            happened=event.happened,
            written=event.written,
            late=event.written - event.happened > LATE_AFTER,
            author=name_of(event.author),
            words=_words(child, event, by_id, names),
            corrects=event.supersedes,
            corrected_by=corrected.get(event.id, ""),
            replaced_by=replaced.get(event.id, ""),
            photo=_photo(event, episode),
            beside=event.moment.beside,
            step_at=_step_at(event, by_id),
        )
        for event in sorted(_events(child, episode), key=lambda e: (e.happened_at, e.hlc, e.id))
    )


def _words(child: ChildFile, event: Event, by_id: dict[str, Event], names: LogNames) -> str:
    """The entry in words. The last wall behind all others: one that no words were found for hides no
    other."""
    try:
        return in_words(child, event, by_id, names)
    except Exception:  # not its message: it may hold what was written
        return "An entry that this version of the app cannot put into words."


def _step_at(event: Event, by_id: dict[str, Event]) -> datetime | None:
    if event.kind is not EventKind.ANSWER or not event.supersedes or outcome_in(event.value) is None:
        return None
    first = first_of(event, by_id)
    return first.happened if first is not event else None


def _photo(event: Event, episode: Episode) -> str:
    added = event.kind is EventKind.ATTACH and event.record == episode.id
    return AddedPhoto.of(event).photo if added else ""


def _events(child: ChildFile, episode: Episode) -> Iterator[Event]:
    own = [event for event in child.events if event.record == episode.id]
    yield from own
    began = episode.record.opened.hlc if episode.record.opened else ""
    ended = max(event.hlc for event in own) if own and episode.closed else ""
    form = child.key_contacts.id
    opened = as_object(episode.record.opened.value if episode.record.opened else None)
    for event in child.events:
        if event.id == opened.get("moved"):  # a reader who has nothing from before begins with the move
            yield event
        elif event.hlc < began or (ended and event.hlc > ended):
            continue
        elif event.record == form or event.field in (Topic.MOVED, Topic.MAY_READ, *SAME_CHILD):
            yield event


def _superseded(events: list[Event]) -> tuple[dict[str, str], dict[str, str]]:
    """What corrected each event, and what replaced it."""
    corrected: dict[str, str] = {}
    replaced: dict[str, str] = {}
    for event in sorted(events, key=lambda e: (e.hlc, e.id)):
        into = corrected if event.kind is EventKind.CORRECT else replaced
        for old in event.supersedes:
            into[old] = event.id
    return corrected, replaced
