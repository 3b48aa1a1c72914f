"""What the lock screen calls a person, in clear: initials, so that nobody's name stands on a stolen
tablet."""

from __future__ import annotations

from collections.abc import Container
from itertools import count

LONGEST = 12


def initials(name: str, taken: Container[str], *, whole: bool = False) -> str:
    """Unlike all that are taken. ``whole``: the person chose these words themselves."""
    words = name.split()
    mark = " ".join(words)[:LONGEST] if whole else "".join(word[0] for word in words[:3]).upper()
    mark = mark or "?"
    return next(m for n in count(1) if (m := mark if n == 1 else f"{mark}{n}") not in taken)
