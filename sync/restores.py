"""That an authority's endpoint was put back to an earlier moment, in its own signed words.

Devices read it to tell a restore from a database that was quietly made shorter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sync.errors import BrokenMessage, ServerError
from sync.messages import to_bytes, to_text
from sync.records import signed_words

MOST = 200  # records of one endpoint that are told: the newest
LONGEST_BY, LONGEST_REASON = 200, 500  # characters
_NUMBERS = ("number", "at", "made_at", "upto")
_LONGEST = {"by": LONGEST_BY, "reason": LONGEST_REASON}


@dataclass(frozen=True, slots=True)
class Restore:
    """``number``: from 1, of this endpoint; ``at``: when it was put back, ``made_at``: the moment that it was
    put back to, both in seconds since 1970; ``upto``: the position of the newest entry that it had then;
    ``by`` and ``reason``: as the administrator gave them; ``signature``: the endpoint's, in hexadecimal."""

    number: int
    at: int
    made_at: int
    upto: int
    by: str
    reason: str
    signature: str = ""

    def signed_part(self) -> bytes:
        """What the endpoint's key signs: every other part, in one spelling."""
        return signed_words("carerapp restored 1", asdict(self))

    def explains(self, received_at: int) -> bool:
        """Whether what was received at that time (seconds since 1970, by the endpoint) may be gone for this
        reason."""
        return self.made_at <= received_at <= self.at


def restores_json(restores: Sequence[Restore]) -> dict[str, object]:
    """As they travel, oldest first."""
    rows = [{**asdict(one), "signature": to_text(bytes.fromhex(one.signature))} for one in restores]
    return {"restores": rows}


def read_restores(data: bytes) -> tuple[Restore, ...]:
    """An endpoint's answer. Raises :class:`ServerError`."""
    try:
        rows = json.loads(data)["restores"]
        if not isinstance(rows, list) or len(rows) > MOST:
            raise TypeError
        return tuple(_read(row) for row in rows)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BrokenMessage):
        raise ServerError("the answer is no list of restores") from None


def _read(row: Mapping[str, Any]) -> Restore:
    signature = to_bytes(row["signature"])
    if len(signature) != 64:
        raise BrokenMessage("a signature has another length")
    for name in _NUMBERS:
        if type(row[name]) is not int or not 0 <= row[name] < 2**53:
            raise BrokenMessage(f"{name} is not a number")
    for name, most in _LONGEST.items():
        if not isinstance(row[name], str) or len(row[name]) > most:
            raise BrokenMessage(f"{name} is not a text")
    return Restore(signature=signature.hex(), **{name: row[name] for name in (*_NUMBERS, *_LONGEST)})
