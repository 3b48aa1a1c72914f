"""What became of one step of the checklist, as the carer said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from carerapp.domain.events import Json
from carerapp.domain.records import Record

Outcome = Literal["done", "couldnt", "doesnt_apply"]
OUTCOMES: tuple[Outcome, ...] = ("done", "couldnt", "doesnt_apply")


@dataclass(frozen=True, slots=True)
class Check:
    outcome: Outcome
    comments: str
    at: datetime
    author: str
    event: str  # the id, for a correction


def check_value(outcome: Outcome, comments: str) -> Json:
    return {"outcome": outcome, "comments": comments}


def check_of(record: Record, field: str) -> Check | None:
    """The step's latest outcome, or None while it is still to do (or was undone)."""
    heads = record.heads(field)
    if not heads or not isinstance(heads[-1].value, dict):
        return None
    event = heads[-1]
    outcome = event.value.get("outcome")
    if outcome not in OUTCOMES:
        return None
    return Check(outcome, str(event.value.get("comments", "")), event.happened, event.author, event.id)
