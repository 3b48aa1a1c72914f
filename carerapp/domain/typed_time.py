"""A time as a carer types it: which moment is meant, which two may be, or what is wrong with it. Nothing is
guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from carerapp.domain.said_moment import far, said_moment
from carerapp.domain.spoken_day import WEEKDAYS, full_day_words
from carerapp.domain.spoken_span import said_span
from carerapp.domain.uk_time import uk, uk_words
from carerapp.settings import BARE_TIME_REACHES_HOURS
from forms.engine.kinds.date import MONTHS
from forms.engine.kinds.date_time import moment_words, typed_iso
from forms.engine.spoken_clock import clock_readings
from forms.engine.uk_clock import meant, without_which

UNCLEAR = "That is not a time the app can read. Write it like 22:10, or 9.30pm, or yesterday 21:30."
FUTURE = "That is in the future. Check it."
NEVER = "Clocks never showed that time: they went from 01:00 to 02:00 that night."
TWICE = "Clocks showed that time twice. Was it before or after the clocks went back?"
WHICH = "That can be two times. Which one?"
ONLY_DAY = "Write the time, too, like 27 Nov 21:30."
YEAR = "The last such day was long ago. Do you mean this one? If not, check the day."
LONGEST = 80
_YEAR_SAID_FROM = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class TypedTime:
    """``moment``: what was meant; None with a ``problem``, in the carer's words. ``twice``: clocks showed
    that time twice, and which of the two is meant is to be asked. ``readings``: words that are read as the
    moments that may be meant, to choose from. ``unread``: the words are no time at all."""

    moment: datetime | None = None
    problem: str = ""
    twice: bool = False
    readings: tuple[str, ...] = ()
    unread: bool = False


def read_typed_time(
    typed: str,
    now: datetime,
    here: Callable[[datetime], datetime] | None = None,
    *,
    near: datetime | None = None,
    past: bool = True,
) -> TypedTime:
    """United Kingdom time. ``here``: the device's own wall clock, where that shows another time. A bare time
    is the last one there was; with ``near``, what stood there before, the one nearest to that. ``past``: a
    moment to come cannot be meant."""
    if len(typed) > LONGEST:
        return TypedTime(problem=UNCLEAR, unread=True)
    words, which = without_which(typed.strip())
    wall = uk(now).replace(tzinfo=None)
    if (exact := typed_iso(words)) is not None:
        return _decided(((exact,) if exact.tzinfo else meant(exact, which)), now, past)
    if (ago := said_span(words)) is not None:
        try:
            return TypedTime((now - ago).replace(second=0, microsecond=0))
        except OverflowError:
            return TypedTime(problem=UNCLEAR, unread=True)
    bare = words.lower().removeprefix("at ").rstrip(" ,")
    if clocks := clock_readings(bare):
        if near is not None:
            nearest = [_nearest(clock, uk(near).replace(tzinfo=None)) for clock in clocks]
            return _decided(_moments(nearest, which), now, past)
        return _bare(clocks, which, now, here, past)
    said = said_moment(words, wall)
    if said.walls:
        read = _decided(_moments(said.walls, which), now, past)
        if read.moment and said.year_open and far(uk(read.moment).replace(tzinfo=None), wall):
            return TypedTime(problem=YEAR, readings=(said_words(read.moment, now),))
        return read
    if said.problem or said.only_day:
        return TypedTime(problem=said.problem or ONLY_DAY)
    return TypedTime(problem=UNCLEAR, unread=True)


def _moments(walls: Iterable[datetime], which: str) -> tuple[datetime, ...]:
    return tuple(moment for wall in walls for moment in meant(wall, which))


def _decided(found: tuple[datetime, ...], now: datetime, past: bool) -> TypedTime:
    """One, or which; of those to come none where only the past can be meant."""
    left = sorted({moment.astimezone(UTC) for moment in found if not past or moment <= now})
    if len(left) == 1:
        return TypedTime(next(moment for moment in found if moment == left[0]))
    if not left:
        return TypedTime(problem=FUTURE if found else NEVER)
    if len({uk(moment).replace(tzinfo=None) for moment in left}) == 1:
        return TypedTime(problem=TWICE, twice=True)
    return TypedTime(problem=WHICH, readings=tuple(said_words(moment, now) for moment in left))


def _bare(
    clocks: tuple[str, ...],
    which: str,
    now: datetime,
    here: Callable[[datetime], datetime] | None,
    past: bool,
) -> TypedTime:
    """Today's, where it has come. Else yesterday's: taken where that was a few hours ago, over midnight, and
    asked about where the time is still to come today; it may be today's unless only the ``past`` can be
    meant."""
    wall = uk(now).replace(tzinfo=None)
    today = [_on(wall, clock) for clock in clocks]
    come = [at for at in today if at <= wall or any(moment <= now for moment in meant(at, which))]
    if come:
        return _decided(_moments(come, which), now, True)
    if here and (said := next((s for c in clocks if (s := _by_this_clock(c, now, here))), "")):
        return TypedTime(problem=said)
    yesterday = [at - timedelta(days=1) for at in today]
    if not past:
        return _decided(_moments([*yesterday, *today], which), now, past)
    read = _decided(_moments(yesterday, which), now, True)
    if read.moment is None or now - read.moment <= timedelta(hours=BARE_TIME_REACHES_HOURS):
        return read
    problem = f"It is {uk_words(now)}: {clocks[0]} has not come yet today. Do you mean yesterday?"
    return TypedTime(problem=problem, readings=(said_words(read.moment, now),))


def _on(wall: datetime, clock: str) -> datetime:
    return wall.replace(hour=int(clock[:2]), minute=int(clock[3:]), second=0, microsecond=0)


def _nearest(clock: str, about: datetime) -> datetime:
    """Of the times of that name around this one, the nearest."""
    at = _on(about, clock)
    return min((at + timedelta(days=n) for n in (-1, 0, 1)), key=lambda wall: abs(wall - about))


def _by_this_clock(clock: str, now: datetime, here: Callable[[datetime], datetime]) -> str:
    """Abroad, a time that has not come in the United Kingdom today is most often meant by the device's own
    clock; "" where it has not come there either."""
    own = here(now).replace(tzinfo=None)
    then = _on(own, clock)
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


def said_words(moment: datetime, now: datetime) -> str:
    """ "Thursday 26 November, 21:30", with the year where it is not plain; read back as the same moment."""
    day = uk(moment).date()
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    plain = abs(moment - now) < _YEAR_SAID_FROM
    return f"{words if plain else full_day_words(day)}, {uk_words(moment)}"
