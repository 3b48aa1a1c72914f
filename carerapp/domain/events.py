"""An event: one thing a carer typed, ticked, dialled, handed over or corrected.

Events are never changed. Times are ISO 8601 in UTC to the second; `utc_offset`
is the wall clock's distance from UTC, in minutes, where and when it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

Json = Any


class Kind(StrEnum):
    OPEN = "open"
    ANSWER = "answer"
    ADD_ROW = "add_row"
    REMOVE_ROW = "remove_row"
    NOTE = "note"
    ATTACH = "attach"
    CORRECT = "correct"


_KINDS = {kind.value: kind for kind in Kind}  # asked fifty thousand times when a long record is opened


class BrokenEvent(ValueError):
    """The stored bytes are not an event this version can read."""


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    record: str
    form: str  # "hertfordshire/key_contacts@1", pinned when the record was opened
    kind: Kind
    field: str  # a field's path; for a note, what it is about ("call", "copy" …)
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
        """When it happened, in the wall-clock time of where it was written."""
        return self._local(self.happened_at)

    @property
    def written(self) -> datetime:
        return self._local(self.written_at)

    def _local(self, text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(timezone(timedelta(minutes=self.utc_offset)))

    def to_json(self) -> dict[str, Json]:
        data: dict[str, Json] = {name: getattr(self, name) for name in (*_PLAIN, *_LATER)}
        data["kind"] = self.kind.value
        data["supersedes"] = list(self.supersedes)
        return data

    @staticmethod
    def from_json(data: Mapping[str, Json]) -> Event:
        try:
            return Event(
                data["id"],
                data["record"],
                data["form"],
                _KINDS[data["kind"]],
                data["field"],
                data["value"],
                tuple(data["supersedes"]),
                data["author"],
                data["happened_at"],
                data["written_at"],
                data["utc_offset"],
                data["hlc"],
                data["reason"],
                data.get("run", ""),
                data.get("run_ms", 0),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise BrokenEvent(f"This entry can't be read by this version of the app ({error}).") from error


_PLAIN = (
    "id",
    "record",
    "form",
    "field",
    "value",
    "author",
    "happened_at",
    "written_at",
    "utc_offset",
    "hlc",
    "reason",
)
_LATER = ("run", "run_ms")  # not in the oldest entries


def utc(moment: datetime) -> str:
    """ISO 8601, UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
