"""When something becomes due: lengths of time, the rules that use them, the settings that they wait for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Literal, get_args

from forms.engine.errors import echo
from forms.engine.marks import Fault, Key, Mark, Reads
from forms.engine.reader import NAME, Table
from forms.protocol.vocabulary import Counts, End, Met, On, RuleId, Setting, Start, Unit, When, Whose

_UNITS: tuple[Unit, ...] = ("hours", "days", "months", "working days")
_ALONE: tuple[Unit, ...] = ("end of day",)
_SPAN = re.compile(r"([0-9]{1,4}) (.+)")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as its source gives it. A day is 24 elapsed hours; a month is the calendar's."""

    amount: int
    unit: Unit
    #: the authority's own setting that gives the length; until it is confirmed there is none
    setting: str = ""


def _span(table: Table, key: str) -> Span | None:
    """ "72 hours", "5 working days", "end of day", or the name of a setting."""
    text = table.text(key)
    if not text:
        return None
    if unit := next((u for u in _ALONE if u == text), None):
        return Span(1, unit)
    found = _SPAN.fullmatch(text)
    unit = next((u for u in _UNITS if found and u in (found[2], f"{found[2]}s")), None)
    if found and unit and not int(found[1]):
        table.wrong(key, f"'{echo(text)}' is no length of time", "Leave it out: then it is due at once.")
        return None
    if found and unit:
        return Span(int(found[1]), unit)
    if NAME.fullmatch(text):
        return Span(0, "days", setting=text)
    remedy = "Write it like 72 hours, 5 working days or end of day."
    table.wrong(key, f"'{echo(text)}' is no length of time", remedy)
    return None


def _between(table: Table, key: str) -> tuple[str, str] | None:
    """Two times of day: ["09:00", "21:00"]."""
    times = table.texts(key)
    if not times:
        return None
    if len(times) != 2 or not all(_CLOCK.fullmatch(time) for time in times):
        table.wrong(key, f"'{key}' should be two times of day", 'Write ["09:00", "21:00"].')
        return None
    return times[0], times[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """A rule of time: what becomes due, when, and for whom."""

    rule: Annotated[RuleId, Mark.UNIQUE]
    what: str
    whose: str  # "carer", or who else: then the carer asks whether it has happened
    starts: Annotated[Start, Key("from")] = ""
    after: Annotated[Span | None, Reads(_span)] = None  # it falls due once this has passed
    more_than: Annotated[Span | None, Reads(_span)] = None  # the same, and not yet at that very moment
    within: Annotated[Span | None, Reads(_span)] = None  # it must have happened before this has passed
    on: On = ""  # the day on which it is due, counted from `from`
    at: str = ""  # "overnight", "check_in", or a setting that holds a time of day
    between: Annotated[tuple[str, str] | None, Reads(_between)] = None  # it holds at these times of day only
    settings: tuple[Setting, ...] = ()  # where the child lives; () is everywhere
    when: When | None = None
    at_once_when: When | None = None  # beside a wait: then it is due at once, and does not wait
    counts: Literal[""] | Counts = ""  # which episodes this duty counts, where not as its file says
    asks: tuple[str, ...] = ()  # open settings without which nobody can say
    met: Met = ""  # what shows that it was done
    ends: End = "return"  # duties of the missing time end with the return
    why: str = ""

    @property
    def span(self) -> Span | None:
        """Its length of time, whichever way it is meant."""
        return self.within or self.after or self.more_than

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The open settings that it rests on: the authority is asked to confirm them."""
        at = {"overnight": ("overnight_starts", "overnight_ends"), "": ()}.get(self.at, (self.at,))
        length = (self.span.setting,) if self.span and self.span.setting else ()
        return (*at, *length, *self.asks)

    def faults(self) -> Iterator[Fault]:
        """A length runs from some moment, and there is one; "at once" stands beside a wait; a carer's duty
        is never lost to a slip of the pen."""
        lengths = [key for key in ("after", "more_than", "within", "on") if getattr(self, key)]
        if lengths and not self.starts:
            yield Fault(lengths[0], "has a length but no start", "Say from = which moment it runs.")
        if len(lengths) > 1:
            told = f"has both {lengths[0]} and {lengths[1]}"
            yield Fault(lengths[1], told, "Keep one; write a second duty for the other.")
        if self.at_once_when and not lengths:
            yield Fault("at_once_when", "does not wait for anything", "Use when = … instead.")
        near = get_close_matches(self.whose, get_args(Whose), n=1, cutoff=0.8)
        if re.search(r"\bcarers?\b", self.whose.lower()):
            near.append("carer")
        if near and self.whose not in get_args(Whose):
            yield Fault("whose", f"is for '{echo(self.whose)}'", f"Did you mean '{near[0]}'?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotADuty:
    """A rule of time that this app does not compute."""

    rule: Annotated[RuleId, Mark.UNIQUE]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnconfirmedSetting:
    """Something the source leaves undefined; a named setting, to be confirmed by the authority."""

    name: Annotated[str, Mark.NAME, Mark.UNIQUE]
    question: str
    why: str
    source: str
    value: str = ""  # what the app uses until then, shown as unconfirmed; "" = it asks each time
