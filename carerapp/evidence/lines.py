"""The one spelling of a line, and what each signature is over. The chain between lines is of format 2."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NotRequired, TypedDict

from carerapp.domain.canonical import canonical
from carerapp.domain.json_value import DEEPEST as INSIDE
from carerapp.domain.json_value import JsonObject

FORMAT, SECOND = "carerapp evidence 3", "carerapp evidence 2"
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


class ReceiptLine(TypedDict):
    """An authority's receipt, of the second kind: its name as the exporter's device knows it, its public
    ``key``, and what it signed (`sync.messages.Receipt`)."""

    authority: str
    key: str
    device: str
    seq: int
    hash: str
    link: str
    at: int
    signature: str


class StampLine(ReceiptLine):
    """A token of a time-stamp authority over a receipt (`sync.time_stamps.TimeStamp`): the ``path`` to the
    root that it is over, the certificate that the authority trusts for it, and its ``word`` for that."""

    path: str
    token: str
    trusted: str
    word: str


class RunLeft(TypedDict):
    """Entries that had left the exporter's device: numbers of a feed, and the hash of the last."""

    device: str
    first: int
    last: int
    hash: str


class FeedHead(TypedDict):
    """The first line. ``lines``: the digest over all that follow it; ``dated``: only where there are any."""

    format: str
    child: str
    count: int
    people: list[Signatory]
    exported_by: str
    exported_at: str
    damage: list[str]
    dated: NotRequired[list[StampLine]]
    left: list[RunLeft]
    lines: str
    receipts: list[ReceiptLine]
    signature: str


class FeedLine(TypedDict):
    """The line of an entry."""

    author: str
    signature: str
    entry: JsonObject


class Head(TypedDict):
    """The first line, in format 2."""

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
    """The line of an entry, in format 2."""

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


def over_receipt(child: str, receipt: ReceiptLine) -> bytes:
    """What an authority signs for a receipt of the second kind."""
    head = f"carerapp receipt 2\0{receipt['device']}\0{child}\0".encode()
    digests = bytes.fromhex(receipt["hash"]) + bytes.fromhex(receipt["link"])
    return head + receipt["seq"].to_bytes(8, "big") + digests + receipt["at"].to_bytes(8, "big")


def over_head(head: Mapping[str, object]) -> bytes:
    """What the exporter signs for the head: all of it but the signature."""
    return b"head\0" + spell({key: value for key, value in head.items() if key != "signature"})
