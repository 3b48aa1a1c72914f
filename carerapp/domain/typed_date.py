"""A day as a carer types it: which one is meant, which two may be, or what is wrong with it. Nothing is
guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from carerapp.domain.spoken_day import LONG, full_day_words, said_day
from forms.engine.kinds.date import read_date

WHICH = "That can be two days. Which one?"
WHICH_YEAR = "Write the year, too."
LAST_WAS = "The last such day was long ago. Do you mean this one? If not, check the day."
FUTURE = "That day is still to come. Check it."
PAST = "That day is over. Check it."


@dataclass(frozen=True, slots=True)
class TypedDate:
    """``day``: what was meant. Without it a ``problem`` says why, and ``readings`` are words that are read as
    the days that may be meant; with neither the words are no day."""

    day: date | None = None
    problem: str = ""
    readings: tuple[str, ...] = ()


def read_typed_date(typed: str, today: date, expects: str = "") -> TypedDate:
    """``expects``: "past", "future", "birth" or "", as a field says. What is not of that kind is asked about
    or refused where the year was not said; a whole date is for the field's own check."""
    if expects == "birth":
        day = read_date(typed)
        if day is None and (said := said_day(typed, today)):
            return TypedDate(problem=said.problem or WHICH_YEAR)
        return TypedDate(day)
    if typed.strip().lower() == "last night":
        return TypedDate(problem=WHICH, readings=_words((today - timedelta(days=1), today)))
    if typed.strip().lower() in ("tonight", "this morning", "this afternoon", "this evening"):
        return TypedDate(today)
    said = said_day(typed, today)
    if said is None:
        return TypedDate()
    if said.problem:
        return TypedDate(problem=said.problem)
    if len(said.days) == 1 and not said.year_open:
        return TypedDate(said.days[0])
    days = said.days
    if expects == "past":
        days = tuple(day for day in days if day <= today)
    elif expects == "future":
        days = tuple(day for day in days if day >= today)
    if not days:
        return TypedDate(problem=FUTURE if expects == "past" else PAST)
    if len(days) > 1:
        return TypedDate(problem=WHICH, readings=_words(days))
    if said.year_open and abs(days[0] - today) > LONG:
        return TypedDate(problem=LAST_WAS, readings=_words(days))
    return TypedDate(days[0])


def _words(days: tuple[date, ...]) -> tuple[str, ...]:
    return tuple(full_day_words(day) for day in days)
