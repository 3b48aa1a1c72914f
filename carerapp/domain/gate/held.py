"""The same door for what stands in a child's log already: an older version of the app may have taken it.

A fold never raises. What it cannot read, and what its signer did not write, is left out and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from carerapp.domain.events import BrokenEvent, Event
from carerapp.domain.gate.desk_words import FIELDS, acknowledges, is_the_desks
from carerapp.domain.gate.reasons import Reason
from carerapp.domain.gate.shape import shown
from carerapp.domain.json_value import Json, plain


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry of the log that is not shown: its ``place`` in the log (from 0), the id of who signed it,
    why, and its words as far as they can be read."""

    place: int
    signer: str
    reason: Reason
    words: str


def read_log(
    documents: Iterable[Mapping[str, Json]], signers: Iterable[str], of_a_home: Callable[[str], bool]
) -> tuple[list[Event], tuple[LeftOut, ...]]:
    """The entries of a log in its order, and those that are left out. ``signers``: the id of who signed each;
    ``of_a_home``: whether this author is known to write at a home and never at a duty desk."""
    events: list[Event] = []
    left_out: list[LeftOut] = []
    perhaps: list[tuple[int, Event]] = []  # a desk's: few of many
    for place, (document, signer) in enumerate(zip(documents, signers, strict=True)):
        try:
            event = Event.from_json(document)
        except BrokenEvent:
            left_out.append(LeftOut(place, signer, Reason.UNREADABLE, words_of(document)))
            continue
        if event.author != signer:
            left_out.append(LeftOut(place, signer, Reason.AUTHOR, words_of(document)))
        else:
            events.append(event)
            if event.supersedes or event.field in FIELDS:
                perhaps.append((place, event))
    acknowledged = {event.id for _, event in perhaps if acknowledges(event)}
    wrong = {
        id(event): LeftOut(place, event.author, Reason.NOT_A_DESK, words_of(event.to_json()))
        for place, event in perhaps
        if is_the_desks(event, acknowledged) and of_a_home(event.author)
    }
    if wrong:
        events = [event for event in events if id(event) not in wrong]
    return events, tuple(sorted((*left_out, *wrong.values()), key=lambda one: one.place))


def words_of(document: Mapping[str, Json]) -> str:
    """What it says, for a person who judges it: what it is about, and its value as words."""
    field, value = document.get("field"), document.get("value")
    parts = (field.replace("_", " ") if isinstance(field, str) else "", plain(value))
    return shown(": ".join(part for part in parts if part))
