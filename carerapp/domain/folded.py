"""Words as somebody types them into a search field: without capitals, accents and the finer points of a
keyboard."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart, and marks that a phone sets by itself.
_ALIKE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("’‘ʼʹ`´", "'")
    | dict.fromkeys("‐‑–—", "-")
)


def folded(text: str) -> str:
    """ "Łukasz’s Café" as "lukasz's cafe"; twice folded is once folded."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return letters.translate(_ALIKE)


def has_words(text: str, wanted: str) -> bool:
    """Whether each word of ``wanted``, or its beginning or middle, stands in ``text``, in any order."""
    here = folded(text)
    return all(word in here for word in folded(wanted).split())
