"""An event: one thing a carer typed, ticked, dialled, handed over or corrected.

Events are never changed. Times are ISO 8601 in UTC to the second; `utc_offset`
is the wall clock's distance from UTC, in minutes, where and when it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple, NotRequired, TypedDict, cast

from carerapp.domain.hlc import is_stamp
from carerapp.domain.json_value import Json, too_deep
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
    NEWER = "newer"  # never written: a kind that a newer version of the app knows; it changes nothing here


_KINDS = {  # asked fifty thousand times when a long record is opened
    kind.value: kind for kind in EventKind if kind is not EventKind.NEWER
}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")  # of a kind
_MOST_TEXT, _MOST_FIELD, _MOST_SUPERSEDES = 200, 400, 1_000  # letters, letters, ids
_FIRST_YEAR, _END_YEAR = 1900, 2200
_MOST_OFFSET = 26 * 60  # minutes; no clock on earth is further from UTC than 14 hours
_MOST_RUN_MS = 2**53
_make = tuple.__new__  # of parts in the order of the fields


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


class Event(NamedTuple):
    """One entry of the log. (A tuple, since a long record makes fifty thousand when it is opened.)"""

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
        """Raises ``BrokenEvent`` when a part is missing or is not what it must be: of an event that was
        read no property raises. A kind that is not known here is a newer version's; keys that are not are
        left alone."""
        try:
            event = _read(cast(StoredEvent, data))
        except (KeyError, ValueError, TypeError, AttributeError, OverflowError):
            event = None
        if event is None:
            raise BrokenEvent("This entry can't be read by this version of the app.")
        return event


def _newer(kind: str) -> EventKind:
    """Of a kind that is not known here. Raises ``ValueError`` or ``TypeError`` for what is no name of one."""
    if not _NAME.fullmatch(kind):
        raise ValueError
    return EventKind.NEWER


def _read(stored: StoredEvent) -> Event | None:
    """None, or one of the errors that `Event.from_json` knows, for what is none. Asked as often as an entry
    is read: each part is looked up once, and the tuple is made at once."""
    id, record, form, field = stored["id"], stored["record"], stored["form"], stored["field"]
    kind, value, supersedes, author = stored["kind"], stored["value"], stored["supersedes"], stored["author"]
    happened, written, offset = stored["happened_at"], stored["written_at"], stored["utc_offset"]
    hlc, reason, run, ms = stored["hlc"], stored["reason"], stored.get("run", ""), stored.get("run_ms", 0)
    right = (
        type(id) is type(record) is type(field) is type(hlc) is str
        and type(form) is type(author) is type(run) is type(reason) is str
        and 0 < len(id) <= _MOST_TEXT
        and 0 < len(record) <= _MOST_TEXT
        and len(form) + len(author) + len(run) + len(hlc) <= 2 * _MOST_TEXT
        and len(field) <= _MOST_FIELD
        and is_stamp(hlc)
        and type(offset) is type(ms) is int
        and -_MOST_OFFSET <= offset <= _MOST_OFFSET
        and 0 <= ms < _MOST_RUN_MS
        and _is_time(written)
        and (happened == written or _is_time(happened))
        and type(supersedes) is list
        and (not supersedes or _are_ids(supersedes))
        and not too_deep(value)
    )
    if not right:
        return None
    said = id, record, form, _KINDS.get(kind) or _newer(kind), field, value, tuple(supersedes), author
    when = happened, written, offset, hlc, reason, run, ms
    return _make(Event, said + when)


def _is_time(text: str) -> bool:
    moment = datetime.fromisoformat(text)
    return moment.tzinfo is not None and _FIRST_YEAR <= moment.year < _END_YEAR


def _are_ids(supersedes: Sequence[object]) -> bool:
    return len(supersedes) <= _MOST_SUPERSEDES and all(type(id) is str for id in supersedes)


def utc(moment: datetime) -> str:
    """ISO 8601, UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
