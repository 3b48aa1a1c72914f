"""The log for somebody who reads it on paper: one entry an act.

A tap may write several entries: a decision is two answers and a note, a call the number and what came of
it. On paper the one stands that says it all. An entry that was corrected, or that says more, keeps its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import Line
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import plain
from carerapp.domain.topics import Topic, topic_at
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.decided import Decided
from carerapp.domain.topics.handed_over import HandedOver
from carerapp.domain.topics.refused import Refused

#: what a reader looks for first is set apart: calls, and what the police said
Mark = Literal["", "Call", "Police"]
_CALLS = (Topic.CALL, Topic.DIALLED, Topic.CHILD_PHONED)
_REPORT = ("reported_at", "police_reference", "call_taker", "police_risk_level")
_POLICE = (Topic.HANDED_OVER, Topic.REFUSED)
_ONE_ACT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Act:
    """A line, and what it is set apart as."""

    line: Line
    mark: Mark = ""


def acts(child: ChildFile, lines: Sequence[Line]) -> tuple[Act, ...]:
    """The same lines in the same order, without those that another line says whole; what was written of one
    report to the police is one line."""
    events = {event.id: event for event in child.events}
    said = set(_said_elsewhere(lines, events))
    left = [line for line in lines if line.event not in said]
    found: list[Act] = []
    for line in left:
        mark = _mark(events[line.event])
        if found and _one_report(found[-1].line, line, events):
            words = f"{found[-1].line.words.rstrip('.')}. {line.words}"
            found[-1] = Act(replace(line, words=words, happened=found[-1].line.happened), "Police")
        else:
            found.append(Act(line, mark))
    return tuple(found)


def _said_elsewhere(lines: Sequence[Line], events: dict[str, Event]) -> Iterator[str]:
    """The entries that an act's own entry says whole."""
    standing = {line.event for line in lines if not line.corrected_by and not line.replaced_by}
    for line in (one for one in lines if one.event in standing):
        whole = events[line.event]
        topic = topic_at(whole.field) if whole.kind is EventKind.NOTE else None
        if topic is Topic.CALL and Call.of(whole).dialled in standing:
            yield Call.of(whole).dialled
        for field, value in _parts(whole, topic).items():
            yield from (
                other
                for other in standing
                if events[other].field == field
                and events[other].kind is EventKind.ANSWER
                and not events[other].supersedes
                and (value is None or plain(events[other].value).strip() == value.strip())
                and events[other].author == whole.author
                and timedelta() <= whole.written - events[other].written <= _ONE_ACT
            )


def _parts(event: Event, topic: Topic | None) -> dict[str, str | None]:
    """The answers that were written with it → what they must say; None: a time that is its own."""
    if topic is Topic.DECIDED:
        decided = Decided.of(event)
        return {"decision": str(decided.decision or ""), "decision_reason": decided.reason}
    if topic is Topic.HANDED_OVER:
        given = HandedOver.of(event)
        return {"officer_name": given.officer, "officer_number": given.collar, "handed_over_at": None}
    if topic is Topic.REFUSED:
        refused = Refused.of(event)
        return {"refusing_officer_name": refused.officer, "refusing_officer_number": refused.collar}
    return {}


def _mark(event: Event) -> Mark:
    if event.field in _REPORT:
        return "Police"
    topic = topic_at(event.field)
    return "Call" if topic in _CALLS else "Police" if topic in _POLICE else ""


def _one_report(before: Line, line: Line, events: dict[str, Event]) -> bool:
    """Whether the two were written of one report, one after the other, and neither was put right."""
    first, second = events[before.event], events[line.event]
    plain_answers = all(
        one.field in _REPORT and one.kind is EventKind.ANSWER and not one.supersedes
        for one in (first, second)
    )
    changed = any((one.corrected_by or one.replaced_by) for one in (before, line))
    near = abs(second.written - first.written) <= _ONE_ACT
    return plain_answers and not changed and near and before.author == line.author
