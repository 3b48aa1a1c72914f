"""What was heard and done since the officer's copy: calls, sightings, what the child said, notes.

The answers that changed since are told by `changes`; this is what stands in the log and in no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from carerapp.domain.acts import Act, acts
from carerapp.domain.changes import Change, changes_since
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import NameOf, chronology
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, EventKind
from carerapp.domain.isolated import isolated
from carerapp.domain.news import to_police
from carerapp.domain.outcomes import PaperKind
from carerapp.domain.topics import Topic, topic_at
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.copy import Copy

#: an officer wants to know these; the rest of the log is about the app and its papers
_NEWS = (
    Topic.CHILD_PHONED,
    Topic.CALL,
    Topic.NOTE,
    Topic.DANGER,
    Topic.TOLD,
    Topic.PHOTO,
    Topic.TOGETHER,
    Topic.TAKEN_BACK,
)


def last_copy(episode: Episode) -> Event | None:
    """The newest copy of the Key Contacts form that was made in this episode."""
    made = [e for e in episode.copies() if Copy.of(e).document is PaperKind.KEY_CONTACTS]
    return made[-1] if made else None


def news_since(
    child: ChildFile,
    episode: Episode,
    copy_event: Event,
    name_of: NameOf,
    withheld: Mapping[str, str] | None = None,
) -> tuple[Act, ...]:
    """The entries since the copy, in the order in which they happened, in the words of the log. Of a call to
    somebody in a table that is `withheld`, no more than that there was one."""
    hidden = Copy.of(copy_event).withheld if withheld is None else withheld
    since = Copy.of(copy_event).as_of or copy_event.hlc
    events = {e.id: e for e in child.events if e.record == episode.id and e.hlc > since and _tells(e)}
    lines = acts(child, chronology(child, episode, name_of))
    told = (act for act in lines if act.line.event in events)
    return tuple(_kept_back(child, act, events[act.line.event], hidden) for act in told)


def _tells(event: Event) -> bool:
    noted = event.kind in (EventKind.NOTE, EventKind.ATTACH) or event.field.startswith("note:")
    return noted and topic_at(event.field) in _NEWS


def _kept_back(child: ChildFile, act: Act, event: Event, withheld: Mapping[str, str]) -> Act:
    table = _left_out(child, event, withheld)
    if not table:
        return act
    words = f"A call to somebody who is left out of the copy: {isolated(withheld[table])}."
    return replace(act, line=replace(act.line, words=words))


def _left_out(child: ChildFile, event: Event, withheld: Mapping[str, str]) -> str:
    """The table that is left out of the copy and holds whom the call was to; "" for none."""
    if topic_at(event.field) is not Topic.CALL:
        return ""
    who = Call.of(event).who
    return next((table for table in withheld if who in child.key_contacts.rows(table)), "")


def since_the_copy(
    child: ChildFile, episode: Episode, copy_event: Event, name_of: NameOf
) -> tuple[tuple[Change, ...], tuple[Act, ...]]:
    """The answers that changed, and the news: nothing has changed only where both are empty."""
    return changes_since(child, copy_event), news_since(child, episode, copy_event, name_of)


def to_tell(
    child: ChildFile, copy_event: Event, changes: tuple[Change, ...], news: tuple[Act, ...]
) -> tuple[Event, ...]:
    """The entries behind all these that the police are to know, oldest first. Not a call to the police
    themselves, nor one to somebody who is left out of the copy."""
    ids = {act.line.event for act in news if not act.line.corrected_by}
    changed = {(change.field, change.written_at) for change in changes}
    hidden = Copy.of(copy_event).withheld
    found = (
        event
        for event in child.events
        if (event.field, event.written) in changed
        or (event.id in ids and not to_police(event) and not _left_out(child, event, hidden))
    )
    return tuple(sorted(found, key=lambda e: (e.hlc, e.id)))
