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
    if topic_at(event.field) is not Topic.CALL:
        return act
    who = Call.of(event).who
    table = next((table for table in withheld if who in child.key_contacts.rows(table)), "")
    if not table:
        return act
    words = f"A call to somebody who is left out of the copy: {isolated(withheld[table])}."
    return replace(act, line=replace(act.line, words=words))


def since_the_copy(
    child: ChildFile, episode: Episode, copy_event: Event, name_of: NameOf
) -> tuple[tuple[Change, ...], tuple[Act, ...]]:
    """The answers that changed, and the news: nothing has changed only where both are empty."""
    return changes_since(child, copy_event), news_since(child, episode, copy_event, name_of)


def newest(child: ChildFile, changes: tuple[Change, ...], news: tuple[Act, ...]) -> str:
    """The id of the entry that was written last of all these: the police are rung again with it; "" for
    none. A call to the police is no news to them."""
    ids = {act.line.event for act in news if not act.line.corrected_by}
    told = {(change.field, change.written_at) for change in changes}
    found = [e for e in child.events if (e.id in ids and not to_police(e)) or (e.field, e.written) in told]
    return max(found, key=lambda e: (e.hlc, e.id)).id if found else ""
