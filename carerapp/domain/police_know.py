"""What the police were told of what is new. Only the carer can say it: that a call came through since is
not the same, so they are asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.news import to_police
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.police_told import PoliceTold


@dataclass(frozen=True, slots=True)
class Asked:
    """``call``: the last one to the police that came through; ``entries``: what was there before it, and
    nobody has said whether it was told then."""

    call: Event
    entries: tuple[Event, ...]


def told_at(episode: Episode, entry: Event) -> datetime | None:
    """When the carer says that the police were told of it; None for not, or not known."""
    said = _newest(episode, entry)
    return said.happened if said and PoliceTold.of(said).told else None


def untold(episode: Episode, entries: Iterable[Event]) -> tuple[Event, ...]:
    """Those of them that the police are not known to have."""
    return tuple(entry for entry in entries if told_at(episode, entry) is None)


def to_ask(episode: Episode, entries: Iterable[Event]) -> Asked | None:
    """Whether these were told in a call that came through since; None where there was none, or it is said."""
    spoke = [c for c in episode.calls() if to_police(c) and Call.of(c).outcome is CallOutcome.SPOKE]
    if not spoke:
        return None
    call = spoke[-1]
    open_ = tuple(entry for entry in entries if entry.hlc < call.hlc and _open(episode, entry, call))
    return Asked(call, open_) if open_ else None


def _open(episode: Episode, entry: Event, call: Event) -> bool:
    said = _newest(episode, entry)
    return said is None or (not PoliceTold.of(said).told and said.hlc < call.hlc)


def _newest(episode: Episode, entry: Event) -> Event | None:
    said = [e for e in episode.record.notes(Topic.POLICE_TOLD) if entry.id in PoliceTold.of(e).entries]
    return max(
        said, key=lambda event: (event.hlc, event.id), default=None
    )  # the last word, not the last call
