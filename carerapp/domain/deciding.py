"""What the authority's own table says, given the facts so far. The carer decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Json
from forms.protocol import Decision, Factor, Protocol

Says = Literal["report", "your_decision", "no_report"]
_STRICTEST_FIRST: tuple[Says, ...] = ("report", "your_decision", "no_report")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row of the table that applies, and what it comes to with these facts."""

    row: Decision
    says: Says
    because: tuple[Factor, ...] = ()  # the factors answered yes


def facts(child: ChildFile, episode: Episode, now: datetime) -> Mapping[str, Json]:
    """Everything the rows ask about: the carer's answers first, what the log shows where they gave none."""
    record = episode.record
    gone = (episode.found_at or now) - episode.unknown_since
    order = [e.id for e in child.episodes]
    earlier = child.episodes[: order.index(episode.id)]
    known: dict[str, Json] = {
        "setting": child.setting,
        "age": child.age(now),
        "looked_after": child.setting != "home",
        "whereabouts": "unknown",
        "missing_over_24_hours": gone > timedelta(hours=24),
        "missing_before": any(not _false_alarm(e) for e in earlier),
    }
    if child_unreachable(episode):
        known["cannot_be_contacted"] = "yes"
    for path in record.paths():
        value = record.value(path)
        if "/" not in path and value not in (None, ""):
            known[path] = value
    return known


def _false_alarm(episode: Episode) -> bool:
    return episode.record.text("closed_reason") == "false_alarm"


def _earlier(child: ChildFile, episode: Episode, now: datetime) -> Mapping[str, Json]:
    """How long this time, and how often before. A false alarm does not count."""
    gone = (episode.found_at or now) - episode.unknown_since
    times = [
        e.unknown_since
        for e in child.episodes
        if e.unknown_since <= episode.unknown_since and e.record.value("closed_reason") != "false_alarm"
    ]
    lately = [t for t in times if episode.unknown_since - t <= timedelta(days=90)]
    return {
        "missing_over_24_hours": gone > timedelta(hours=24),
        "missing_before": len(times) > 1,
        "three_in_90_days": len(lately) >= 3,
    }


def child_unreachable(episode: Episode) -> bool:
    """True when the child's own phone was tried without an answer and they have not rung since."""
    if episode.record.notes("child_phoned"):
        return False
    calls = [e.value.get("outcome") for e in episode.calls("child")]
    return bool(calls) and not any(o in ("spoke", "seen") for o in calls)


def verdicts(protocol: Protocol, known: Mapping[str, Json]) -> tuple[Verdict, ...]:
    """The rows that apply, strictest first. Empty when the facts fit no row."""
    found = [_verdict(row, known) for row in protocol.decisions if row.when.holds(known)]
    return tuple(sorted(found, key=lambda v: _STRICTEST_FIRST.index(v.says)))


def _verdict(row: Decision, known: Mapping[str, Json]) -> Verdict:
    if row.outcome == "report":
        return Verdict(row, "report")
    if row.outcome == "no_report":
        return Verdict(row, "no_report")
    yes = tuple(f for f in row.factors if known.get(f.name) == "yes")
    return Verdict(row, "report" if yes else "your_decision", yes)
