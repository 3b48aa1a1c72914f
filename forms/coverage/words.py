"""Words as they are compared: capitals, punctuation, quotation marks and line ends make no difference."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable


def normal(text: str) -> str:
    """Letters and digits only: "A “child’s”\nre-turn" is "achildsreturn"."""
    return re.sub(r"[\W_]", "", text).lower()


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for the words."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:8]


def digest_of_all(digests: Iterable[str]) -> str:
    """Sixteen digits that stand for a whole list, in its order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:16]


def beginning(text: str, words: int = 6) -> str:
    """The first words, for a person to know the sentence by; in TOML they stand in quotation marks."""
    return " ".join(text.split()[:words]).replace('"', "'").replace("\\", "/")
