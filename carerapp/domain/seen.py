"""Who at the authority has seen an episode, how far, and whom to ring when nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from carerapp.domain.episode import Episode
from carerapp.domain.events import Event

TOPIC = "acknowledged"


@dataclass(frozen=True, slots=True)
class Seen:
    """``since``: how many entries others wrote after what was seen."""

    by: str
    at: datetime
    since: int


def seen(episode: Episode, events: list[Event]) -> Seen | None:
    """The newest acknowledgement. ``events``: of the child; those of the episode count."""
    notes = episode.record.notes(TOPIC)
    if not notes:
        return None
    newest = max(notes, key=lambda e: e.hlc)
    upto = str(newest.value.get("upto", "")) if isinstance(newest.value, dict) else ""
    own = [e for e in events if e.record == episode.id and e.field != TOPIC]
    return Seen(newest.author, newest.written, sum(e.hlc > upto for e in own))


def escalation_step(
    episode: Episode,
    events: list[Event],
    minutes: int | None,
    ring: tuple[tuple[str, str], ...],
    now: datetime,
) -> tuple[str, str] | None:
    """Whom to ring (who, number), by the authority's own setting: nobody acknowledged for so many minutes, then
    for as many again, and so on down its list. ``None``: not yet, or the authority has set nothing."""
    if minutes is None or not ring or episode.closed or episode.found_at:
        return None
    found = seen(episode, events)
    if found and not found.since:
        return None
    waiting_since = episode.opened_at if found is None else _first_since(episode, events, found.at)
    steps = int((now - waiting_since) / timedelta(minutes=minutes))
    return ring[min(steps, len(ring)) - 1] if steps >= 1 else None


def _first_since(episode: Episode, events: list[Event], at: datetime) -> datetime:
    later = [e.written for e in events if e.record == episode.id and e.field != TOPIC and e.written > at]
    return min(later, default=at)
