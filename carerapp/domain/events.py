"""An event: one thing a carer typed, ticked, dialled, handed over or corrected.

Events are never changed. Times are ISO 8601 in UTC to the second; `utc_offset`
is the wall clock's distance from UTC, in minutes, where and when it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NotRequired, TypedDict, cast

from carerapp.domain.json_value import Json
from carerapp.domain.moment import Moment
from forms.engine.uk_clock import uk


class EventKind(StrEnum):
    """What an event does to its record."""

    OPEN = "open"
    ANSWER = "answer"
    ADD_ROW = "add_row"
    REMOVE_ROW = "remove_row"
    NOTE = "note"
    ATTACH = "attach"
    CORRECT = "correct"


_KINDS = {kind.value: kind for kind in EventKind}  # asked fifty thousand times when a long record is opened


class BrokenEvent(ValueError):
    """The stored bytes are not an event this version can read."""


class StoredEvent(TypedDict):
    """An event as JSON: what is signed, kept and shared."""

    id: str
    record: str
    form: str
    kind: str
    field: str
    value: Json
    supersedes: list[str]
    author: str
    happened_at: str
    written_at: str
    utc_offset: int
    hlc: str
    reason: str
    run: NotRequired[str]  # the oldest entries have neither of the two
    run_ms: NotRequired[int]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log."""

    id: str
    record: str
    form: str  # "hertfordshire/key_contacts@1", pinned when the record was opened
    kind: EventKind
    field: str  # a field's path; for a note, its topic ("call", "copy" …)
    value: Json
    supersedes: tuple[str, ...]
    author: str
    happened_at: str
    written_at: str
    utc_offset: int
    hlc: str
    reason: str = ""  # of a correction: why
    run: str = ""  # which run of the device since it was switched on, opaque; "" where nothing tells
    run_ms: int = 0  # milliseconds since then: no hand sets this clock

    @property
    def happened(self) -> datetime:
        """When it happened, on the United Kingdom's clock."""
        return uk(datetime.fromisoformat(self.happened_at))

    @property
    def written(self) -> datetime:
        """When it was written, on the same clock."""
        return uk(datetime.fromisoformat(self.written_at))

    @property
    def moment(self) -> Moment:
        """When it happened, with the wall clock of where it was written."""
        return self.place(self.happened)

    def place(self, moment: datetime) -> Moment:
        """A moment that this entry tells, with the wall clock of where it was written."""
        return Moment.written_at(moment, self.written, self.utc_offset)

    def to_json(self) -> dict[str, Json]:
        """As it is stored, signed and sent."""
        return {
            "id": self.id,
            "record": self.record,
            "form": self.form,
            "kind": self.kind.value,
            "field": self.field,
            "value": self.value,
            "supersedes": list(self.supersedes),
            "author": self.author,
            "happened_at": self.happened_at,
            "written_at": self.written_at,
            "utc_offset": self.utc_offset,
            "hlc": self.hlc,
            "reason": self.reason,
            "run": self.run,
            "run_ms": self.run_ms,
        }

    @staticmethod
    def from_json(data: Mapping[str, Json]) -> Event:
        """Raises ``BrokenEvent`` when a part is missing or the kind is not known."""
        stored = cast(StoredEvent, data)
        try:
            return Event(
                stored["id"],
                stored["record"],
                stored["form"],
                _KINDS[stored["kind"]],
                stored["field"],
                stored["value"],
                tuple(stored["supersedes"]),
                stored["author"],
                stored["happened_at"],
                stored["written_at"],
                stored["utc_offset"],
                stored["hlc"],
                stored["reason"],
                stored.get("run", ""),
                stored.get("run_ms", 0),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise BrokenEvent(f"This entry can't be read by this version of the app ({error}).") from error


def utc(moment: datetime) -> str:
    """ISO 8601, UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
