"""What a closed episode leaves on a device once the authority has it.

That it was, from when to when, and whether it was reported: the counters of later episodes need no more.
"""

from __future__ import annotations

from collections.abc import Iterable

from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json, as_object, as_text
from carerapp.domain.topics import Topic

STUB = ("unknown_since", "reported_at", "found_at", "closed_reason", Topic.SAME_EPISODE, Topic.LEFT_DEVICE)


def in_stub(event: Event) -> bool:
    """Whether this entry of a closed episode stays."""
    return event.kind is EventKind.OPEN or (event.field in STUB and event.kind is not EventKind.NEWER)


def closed_here(child: ChildFile, file: str) -> tuple[str, ...]:
    """The closed episodes of which there is more than the stub in this file of the child's, oldest first."""

    def is_here(event: Event) -> bool:
        return not in_stub(event) and child.log_of(event.record) == file

    closed = (e.id for e in child.episodes if e.closed)
    return tuple(id for id in closed if any(is_here(event) for event in child.written_of(id)))


def files_of(events: Iterable[Event]) -> set[str]:
    """The ids of the photos and frozen documents that these entries name."""
    return files_in(event.value for event in events)


def files_in(said: Iterable[Json]) -> set[str]:
    """The same, of what entries say."""
    values = [as_object(value) for value in said]
    return {id for value in values for part in ("photo", "file") if (id := as_text(value.get(part)))}
