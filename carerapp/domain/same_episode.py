"""Two devices opened an episode of the same child without knowing of each other: it is one episode.

While neither is closed, both are shown as the one that was opened first. The first thing that is written
then says so in the log; from there on they are one for good, also when one is closed. One that was closed by
somebody who did not know of the other closes nothing but itself: it is safer to look for a child twice than
to stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carerapp.domain.events import Event, EventKind
from carerapp.domain.topics import Topic
from carerapp.domain.topics.same_episode import SameEpisode

_TOPIC = Topic.SAME_EPISODE.value  # asked of each of fifty thousand entries
_OPEN = EventKind.OPEN


def kind_of(form: str) -> str:
    """ "episode", of "liverpool/episode@1": each pack has its own form of a kind."""
    return form.partition("@")[0].rpartition("/")[2]


def is_episode(form: str) -> bool:
    """Whether it is an episode's form, of any pack."""
    return kind_of(form) == "episode"


def same_episodes(events: Iterable[Event]) -> Mapping[str, str]:
    """Record → the record that it is one with, for those that are not the first of their episode.

    The same for every order of the events, and also where the two devices went by different procedures.
    """
    opened: dict[str, Event] = {}
    closed: set[str] = set()
    joined: list[tuple[str, str]] = []
    for event in events:
        if event.kind is EventKind.NEWER:
            continue
        if event.kind is _OPEN and is_episode(event.form):
            first = opened.get(event.record)
            opened[event.record] = event if first is None or event.hlc < first.hlc else first
        elif event.field == "closed_reason" and event.value:
            closed.add(event.record)
        elif event.field == _TOPIC:
            joined += [(event.record, other) for other in SameEpisode.of(event).records]
    groups = _groups(opened, joined)
    live = [group for group in groups if not group & closed]
    if len(live) > 1:
        groups = [group for group in groups if group & closed] + [set().union(*live)]
    alias: dict[str, str] = {}
    for group in groups:
        first_of = min(group, key=lambda record: (opened[record].hlc, record))
        alias |= {record: first_of for record in group if record != first_of}
    return alias


def said_already(events: Iterable[Event]) -> set[str]:
    """The records that the log says are one with another."""
    notes = (event for event in events if event.field == _TOPIC and event.kind is not EventKind.NEWER)
    return {record for note in notes for record in SameEpisode.of(note).records}


def _groups(opened: Mapping[str, Event], joined: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups = [{record} for record in sorted(opened)]
    for one, other in joined:
        both = [group for group in groups if group & {one, other}]
        if len(both) == 2:
            groups = [group for group in groups if group not in both] + [both[0] | both[1]]
    return groups
