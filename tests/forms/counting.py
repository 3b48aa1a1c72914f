"""The numbers in a text."""

from __future__ import annotations

import re

WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "fortnight": 14,
    "fortnightly": 14,
    "week": 7,
}


def numbers(text: str) -> set[int]:
    """Every number, in figures or words."""
    found = {int(n) for n in re.findall(r"\d+", text)}
    return found | {WORDS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in WORDS}
