"""An episode: from "he isn't here" to "he is back", read from its record."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from carerapp.domain.checks import Check, check_of
from carerapp.domain.events import Event
from carerapp.domain.json_value import as_object
from carerapp.domain.moment import Moment
from carerapp.domain.outcomes import ClosedBecause
from carerapp.domain.records import Record
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.dialled import Dialled
from carerapp.domain.topics.together import LeftTogether
from carerapp.domain.topics.told import Told
from forms.engine.answers import is_blank
from forms.engine.kinds.date_time import kept_moment
from forms.engine.uk_clock import uk

_CLOCKS_DIFFER = timedelta(minutes=1)  # a moment is kept to the second, and typed to the minute
CHILD = "child"  # who was rung, when it was the child


class State(StrEnum):
    """How far it has come."""

    LOOKING = "looking"
    REPORTED = "reported"
    FOUND = "found"
    CLOSED = "closed"


class _Told(NamedTuple):
    """A moment, and the answer that tells it."""

    moment: datetime
    event: Event


class Episode:
    """A view of the record of one episode. Holds nothing of its own."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.id = record.id

    def _when(self, path: str) -> datetime | None:
        told = self._told(path)
        return told.moment if told else None

    def _told(self, path: str, *, been: bool = False) -> _Told | None:
        """The newest answer that is a moment, on the United Kingdom's clock; None where it was cleared since.
        Words that could not be read stand beside the field, and change nothing; nor does, where it must have
        ``been``, a time that was still to come when it was written down."""
        for event in reversed(self.record.history(path)):
            if is_blank(event.value):
                return None
            moment = kept_moment(event.value)
            if moment is not None and not (been and moment > event.written + _CLOCKS_DIFFER):
                return _Told(uk(moment), event)
        return None

    @property
    def opened_at(self) -> datetime:
        """When the log was started."""
        assert self.record.opened is not None
        return self.record.opened.written

    @property
    def rules(self) -> int | None:
        """The number of the protocol's version that it began under, or goes on under since the child moved;
        0: the one that came with the app. None: the oldest episodes do not say."""
        said = self.record.under or self.record.opened
        began = as_object(said.value if said else None).get("rules")
        return began if isinstance(began, int) else None

    @property
    def authority(self) -> str:
        """The id of the protocol that it is kept under: its form's."""
        said = self.record.under or self.record.opened
        return said.form.partition("/")[0] if said else ""

    @property
    def unknown_since(self) -> datetime:
        """When they were last known to be where they should be: the clock's start."""
        return self.since.uk

    @property
    def since(self) -> Moment:
        """The same, with the wall clock of where it was written. Nobody is gone since a time to come."""
        told, opened = self._told("unknown_since", been=True), self.record.opened
        assert opened is not None
        return told.event.place(told.moment) if told else opened.place(opened.written)

    @property
    def since_said(self) -> bool:
        """Somebody said since when; else the clock runs from the tap that began the log."""
        return self._told("unknown_since", been=True) is not None

    @property
    def last_seen_at(self) -> datetime | None:
        """When they were last seen; None: nobody said."""
        told = self._told("last_seen_at", been=True)
        return told.moment if told else None

    @property
    def reported_at(self) -> datetime | None:
        """When the police were told; None: not yet."""
        return self._when("reported_at")

    @property
    def found_at(self) -> datetime | None:
        """When they were found or back; None: not yet."""
        return self._when("found_at")

    @property
    def missing_again(self) -> bool:
        """That they are back was taken back after it was last said where they are."""
        told = self.record.heads("found_at")
        where = self.record.heads("whereabouts")
        return bool(told) and is_blank(told[-1].value) and (not where or where[-1].hlc < told[-1].hlc)

    @property
    def interview_at(self) -> datetime | None:
        """When the return interview was held; None: not yet."""
        return self._when("return_interview_at")

    @property
    def false_alarm(self) -> bool:
        """Closed, since they were never missing."""
        return self.record.text("closed_reason") == ClosedBecause.FALSE_ALARM

    @property
    def closed(self) -> bool:
        """Over. What is still to do after it stands on Home."""
        return bool(self.record.value("closed_reason"))

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed; None: it is open."""
        heads = [event for event in self.record.heads("closed_reason") if event.value]
        return uk(heads[-1].written) if heads else None

    @property
    def state(self) -> State:
        """The furthest that it has come."""
        if self.closed:
            return State.CLOSED
        if self.found_at:
            return State.FOUND
        return State.REPORTED if self.reported_at else State.LOOKING

    def check(self, field: str) -> Check | None:
        """What became of a step of the checklist; None: still to do."""
        return check_of(self.record, field)

    def calls(self, who: str = "") -> tuple[Event, ...]:
        """Calls with an outcome; `who` is a row id, ``CHILD``, or empty for all."""
        return tuple(e for e in self.record.notes(Topic.CALL) if not who or Call.of(e).who == who)

    def calls_waiting(self, who: str = "") -> tuple[Event, ...]:
        """Numbers that were dialled and have no outcome yet, oldest first."""
        ended = {Call.of(event).dialled for event in self.record.notes(Topic.CALL)}
        waiting = (e for e in self.record.notes(Topic.DIALLED) if e.id not in ended)
        return tuple(e for e in waiting if not who or Dialled.of(e).who == who)

    def call_waiting(self) -> Event | None:
        """The last number dialled that has no outcome yet."""
        waiting = self.calls_waiting()
        return waiting[-1] if waiting else None

    def told(self, inform: str) -> Event | None:
        """The last word on someone who must be told."""
        return _last(tuple(e for e in self.record.notes(Topic.TOLD) if Told.of(e).inform == inform))

    @property
    def together(self) -> str:
        """What links the episodes of children who left together; "" for a child who left alone."""
        found = self.record.notes(Topic.TOGETHER)
        return LeftTogether.of(found[-1]).link if found else ""

    def copies(self) -> tuple[Event, ...]:
        """Frozen officer's copies and supplements, oldest first."""
        return self.record.notes(Topic.COPY)

    def hand_overs(self) -> tuple[Event, ...]:
        """Each time an officer took a copy, oldest first; what was taken back is none."""
        return self.record.notes(Topic.HANDED_OVER)

    def refusals(self) -> tuple[Event, ...]:
        """Each time an officer would not take it, oldest first."""
        return self.record.notes(Topic.REFUSED)

    @property
    def taken_over(self) -> Event | None:
        """The last time that somebody accepted it; None: who opened it has it."""
        return _last(self.record.notes(Topic.SHIFT))

    @property
    def handed_on(self) -> Event | None:
        """The last time that what was still to do was handed on to somebody; None: it was not."""
        return _last(self.record.notes(Topic.HANDED_ON))

    @property
    def acknowledged(self) -> Event | None:
        """The newest time that the duty desk had seen it; None: nobody there has."""
        return max(self.record.notes(Topic.ACKNOWLEDGED), key=lambda e: e.hlc, default=None)

    @property
    def left_device(self) -> bool:
        """Of a closed episode no more than start and end is left here: the authority has the rest."""
        return bool(self.record.notes(Topic.LEFT_DEVICE))


def _last(events: tuple[Event, ...]) -> Event | None:
    return events[-1] if events else None


def elapsed_words(start: datetime, now: datetime) -> str:
    """'25 min', '1 h 25 min', '2 days 3 h': elapsed time, whatever the clocks did."""
    minutes = max(0, int((now - start).total_seconds() // 60))
    days, rest = divmod(minutes, 1440)
    hours, mins = divmod(rest, 60)
    if days:
        return f"{days} day{'s' if days != 1 else ''} {hours} h"
    return f"{hours} h {mins:02d} min" if hours else f"{mins} min"
