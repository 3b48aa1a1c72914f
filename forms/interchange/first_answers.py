"""What a question begins with, as XLSForm writes it."""

from __future__ import annotations

import re

from forms.engine.definition import Field
from forms.engine.kinds import KINDS
from forms.engine.worked_out import words_of, worth
from forms.interchange.xpath import literal

#: words that other tools would take for something to work out
_LOOKS_WORKED_OUT = re.compile(r"[^\w\s.,:]|\b(?:and|or|div|mod)\b")
_WORDS = ("text", "long_text", "email", "phones", "choice", "several")


def first_answer(asked: Field) -> str:
    """By what is kept of it: a day as 2012-03-04, a choice by its name."""
    if not asked.default:
        return ""
    kept = words_of(worth(KINDS[asked.kind].parse(asked.default, asked)))
    if asked.kind in _WORDS and _LOOKS_WORKED_OUT.search(kept):
        return f"concat({literal(kept)}, '')"
    return kept
