"""A day or a time typed into a question, as people say them: the value that was meant, those that may be, or
why there is none. One reading for every box of a form and every correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from carerapp.domain.events import utc
from carerapp.domain.json_value import Json
from carerapp.domain.spoken_day import full_day_words
from carerapp.domain.spoken_span import said_span
from carerapp.domain.typed_date import read_typed_date
from carerapp.domain.typed_time import FUTURE, NEVER, read_typed_time, said_words
from carerapp.domain.uk_time import uk
from forms.engine import messages
from forms.engine.definition import Field
from forms.engine.kinds import KINDS
from forms.engine.kinds.date_time import kept_moment
from forms.engine.spoken_clock import clock_readings

SPOKEN = ("date", "time", "date_time")
"""The kinds of questions that are read so."""


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """``value``: what would be kept; where ``problem`` says why the words are no day or time, the words.
    ``readings``: words that are read as what may be meant, to choose from; ``twice``: clocks showed that time
    twice; ``to_come``: it is still to come, and cannot be. ``said``: what was read, in words."""

    value: Json
    problem: str = ""
    readings: tuple[str, ...] = ()
    twice: bool = False
    to_come: bool = False
    said: str = ""

    @property
    def asks(self) -> bool:
        """It is to be chosen what was meant."""
        return bool(self.readings) or self.twice


def read_answer(
    field: Field,
    typed: str,
    before: Json,
    now: datetime,
    here: Callable[[datetime], datetime] | None = None,
) -> TypedAnswer:
    """``before``: what stands there; a bare time is the one nearest to it. ``here`` as of a typed time. A
    field of another kind is read by its kind."""
    words = KINDS[field.kind].parse(typed, field)
    if not typed.strip():
        return TypedAnswer(words)
    if field.kind == "date":
        return _date(field, typed, words, now)
    if field.kind == "time":
        return _time(typed, words, now)
    return (
        _moment(field, typed, words, before, now, here) if field.kind == "date_time" else TypedAnswer(words)
    )


def _date(field: Field, typed: str, words: Json, now: datetime) -> TypedAnswer:
    read = read_typed_date(typed, uk(now).date(), field.expects)
    if read.day:
        return TypedAnswer(read.day.isoformat(), said=full_day_words(read.day))
    problem = f"{read.problem} {messages.KEPT}" if read.problem else messages.DATE_UNCLEAR
    return TypedAnswer(words, problem, read.readings)


def _time(typed: str, words: Json, now: datetime) -> TypedAnswer:
    if (ago := said_span(typed)) is not None:
        try:
            clocks: tuple[str, ...] = (f"{uk(now - ago):%H:%M}",)
        except OverflowError:
            clocks = ()
    else:
        clocks = clock_readings(typed)
    if len(clocks) == 1:
        return TypedAnswer(clocks[0], said=clocks[0])
    return TypedAnswer(words, messages.TIME_TWO if clocks else messages.TIME_UNCLEAR, clocks)


def _moment(
    field: Field,
    typed: str,
    words: Json,
    before: Json,
    now: datetime,
    here: Callable[[datetime], datetime] | None,
) -> TypedAnswer:
    past = field.expects == "past"
    read = read_typed_time(typed, now, here, near=kept_moment(before), past=past)
    if read.moment:
        return TypedAnswer(utc(read.moment), said=said_words(read.moment, now))
    if moment := kept_moment(words):  # a whole one, still to come: for the field's own check
        return TypedAnswer(utc(moment))
    if read.twice:
        return TypedAnswer(words, messages.DATE_TIME_TWICE, twice=True)
    if read.unread:
        return TypedAnswer(words, messages.DATE_TIME_UNCLEAR)
    problem = messages.DATE_TIME_NEVER if read.problem == NEVER else f"{read.problem} {messages.KEPT}"
    return TypedAnswer(words, problem, read.readings, to_come=read.problem == FUTURE)
