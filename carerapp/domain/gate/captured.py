"""The door for what was written while the app was locked: whoever holds the device can write there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from carerapp.domain.json_value import Json, too_deep

_TEXTS = ("id", "kind", "by", "words", "night", "field", "outcome", "comments", "title", "photo", "run")


def captured(piece: object) -> Mapping[str, Json] | None:
    """The piece, when it has the form of one; else None: then it stays where it is, and is named."""
    if not isinstance(piece, dict) or too_deep(piece):
        return None
    if not all(isinstance(piece.get(name, ""), str | None) for name in _TEXTS):
        return None
    steady = piece.get("run_ms", 0)
    if type(steady) is not int or not 0 <= steady < 2**63:
        return None
    times = (piece.get("at"), piece.get("since") or piece.get("at"))
    return piece if all(_aware(time) for time in times) else None


def _aware(time: object) -> bool:
    try:
        found = datetime.fromisoformat(time) if isinstance(time, str) else None
    except ValueError:
        return False
    return found is not None and found.tzinfo is not None and 1900 < found.year < 2200
