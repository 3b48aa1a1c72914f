"""To whom a child belongs: whose procedure holds, who placed them, whose authority holds the file.

Read from the answers on the child's profile and from each move. The newest by the logical clock counts, so
that every device comes to the same, in whatever order the entries reached it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from carerapp.domain.events import Event, EventKind
from carerapp.domain.topics import Topic
from carerapp.domain.topics.moved import Moved

PROFILE_FORM = "common/profile@1"
_PROFILE = PROFILE_FORM.partition("@")[0]
ANSWERS = ("protocol", "placing")
_SETTLING = frozenset((*ANSWERS, Topic.MOVED))
#: who placed the child, where it is no protocol's id; "" is the council there
ELSEWHERE = "elsewhere"  # an authority whose protocol this app does not hold
NOT_SURE = "not_known"


@dataclass(frozen=True, slots=True)
class Belonging:
    """Ids of protocols; "" where nobody said. ``placing`` "": the council there; also ``ELSEWHERE``,
    ``NOT_SURE``. ``holder`` "": nobody moved the child, and it follows from the two."""

    host: str = ""
    placing: str = ""
    holder: str = ""


def is_move(event: Event) -> bool:
    """Whether it is a move. One of a kind that a newer version knows changes nothing here."""
    return event.field == Topic.MOVED and event.kind is not EventKind.NEWER


def moves(events: Iterable[Event]) -> tuple[Event, ...]:
    """Every move, oldest first by the logical clock."""
    found = (event for event in events if is_move(event))
    return tuple(sorted(found, key=lambda e: (e.hlc, e.id)))


def settles(event: Event) -> bool:
    """Whether this entry says something about it."""
    if event.field not in _SETTLING or event.kind is EventKind.NEWER:
        return False
    return event.field == Topic.MOVED or event.form.partition("@")[0] == _PROFILE


def _after(stands: Belonging, moved: Moved) -> Belonging:
    """Only what the person changed: another may have changed the rest at the same time."""
    return Belonging(
        moved.host if moved.host and moved.host != moved.left_host else stands.host or moved.host,
        moved.placing if moved.placing != moved.left_placing else stands.placing,
        moved.holder if moved.holder and moved.hands_over else stands.holder or moved.holder,
    )


def belonging(events: Iterable[Event]) -> Belonging:
    """What holds now. The same for every order of the events."""
    return belonged(events)[-1]


def belonged(events: Iterable[Event]) -> tuple[Belonging, ...]:
    """What held at first, and after each entry that said something about it: what holds now comes last."""
    stands = [Belonging()]
    for event in sorted((e for e in events if settles(e)), key=lambda e: (e.hlc, e.id)):
        if event.field == Topic.MOVED:
            stands.append(_after(stands[-1], Moved.of(event)))
        elif isinstance(event.value, str):
            part = "host" if event.field == "protocol" else "placing"
            stands.append(replace(stands[-1], **{part: event.value}))
    return tuple(stands)
