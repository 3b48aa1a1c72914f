"""Erasing a child, between a device and the authority: what a device asks, and what proves that it was done.

A device's word erases nothing at the authority: it is shown to its people (ADR 24).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sync.errors import BrokenMessage, ServerError
from sync.messages import STREAM, to_bytes, to_text
from sync.records import signed_words

MOST_AT_ONCE = 100  # records of one answer
LONGEST_BY, LONGEST_REASON = 200, 500  # characters
_LONGEST = {"by": LONGEST_BY, "reason": LONGEST_REASON, "ends": 2_000_000}
_NUMBERS = ("at", "entries", "chunks", "letters")


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is left of a child who was erased at the endpoint. ``by`` and ``reason``: as the administrator
    gave them; how many of each were there; ``ends``: the last number and hash of each device's feed, as JSON:
    who holds receipts can prove what stood there; ``at``: seconds since 1970; ``signature``: the endpoint's,
    in hexadecimal."""

    stream: str
    at: int
    by: str
    reason: str
    entries: int
    chunks: int
    letters: int
    ends: str
    signature: str = ""

    def signed_part(self) -> bytes:
        """What the endpoint's key signs: every other part, in one spelling."""
        return signed_words("carerapp erased 1", asdict(self))


def asked_part(device: str, stream: str, at: int) -> bytes:
    """What a device signs when it asks the authority to erase a child whom it has erased. ``device``: its id
    there; ``at``: when it erased them, seconds since 1970."""
    return f"carerapp erasure asked 1\0{device}\0{stream}\0".encode() + at.to_bytes(8, "big")


@dataclass(frozen=True, slots=True)
class Page:
    """``erasures``: each with its number, oldest first; ``more``: ask again at once."""

    erasures: tuple[tuple[int, Erasure], ...]
    more: bool


def page_json(numbered: Sequence[tuple[int, Erasure]], *, more: bool) -> dict[str, object]:
    """As it travels."""
    rows = [
        {"number": number, **asdict(one), "signature": to_text(bytes.fromhex(one.signature))}
        for number, one in numbered
    ]
    return {"erasures": rows, "more": more}


def read_page(data: bytes) -> Page:
    """An endpoint's answer. Raises :class:`ServerError`."""
    try:
        raw = json.loads(data)
        rows, more = raw["erasures"], raw["more"]
        if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE or not isinstance(more, bool):
            raise TypeError
        return Page(tuple(_read(row) for row in rows), more and bool(rows))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BrokenMessage):
        raise ServerError("the answer is no list of erasures") from None


def _read(row: Mapping[str, Any]) -> tuple[int, Erasure]:
    stream, signature = row["stream"], to_bytes(row["signature"])
    if not isinstance(stream, str) or not STREAM.fullmatch(stream) or len(signature) != 64:
        raise BrokenMessage("an erasure names no child")
    for name in ("number", *_NUMBERS):
        if type(row[name]) is not int or not 0 <= row[name] < 2**53:
            raise BrokenMessage(f"{name} is not a number")
    for name, most in _LONGEST.items():
        if not isinstance(row[name], str) or len(row[name]) > most:
            raise BrokenMessage(f"{name} is not a text")
    parts = {name: row[name] for name in (*_NUMBERS, *_LONGEST)}
    return row["number"], Erasure(stream=stream, signature=signature.hex(), **parts)
