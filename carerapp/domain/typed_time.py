"""A time as a carer types it: which moment is meant, or what is wrong with it. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from carerapp.domain.uk_time import uk, uk_words
from forms.engine.kinds.date_time import moment_words, read_moments
from forms.engine.kinds.time import read_time
from forms.engine.uk_clock import without_which

UNCLEAR = "That is not a time the app can read. Write it like 22:10."
FUTURE = "That is in the future. Check it."
NEVER = "Clocks never showed that time: they went from 01:00 to 02:00 that night."
TWICE = "Clocks showed that time twice. Was it before or after the clocks went back?"


@dataclass(frozen=True, slots=True)
class TypedTime:
    """``moment``: what was meant; None with a ``problem``, in the carer's words. ``twice``: clocks showed
    that time twice, and which of the two is meant is to be asked."""

    moment: datetime | None = None
    problem: str = ""
    twice: bool = False


def read_typed_time(
    typed: str, now: datetime, here: Callable[[datetime], datetime] | None = None
) -> TypedTime:
    """United Kingdom time, not in the future; a bare time is the last one there was. ``here``: the device's
    own wall clock, where that shows another time."""
    days = read_moments(typed)
    if days is not None:
        return _one_of(days, now)
    bare, _ = without_which(typed.strip())
    clock = read_time(bare)
    if clock is None:
        return TypedTime(problem=UNCLEAR)
    today = uk(now)
    for day in (today, today - timedelta(days=1)):
        found = read_moments(f"{day:%Y-%m-%d} {typed.strip()}") or ()
        passed = day.date() < today.date() or clock <= f"{today:%H:%M}"
        if any(moment <= now for moment in found) or (not found and passed):
            if day.date() != today.date() and here and (said := _by_this_clock(clock, now, here)):
                return TypedTime(problem=said)
            return _one_of(found, now)
    return TypedTime(problem=FUTURE)


def _one_of(found: tuple[datetime, ...], now: datetime) -> TypedTime:
    past = [moment for moment in found if moment <= now]
    if len(past) == 1:
        return TypedTime(past[0])
    if past:
        return TypedTime(problem=TWICE, twice=True)
    return TypedTime(problem=FUTURE if found else NEVER)


def _by_this_clock(clock: str, now: datetime, here: Callable[[datetime], datetime]) -> str:
    """Abroad, a time that has not come in the United Kingdom today is most often meant by the device's own
    clock; "" where it has not come there either."""
    own = here(now).replace(tzinfo=None)
    then = own.replace(hour=int(clock[:2]), minute=int(clock[3:]), second=0, microsecond=0)
    if then > own:
        return ""
    moment = now - (own - then)
    return (
        f"Times here are UK time, and in the UK it is {uk_words(now)}. If you mean {clock} by this device’s "
        f"clock, write {uk_words(moment)}. If you mean yesterday, write the date too."
    )


def typed_words(moment: datetime, now: datetime) -> str:
    """A moment as it stands in a box, in words that are read back as the same moment (to the minute)."""
    return uk_words(moment) if uk(moment).date() == uk(now).date() else moment_words(moment)
