"""What became of one step of the checklist, as the carer said it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from carerapp.domain.events import Event
from carerapp.domain.json_value import Json, JsonObject, plain
from carerapp.domain.outcomes import StepOutcome
from carerapp.domain.records import Record


@dataclass(frozen=True, slots=True)
class Check:
    """A step's outcome, and who said it first and when."""

    outcome: StepOutcome
    comments: str
    at: datetime
    author: str
    event: str  # the id, for a correction


def check_value(outcome: StepOutcome, comments: str) -> JsonObject:
    """The answer that a tick writes: a row of actions, as the form's kind of field keeps it."""
    return {"outcome": outcome.value, "comments": comments}


def outcome_in(value: Json) -> StepOutcome | None:
    """The outcome in a step's answer; None while it is still to do, or where it is not known."""
    return StepOutcome.read(value.get("outcome")) if isinstance(value, dict) else None


def comments_in(value: Json) -> str:
    """The words beside the outcome."""
    return plain(value.get("comments")) if isinstance(value, dict) else ""


def check_of(record: Record, field: str) -> Check | None:
    """The step's latest outcome, or None while it is still to do (or was undone)."""
    heads = record.heads(field)
    outcome = outcome_in(heads[-1].value) if heads else None
    if outcome is None:
        return None
    event = heads[-1]
    first = first_said(record, event)
    return Check(outcome, comments_in(event.value), first.happened, first.author, event.id)


def first_said(record: Record, event: Event) -> Event:
    """As `first_of`, where the record is at hand."""
    return first_of(event, {e.id: e for e in record.history(event.field)})


def first_of(event: Event, by_id: Mapping[str, Event]) -> Event:
    """The entry that first said this outcome of a step. Words that are added later, or put right, say the
    same outcome again: they move no time, and it stays the act of who did it."""
    outcome, first, looked = outcome_in(event.value), event, {event.id}
    while True:
        before = [by_id[id] for id in first.supersedes if id in by_id and id not in looked]
        same = [e for e in before if e.field == event.field and outcome_in(e.value) is outcome]
        if not same:
            return first
        looked |= {e.id for e in same}
        first = min(same, key=lambda e: (e.happened_at, e.hlc, e.id))
