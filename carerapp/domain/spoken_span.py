"""How long ago, as people say it: "10 min ago", "an hour and a half ago"."""

from __future__ import annotations

import re
from datetime import timedelta

from forms.engine.spoken_clock import NUMBERS

_AGO = re.compile(r"(?P<span>.+?)\s*\bago")
_NUMBER = r"(?P<number>\d{1,3}(?:[.,]5)?|[a-z]+(?:[- ][a-z]+)?)"
_HOURS = re.compile(rf"{_NUMBER}\s*(?:h|hrs?|hours?)(?P<half>\s+and\s+a\s+half)?")
_AND_A_HALF = re.compile(r"(?P<number>\d{1,2}|[a-z]+)\s+and\s+a\s+half\s*(?:h|hrs?|hours?)")
_MINUTES = re.compile(rf"{_NUMBER}\s*(?:m|mins?|minutes?)")
_PARTS = {
    "half an hour": 30,
    "half hour": 30,
    "a half hour": 30,
    "1/2 hour": 30,
    "a quarter of an hour": 15,
    "quarter of an hour": 15,
    "three quarters of an hour": 45,
}
_NOW = ("now", "just now", "right now", "this minute", "a moment ago")


def said_span(typed: str) -> timedelta | None:
    """How long before now is meant; None when the words say no such thing."""
    words = " ".join(typed.lower().split())
    if words in _NOW:
        return timedelta()
    found = _AGO.fullmatch(words)
    minutes = _minutes(found["span"]) if found else None
    return None if minutes is None else timedelta(minutes=minutes)


def _minutes(span: str) -> float | None:
    if span in _PARTS:
        return _PARTS[span]
    if found := _AND_A_HALF.fullmatch(span):
        hours = _number(found["number"])
        return None if hours is None else hours * 60 + 30
    if found := _HOURS.fullmatch(span):
        hours = _number(found["number"])
        return None if hours is None else hours * 60 + (30 if found["half"] else 0)
    if found := _MINUTES.fullmatch(span):
        return _number(found["number"])
    for gap in re.finditer(r"\s*\band\b\s*|\s*,\s*|\s+|(?<=h)(?=\d)", span):
        hours_words, minute_words = span[: gap.start()], span[gap.end() :]
        first, second = _HOURS.fullmatch(hours_words), _MINUTES.fullmatch(minute_words)
        if first and second:
            hours, minutes = _number(first["number"]), _number(second["number"])
            return None if hours is None or minutes is None else hours * 60 + minutes
    return None


def _number(word: str) -> float | None:
    if word in ("a", "an"):
        return 1
    if word[0].isdecimal():
        return float(word.replace(",", "."))
    return NUMBERS.get(word)
