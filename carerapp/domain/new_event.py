"""What is to be written, before it has an author, a time and a place in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json
from carerapp.domain.topics import Payload, encode, topic_of


@dataclass(frozen=True, slots=True)
class NewEvent:
    """One event to write; each kind has its own way to make one."""

    kind: EventKind
    field: str = ""
    value: Json = None
    supersedes: tuple[str, ...] = ()
    happened: datetime | None = None  # None: now
    reason: str = ""
    id: str = ""  # only for what already has one

    @staticmethod
    def opening(rules: int | None = None) -> NewEvent:
        """A record begins. ``rules``: the number of the protocol's version that holds for it."""
        return NewEvent(EventKind.OPEN, value=None if rules is None else {"rules": rules})

    @staticmethod
    def going_on(rules: int | None, move: str) -> NewEvent:
        """A record that is there already goes on since the child moved (the entry ``move``), under these
        rules."""
        return NewEvent(EventKind.OPEN, value={"rules": rules, "moved": move})

    @staticmethod
    def said_again(event: Event, reason: str) -> NewEvent:
        """An answer that still stands, for readers who do not have the first one."""
        return NewEvent(EventKind.ANSWER, event.field, event.value, (event.id,), event.happened, reason)

    @staticmethod
    def answer(
        path: str,
        value: Json,
        replaces: Iterable[Event] = (),
        happened: datetime | None = None,
        id: str = "",
    ) -> NewEvent:
        """An answer at a field's path, in place of earlier ones."""
        return NewEvent(EventKind.ANSWER, path, value, _ids(replaces), happened, id=id)

    @staticmethod
    def row(table: str, row: str) -> NewEvent:
        """A new, empty row of a table."""
        return NewEvent(EventKind.ADD_ROW, table, row)

    @staticmethod
    def row_off(table: str, row: str, reason: str = "") -> NewEvent:
        """A row is taken off; its cells stay in the record."""
        return NewEvent(EventKind.REMOVE_ROW, table, row, reason=reason)

    @staticmethod
    def note(payload: Payload, happened: datetime | None = None, id: str = "") -> NewEvent:
        """An entry about a topic. Raises ``KeyError`` for a payload without a line in the table of topics."""
        return NewEvent(payload.kind, topic_of(payload), encode(payload), happened=happened, id=id)

    @staticmethod
    def correction(
        field: str, value: Json, replaces: Iterable[Event], reason: str, happened: datetime | None = None
    ) -> NewEvent:
        """What it should say; the first version stays. ``field``: a path, or ``note:`` and a topic."""
        return NewEvent(EventKind.CORRECT, field, value, _ids(replaces), happened, reason)


def _ids(events: Iterable[Event]) -> tuple[str, ...]:
    return tuple(event.id for event in events)
