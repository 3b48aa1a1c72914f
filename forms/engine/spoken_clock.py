"""A time of day as people say it. "Half nine" is half past nine, as in the United Kingdom; whether it is in
the morning or in the evening is for the caller to find out: both are given."""

from __future__ import annotations

import re

_HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TENS = {"ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ONES = {word: number for number, word in enumerate(_HOURS[:9], start=1)}
#: number words up to fifty-nine
NUMBERS = {
    **{word: number for number, word in enumerate(_HOURS, start=1)},
    **{
        f"{word}teen": number
        for number, word in ((13, "thir"), (14, "four"), (15, "fif"), (16, "six"), (17, "seven"))
    },
    "eighteen": 18,
    "nineteen": 19,
    **_TENS,
    **{
        f"{ten}{gap}{one}": tens + ones
        for ten, tens in _TENS.items()
        if tens > 10
        for one, ones in _ONES.items()
        for gap in ("-", " ")
    },
}
_HALF = r"(?:\s*(?P<half>[ap])\.?\s*m?\.?)?"
_FIGURES = re.compile(r"(?P<hour>\d{1,2})\s*(?P<gap>[:.h])\s*(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?" + _HALF)
_SOLID = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d{2})(?:\s*(?:(?P<half>[ap])\.?\s*m\.?|hrs|hours))?")
_HOUR_ALONE = re.compile(
    r"(?P<hour>\d{1,2}|[a-z]+)(?:\s*(?:o\s?['’]?\s?clock))?(?:\s*(?P<half>[ap])\.?\s*m\.?)?"
)
_PAST = re.compile(
    r"(?:a\s+)?(?P<minute>half|quarter|\d{1,2}|[a-z]+(?:[- ][a-z]+)?)(?:\s*min(?:ute)?s?)?"
    r"\s+(?P<way>past|to)\s+(?P<of>.+)"
)
_HALF_OF = re.compile(r"half[\s-]+(?P<of>.+)")
_SPELT = re.compile(r"(?P<hour>[a-z]+)[\s-]+(?:(?:oh|o)[\s-]+)?(?P<minute>[a-z]+(?:[- ][a-z]+)?)" + _HALF)
_PART = re.compile(r"(?P<rest>.+?)\s+(?:in\s+the|at)\s+(?P<part>morning|afternoon|evening|night)")
_NAMES = {"midday": 12, "noon": 12, "midnight": 0, "12 noon": 12, "12 midday": 12, "12 midnight": 0}
#: the hours of each part of a day
PARTS = {
    "morning": frozenset(range(12)),
    "afternoon": frozenset(range(12, 18)),
    "evening": frozenset(range(16, 24)),
    "night": frozenset((*range(18, 24), *range(6))),
}
LONGEST = 40


def clock_readings(typed: str) -> tuple[str, ...]:
    """The times that may be meant, as "HH:MM": none when it is unclear, one, or the two of "half nine".

    Two figures and a colon are the 24-hour clock ("09:30"), and so are four figures, and an hour from 13 on.
    """
    words = " ".join(typed.lower().split())
    if len(words) > LONGEST:
        return ()
    if found := _PART.fullmatch(words):
        hours = PARTS[found["part"]]
        return tuple(time for time in _readings(found["rest"]) if int(time[:2]) in hours)
    return _readings(words)


def _readings(words: str) -> tuple[str, ...]:
    if words in _NAMES:
        return (f"{_NAMES[words]:02}:00",)
    if found := _FIGURES.fullmatch(words):
        whole = found["gap"] == ":" or found["hour"].startswith("0")
        return _times(found["hour"], int(found["minute"]), found["half"], whole=whole)
    if found := _SOLID.fullmatch(words):
        return _times(found["hour"], int(found["minute"]), found["half"], whole=True)
    if found := _HOUR_ALONE.fullmatch(words):
        alone = found["hour"]
        if not found["half"] and (alone[0] == "0" or (alone.isdecimal() and int(alone) > 12)):
            return ()
        return _times(alone, 0, found["half"])
    if found := _PAST.fullmatch(words):
        minutes = _minutes(found["minute"])
        return _moved(found["of"], minutes if found["way"] == "past" else -minutes) if minutes else ()
    if found := _HALF_OF.fullmatch(words):
        return _moved(found["of"], 30)
    if (found := _SPELT.fullmatch(words)) and (minutes := NUMBERS.get(found["minute"], 0)):
        tens = minutes >= 10 or " o" in words or "-o" in words
        return _times(found["hour"], minutes, found["half"]) if tens else ()
    return ()


def _minutes(word: str) -> int:
    """0 for what is no number of minutes within an hour."""
    number = {"half": 30, "quarter": 15}.get(word) or NUMBERS.get(word)
    if number is None and word.isdecimal():
        number = int(word)
    return number if number and number < 60 else 0


def _moved(of: str, minutes: int) -> tuple[str, ...]:
    """So many minutes after (or before) a whole hour."""
    if of in _NAMES:
        whole: tuple[str, ...] = (f"{_NAMES[of]:02}:00",)
    else:
        found = _HOUR_ALONE.fullmatch(of)
        whole = _times(found["hour"], 0, found["half"]) if found else ()
    each = sorted((int(time[:2]) * 60 + minutes) % (24 * 60) for time in whole)
    return tuple(f"{at // 60:02}:{at % 60:02}" for at in each)


def _times(hour_word: str, minute: int, half: str | None, *, whole: bool = False) -> tuple[str, ...]:
    """``whole``: an hour in two figures is one of the 24-hour clock."""
    hour = NUMBERS.get(hour_word) or (int(hour_word) if hour_word.isdecimal() else 99)
    if hour > 23 or minute > 59 or (half == "a" and hour > 12):
        return ()
    if half:  # 22:40pm is 22:40
        return (f"{hour % 12 + (12 if half == 'p' else 0):02}:{minute:02}",)
    if hour > 12 or hour == 0 or (whole and len(hour_word) == 2 and hour_word.isdecimal()):
        return (f"{hour:02}:{minute:02}",)
    return (f"{hour % 12:02}:{minute:02}", f"{hour % 12 + 12:02}:{minute:02}")
