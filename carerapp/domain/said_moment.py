"""Days and times in one line, as people type them: which times on the wall may be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from carerapp.domain.spoken_day import LONG, said_day
from forms.engine.spoken_clock import PARTS, clock_readings

_GAP = re.compile(r"\s*(?:,|\bat\b|\bon\b)\s*|\s+|(?<=\d)T(?=\d)", re.I)
_DAY_AND_PART = re.compile(
    r"(?P<day>.+?)[\s,]+(?:in\s+the\s+|at\s+)?(?P<part>morning|afternoon|evening|night)"
)
_DAY = timedelta(days=1)
MORNING_HOUR = 6
"""Before this hour the night that began yesterday still goes on: "tonight" is that night."""
_YEARS_NEAR = 5


@dataclass(frozen=True, slots=True)
class Said:
    """``walls``: naive local times that may be meant. Empty: none can be, and the ``problem`` says why; with
    no problem the words were ``only_day``, or nothing that can be read. ``year_open`` as of a day."""

    walls: tuple[datetime, ...] = ()
    problem: str = ""
    only_day: bool = False
    year_open: bool = False


def said_moment(typed: str, now: datetime) -> Said:
    """``now``: what the wall shows, naive. A day and a time, in either order."""
    words = " ".join(typed.lower().split()).rstrip(" .,")
    whole = _days(words, now)
    if whole is not None and (whole.problem or any(_is_near(day, now) for day, _ in whole.days)):
        return Said(problem=whole.problem, only_day=not whole.problem)
    walls: list[datetime] = []
    year_open, problem, misfit = False, "", False
    for gap in _GAP.finditer(words):
        before, after = words[: gap.start()], words[gap.end() :]
        for day_words, time_words in ((before, after), (after, before)):
            clocks = clock_readings(_bare(time_words))
            days = _days(_bare(day_words), now) if clocks else None
            if days is None:
                continue
            problem = problem or days.problem
            found = [wall for day, part in days.days for clock in clocks for wall in _wall(day, part, clock)]
            if "midnight" in time_words.split()[-1:]:  # a day has one at each end
                found += [wall + _DAY for wall, (_, part) in zip(found, days.days, strict=False) if not part]
            misfit = misfit or (bool(days.days) and not found)
            year_open = year_open or days.year_open
            walls += found
    if not walls and misfit:
        problem = problem or "The day and the time do not fit together. Check them."
    return Said(tuple(sorted(set(walls))), problem if not walls else "", year_open=year_open)


@dataclass(frozen=True, slots=True)
class _Days:
    """Days that may be meant, each with the part of it that was named, or ""."""

    days: tuple[tuple[date, str], ...]
    problem: str = ""
    year_open: bool = False


def _days(words: str, now: datetime) -> _Days | None:
    today = now.date()
    late = now.hour < MORNING_HOUR
    if words in ("tonight", "this evening"):
        part = "night" if words == "tonight" else "evening"
        return _Days(((today - _DAY if late else today, part),))
    if words in ("this morning", "this afternoon"):
        return _Days(((today, words.split()[1]),))
    if words == "last night":
        nights = (today - 2 * _DAY, today - _DAY) if late else (today - _DAY,)
        return _Days(tuple((day, "night") for day in nights))
    part = ""
    said = said_day(words, today)
    if said is None and (found := _DAY_AND_PART.fullmatch(words)):
        part, said = found["part"], said_day(found["day"], today)
    if said is None:
        return None
    return _Days(tuple((day, part) for day in said.days), said.problem, said.year_open)


def _is_near(day: date, now: datetime) -> bool:
    """ "27 Nov 2026" is a day; "27 Nov 2130" is one with a time."""
    return abs(day.year - now.year) <= _YEARS_NEAR


def _bare(words: str) -> str:
    """Without the little words that stand between a day and a time."""
    return re.sub(r"^(?:(?:at|on)\b|,)\s*|\s*(?:\b(?:at|on)|,)$", "", words.strip()).strip()


def _wall(day: date, part: str, clock: str) -> list[datetime]:
    """The time on that day; after midnight it belongs to the night before. [] where the part of the day has
    no such hour."""
    hour, minute = int(clock[:2]), int(clock[3:])
    hours = PARTS[part] | {17} if part == "night" else PARTS.get(part)
    if hours is not None and hour not in hours:
        return []
    try:
        on = day + _DAY if part == "night" and hour < MORNING_HOUR else day
    except OverflowError:
        return []
    return [datetime(on.year, on.month, on.day, hour, minute)]


def far(wall: datetime, now: datetime) -> bool:
    """Too far from now for a day whose year was not said."""
    return abs(wall - now) > LONG
