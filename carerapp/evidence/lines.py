"""The one spelling of a line, the chain between lines, and what each signature is over."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TypedDict

from carerapp.domain.canonical import canonical
from carerapp.domain.json_value import DEEPEST as INSIDE
from carerapp.domain.json_value import JsonObject

FORMAT = "carerapp evidence 2"
DEEPEST = 2 + INSIDE  # a line holds an entry


def spell(value: Mapping[str, object]) -> bytes:
    """A JSON object in its one spelling, without the line's end."""
    return canonical(value)


class Signatory(TypedDict):
    """Somebody who wrote, and their public key."""

    id: str
    name: str
    role: str
    key: str


class Erased(TypedDict):
    """Who erased the record, when (seconds since 1970), why, and their proof over what is left."""

    at: int
    by: str
    reason: str
    proof: str


class Head(TypedDict):
    """The first line."""

    format: str
    child: str
    count: int
    people: list[Signatory]
    exported_by: str
    exported_at: str
    damage: list[str]
    erased: Erased | None
    signature: str


class Entry(TypedDict):
    """The line of an entry."""

    n: int
    author: str
    signature: str
    entry: JsonObject
    salt: str
    chain: str
    proof: str


class Left(TypedDict):
    """The line of an entry that was erased."""

    n: int
    commitment: str
    chain: str
    proof: str


def genesis(child: str) -> bytes:
    """What the chain of this child's lines begins with."""
    return hashlib.sha256(b"carerapp evidence genesis 2\0" + child.encode()).digest()


def link(before: bytes, commitment: bytes) -> bytes:
    """The chain's value after an entry, or after what is left of one."""
    return hashlib.sha256(b"carerapp evidence chain 2\0" + before + commitment).digest()


def over_line(chain: bytes) -> bytes:
    """What the exporter signs for an entry's place."""
    return b"line\0" + chain


def over_head(head: Mapping[str, object]) -> bytes:
    """What the exporter signs for the head: all of it but the signature."""
    return b"head\0" + spell({key: value for key, value in head.items() if key != "signature"})
