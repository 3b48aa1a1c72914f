"""Who at the authority has seen an episode, how far, and whom to ring when nobody has."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from carerapp.domain.belonging import moves
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.outcomes import Fact
from carerapp.domain.topics import Topic, topic_at
from carerapp.domain.topics.acknowledged import Acknowledged
from carerapp.domain.topics.moved import Moved
from carerapp.domain.topics.taken_back import TakenBack


@dataclass(frozen=True, slots=True)
class Seen:
    """``since``: how many entries others wrote after what was seen."""

    by: str
    at: datetime
    since: int


def seen(episode: Episode, events: list[Event]) -> Seen | None:
    """The newest acknowledgement. ``events``: of the child; those of the episode count."""
    newest = episode.acknowledged
    if newest is None:
        return None
    said, entries = Acknowledged.of(newest), had(episode, events, newest.hlc)
    later = sum(e.hlc > said.upto for e in _written(episode, events))
    unread = sum(map(_counts, entries)) - _stood_there(said, newest, entries)
    return Seen(newest.author, newest.written, max(later, unread))


def had(episode: Episode, events: list[Event], until: str = "~") -> list[Event]:
    """The entries of the episode that are for the duty desk which had the file at this stamp: all; or, where
    it got nothing from before a move, those after it."""
    anew = (move.hlc for move in moves(events) if move.hlc < until and _begins_anew(Moved.of(move)))
    cut = max(anew, default="")
    return [e for e in events if e.record == episode.id and e.hlc > cut]


def _begins_anew(move: Moved) -> bool:
    return move.hands_over and not move.before


def _stood_there(said: Acknowledged, newest: Event, entries: list[Event]) -> int:
    """How many entries there were for the desk to read. A stamp alone does not tell: what came in late has an
    older stamp than what was read, and no desk has seen it."""
    if said.entries is None:
        return sys.maxsize
    return said.entries - sum(e.hlc < newest.hlc and not _counts(e) for e in entries)


def _written(episode: Episode, events: list[Event]) -> Iterator[Event]:
    """What stands in the episode, but for that it was seen, or was not seen after all."""
    return (e for e in events if e.record == episode.id and _counts(e))


def _counts(event: Event) -> bool:
    if topic_at(event.field) is Topic.TAKEN_BACK:
        return TakenBack.of(event).fact is not Fact.ACKNOWLEDGED
    return event.field != Topic.ACKNOWLEDGED


def escalation_step(
    episode: Episode,
    events: list[Event],
    minutes: int | None,
    ring: tuple[tuple[str, str], ...],
    now: datetime,
) -> tuple[str, str] | None:
    """Whom to ring (who, number), by the authority's own setting: nobody acknowledged for so many
    minutes, then for as many again, and so on down its list. ``None``: not yet, or nothing is set."""
    if minutes is None or not ring or episode.closed or episode.found_at:
        return None
    found = seen(episode, events)
    if found and not found.since:
        return None
    waiting_since = episode.opened_at if found is None else _first_since(episode, events, found.at)
    steps = int((now - waiting_since) / timedelta(minutes=minutes))
    return ring[min(steps, len(ring)) - 1] if steps >= 1 else None


def _first_since(episode: Episode, events: list[Event], at: datetime) -> datetime:
    return min((e.written for e in _written(episode, events) if e.written > at), default=at)
