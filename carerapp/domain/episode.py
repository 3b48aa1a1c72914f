"""An episode: from "he isn't here" to "he is back", read from its record."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from carerapp.domain.checks import Check, check_of
from carerapp.domain.events import Event, Json
from carerapp.domain.records import Record


class State(StrEnum):
    LOOKING = "looking"
    REPORTED = "reported"
    FOUND = "found"
    CLOSED = "closed"


class Episode:
    """A view of the record of one episode. Holds nothing of its own."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.id = record.id

    def _when(self, path: str) -> datetime | None:
        text = self.record.text(path)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment if moment.tzinfo else None

    @property
    def opened_at(self) -> datetime:
        assert self.record.opened is not None
        return self.record.opened.written

    @property
    def unknown_since(self) -> datetime:
        """When they were last known to be where they should be: the clock's start."""
        return self._when("unknown_since") or self.opened_at

    @property
    def reported_at(self) -> datetime | None:
        return self._when("reported_at")

    @property
    def found_at(self) -> datetime | None:
        return self._when("found_at")

    @property
    def interview_at(self) -> datetime | None:
        return self._when("return_interview_at")

    @property
    def false_alarm(self) -> bool:
        return self.record.text("closed_reason") == "false_alarm"

    @property
    def closed(self) -> bool:
        return bool(self.record.value("closed_reason"))

    @property
    def state(self) -> State:
        if self.closed:
            return State.CLOSED
        if self.found_at:
            return State.FOUND
        return State.REPORTED if self.reported_at else State.LOOKING

    def check(self, field: str) -> Check | None:
        return check_of(self.record, field)

    def calls(self, who: str = "") -> tuple[Event, ...]:
        """Calls with an outcome; `who` is a row id, "child", or empty for all."""
        return tuple(e for e in self.record.notes("call") if not who or _who(e.value) == who)

    def call_waiting(self) -> Event | None:
        """The last number dialled that has no outcome yet."""
        told = {e.value.get("dialled") for e in self.record.notes("call") if isinstance(e.value, dict)}
        dialled = [e for e in self.record.notes("dialled") if e.id not in told]
        return dialled[-1] if dialled else None

    def told(self, inform: str) -> Event | None:
        """The last word on someone who must be told."""
        found = [
            e
            for e in self.record.notes("told")
            if isinstance(e.value, dict) and e.value.get("inform") == inform
        ]
        return found[-1] if found else None

    @property
    def together(self) -> str:
        """What links the episodes of children who left together; "" for a child who left alone."""
        found = [e.value for e in self.record.notes("together") if isinstance(e.value, dict)]
        return str(found[-1].get("link", "")) if found else ""

    def copies(self) -> tuple[Event, ...]:
        """Frozen officer's copies and supplements, oldest first."""
        return self.record.notes("copy")

    def hand_overs(self) -> tuple[Event, ...]:
        return self.record.notes("handed_over")

    def refusals(self) -> tuple[Event, ...]:
        return self.record.notes("refused")


def _who(value: Json) -> str:
    return str(value.get("who", "")) if isinstance(value, dict) else ""


def elapsed_words(start: datetime, now: datetime) -> str:
    """'25 min', '1 h 25 min', '2 days 3 h': elapsed time, whatever the clocks did."""
    minutes = max(0, int((now - start).total_seconds() // 60))
    days, rest = divmod(minutes, 1440)
    hours, mins = divmod(rest, 60)
    if days:
        return f"{days} day{'s' if days != 1 else ''} {hours} h"
    return f"{hours} h {mins:02d} min" if hours else f"{mins} min"
