"""A table in a table: its rows and cells merge like any other, whatever the order in which they come."""

from __future__ import annotations

from itertools import permutations

from carerapp.domain.events import Event, EventKind
from carerapp.domain.hlc import tick
from carerapp.domain.json_value import Json
from carerapp.domain.records import Record


def event(number: int, kind: EventKind, field: str, value: Json, device: str) -> Event:
    at = f"2026-01-01T00:00:{number:02d}+00:00"
    stamp = tick("", 1_000 + number, device)
    return Event(f"e{number}", "r", "x/form@1", kind, field, value, (), "p", at, at, 0, stamp)


EVENTS = (
    event(1, EventKind.ADD_ROW, "visits", "v", "a"),
    event(2, EventKind.ADD_ROW, "visits/v/people", "p", "a"),
    event(3, EventKind.ADD_ROW, "visits/v/people", "q", "b"),
    event(4, EventKind.ANSWER, "visits/v/people/p/name", "Ann", "a"),
    event(5, EventKind.ANSWER, "visits/v/people/p/name", "Anne", "b"),
)


def test_two_devices_that_wrote_into_it_at_once_are_both_kept() -> None:
    """Both rows, and both answers of one cell until a person chooses."""
    for order in permutations(EVENTS):
        record = Record.fold("r", order)
        assert record.rows("visits") == ["v"]
        assert record.rows("visits/v/people") == ["p", "q"]
        assert [a.value for a in record.answers("visits/v/people/p/name")] == ["Ann", "Anne"]
