"""What an endpoint answers beside feeds: how things stand with a device, its letters. Read strictly,
without I/O.

A row that is no row is left out and counted; the others go on. An answer that is none is the endpoint's fault
(:class:`ServerError`), never an error of the reader's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sync.errors import BrokenMessage, ServerError
from sync.messages import DEVICE, STREAM, Receipt, read_receipt, to_bytes

T = TypeVar("T")
KEY = re.compile(r"[0-9a-f]{64}")
_MOST_ROWS = 50_000
_MOST_SEALED = 64_000  # bytes
_STATES = ("asked", "approved", "revoked")
_WORD = re.compile(r"[a-z_]{1,20}")


@dataclass(frozen=True, slots=True)
class Granted:
    """A child that this device is for; ``sealed``: the child's key, sealed to this device, b"" while
    nobody did."""

    stream: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Companion:
    """Another device that is for one of this device's children. ``seal_key``: hexadecimal."""

    stream: str
    device: str
    seal_key: str
    has_key: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with this device. ``heads``: the newest entry of each of its feeds, countersigned;
    ``broken``: how many rows were none; ``erasures``: the number of the newest record of an erasure that
    there is for it, 0 where there is none, or an endpoint of before says none; ``restores``: the same of the
    newest record that it was put back to an earlier moment; ``whole``: all heads are there to read, so that a
    feed without one has nothing there."""

    state: str
    kind: str | None
    children: tuple[Granted, ...]
    companions: tuple[Companion, ...]
    heads: tuple[Receipt, ...]
    broken: int
    erasures: int = 0
    restores: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class SealedLetter:
    """``child``: whom it was sent for; "" where the endpoint did not say."""

    position: int
    id: str
    child: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """The policy's text and its signature; device and seal key of each desk, id and version of each
    protocol."""

    text: str
    signature: bytes
    desks: tuple[tuple[str, str], ...]
    protocols: tuple[tuple[str, int], ...]


def read_object(data: bytes) -> Mapping[str, Any]:
    """An answer that must be an object. Raises :class:`ServerError`: a captive portal's page is no fault of
    ours."""
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        raise ServerError("the answer is no JSON") from None
    if not isinstance(raw, dict):
        raise ServerError("the answer is no object")
    return raw


def read_standing(data: bytes) -> Standing:
    """Raises :class:`ServerError`."""
    raw = read_object(data)
    state, kind = raw.get("state"), raw.get("kind")
    if state not in _STATES or not (kind is None or (isinstance(kind, str) and _WORD.fullmatch(kind))):
        raise ServerError("the answer does not say how things stand")
    children, wrong = _rows(raw, "children", _granted)
    companions, more = _rows(raw, "companions", _companion)
    heads, most = _rows(raw, "heads", read_receipt)
    try:
        erasures, restores = (_whole(raw, name) if name in raw else 0 for name in ("erasures", "restores"))
    except BrokenMessage as broken:
        raise ServerError(str(broken)) from None
    rows, whole = wrong + more + most, "heads" in raw and not most
    return Standing(state, kind, children, companions, heads, rows, erasures, restores, whole)


def read_said(data: bytes) -> Said:
    """The policy and what stands beside it. Raises :class:`ServerError`."""
    raw = read_object(data)
    text = raw.get("policy", "{}")
    try:
        signature = to_bytes(raw.get("signature"))
    except BrokenMessage as broken:
        raise ServerError(str(broken)) from None
    if not isinstance(text, str):
        raise ServerError("the policy is no text")
    desks, _ = _rows(raw, "desks", lambda row: (_like(row, "device", DEVICE), _like(row, "seal_key", KEY)))
    protocols, _ = _rows(
        raw, "packs", lambda row: (_like(row, "id", re.compile(r"[a-z0-9_]{1,40}")), _whole(row, "version"))
    )
    return Said(text, signature, desks, protocols)


def read_letters(data: bytes) -> tuple[SealedLetter, ...]:
    """In the endpoint's order. Raises :class:`ServerError`."""
    raw = read_object(data)
    if not isinstance(raw.get("letters"), list):
        raise ServerError("the answer is no list of letters")
    return _rows(raw, "letters", _letter)[0]


def _rows(raw: Mapping[str, Any], name: str, read: Callable[[Any], T]) -> tuple[tuple[T, ...], int]:
    rows = raw.get(name, [])
    if not isinstance(rows, list) or len(rows) > _MOST_ROWS:
        raise ServerError(f"{name} is no list")
    good: list[T] = []
    for row in rows:
        try:
            good.append(read(row))
        except BrokenMessage:
            continue
    return tuple(good), len(rows) - len(good)


def _granted(row: object) -> Granted:
    return Granted(_like(row, "stream", STREAM), _sealed(row))


def _companion(row: object) -> Companion:
    has_key = row.get("has_key") if isinstance(row, dict) else None
    if not isinstance(has_key, bool):
        raise BrokenMessage("has_key is not yes or no")
    return Companion(
        _like(row, "stream", STREAM), _like(row, "device", DEVICE), _like(row, "seal_key", KEY), has_key
    )


def _letter(row: object) -> SealedLetter:
    child = row.get("stream", "") if isinstance(row, dict) else ""
    if child != "":
        child = _like(row, "stream", STREAM)
    return SealedLetter(_whole(row, "position"), _like(row, "letter", STREAM), child, _sealed(row))


def _sealed(row: object) -> bytes:
    sealed = to_bytes(row.get("sealed") if isinstance(row, dict) else None)
    if len(sealed) > _MOST_SEALED:
        raise BrokenMessage("sealed is too long")
    return sealed


def _like(row: object, name: str, shape: re.Pattern[str]) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise BrokenMessage(f"{name} has another shape")
    return value


def _whole(row: object, name: str) -> int:
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise BrokenMessage(f"{name} is not a number")
    return value
