"""How old a reader has to be: Flesch–Kincaid gives a school year of the United States, and five more is
the age."""

from __future__ import annotations

import textstat

OLDEST_YEARS = 9.0
FEWEST_WORDS = 5  # of fewer the formula says nothing


def reading_age(words: str) -> float:
    """In years."""
    return float(textstat.flesch_kincaid_grade(words)) + 5


def too_hard(sentence: str) -> bool:
    """Whether it is long enough to say so, and harder than for nine years."""
    return bool(textstat.lexicon_count(sentence) >= FEWEST_WORDS and reading_age(sentence) > OLDEST_YEARS)
