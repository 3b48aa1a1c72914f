"""What the authority's own table says, given the facts so far. The carer decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from carerapp.domain.absence import facts_at
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import absence_of, answers, confirmed, history_of, unreachable
from carerapp.domain.episode import Episode
from forms.protocol import Decision, Factor, Protocol

Says = Literal["report", "your_decision", "no_report"]
_STRICTEST_FIRST: tuple[Says, ...] = ("report", "your_decision", "no_report")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row of the table that applies, and what it comes to with these facts."""

    row: Decision
    says: Says
    because: tuple[Factor, ...] = ()  # the factors answered yes


def facts(child: ChildFile, episode: Episode, now: datetime) -> Mapping[str, object]:
    """Everything the rows ask about: the carer's answers first, what the log shows where they gave none."""
    history = history_of(child, episode)
    known = facts_at(absence_of(child, episode), history, child.protocol.counts, now, confirmed(child))
    missing = known["missing_hours"]
    known["missing_over_24_hours"] = isinstance(missing, float) and missing > 24
    known["missing_before"] = bool(history)
    if unreachable(episode):
        known["cannot_be_contacted"] = "yes"
    return {**known, **answers(episode)}


def verdicts(protocol: Protocol, known: Mapping[str, object]) -> tuple[Verdict, ...]:
    """The rows that apply, strictest first. Empty when the facts fit no row."""
    found = [_verdict(row, known) for row in protocol.decisions if row.when.holds(known)]
    return tuple(sorted(found, key=lambda v: _STRICTEST_FIRST.index(v.says)))


def _verdict(row: Decision, known: Mapping[str, object]) -> Verdict:
    if row.outcome == "report":
        return Verdict(row, "report")
    if row.outcome == "no_report":
        return Verdict(row, "no_report")
    yes = tuple(f for f in row.factors if known.get(f.name) == "yes")
    return Verdict(row, "report" if yes else "your_decision", yes)
