"""What a time-stamp authority (RFC 3161) says of what an endpoint had received, as it travels and is kept.

One token stands for all heads of feeds at that moment, through a tree of hashes. What is read here needs no
library: that a token is over these heads, and which time it says. Who made it: `sync.time_stamp_tokens`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sync.der import BYTES, FIRST, GENERAL_TIME, NUMBER, OID, SEQUENCE, SET, NotDer, after, first, inside
from sync.errors import BrokenMessage, ServerError
from sync.hash_tree import LONGEST_PATH, climb, leaf
from sync.messages import Receipt, read_receipt, receipt_json, to_bytes, to_text

LONGEST_TOKEN = 32_000  # bytes
LONGEST_CERTIFICATE = 8_000
MOST_AT_ONCE = 20  # time stamps in one answer
GARBLED = "its token can’t be read"
_TIME = re.compile(rb"(?:19|20|21)\d{12}(?:\.\d{1,9})?Z")
_SHA256 = bytes.fromhex("0609608648016503040201")  # its OID, as it stands in DER


class BadTimeStamp(ValueError):
    """The time stamp proves nothing; ``str`` says why, as the end of a sentence about it."""


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """``receipt``: of the second kind, for the head of a feed; ``path``: from it to the root; ``token``: over
    the root, in DER; ``trusted``: the certificate that the endpoint trusts for it, in DER; ``word``: the
    endpoint's signature over these two; ``number``: the endpoint's own, from 1."""

    receipt: Receipt
    path: bytes
    token: bytes
    trusted: bytes
    word: bytes
    number: int = 0

    @property
    def cursor(self) -> str:
        """To ask for those that come after it."""
        return f"{self.number}:{self.receipt.feed.stream}"

    @property
    def over(self) -> bytes:
        """What the token must be over. Raises :class:`BadTimeStamp`."""
        return over(leaf(self.receipt.signed_part()), self.path)


class Said(NamedTuple):
    """What a token says, whoever made it: the SHA-256 digest that it is over, and the time, in whole seconds
    since 1970."""

    digest: bytes
    at: int


def over(head: bytes, path: bytes) -> bytes:
    """What a token is over, by one of the leaves and its path. Raises :class:`BadTimeStamp`."""
    try:
        return stamped(climb(head, path))
    except ValueError:
        raise BadTimeStamp("its path leads nowhere") from None


def stamped(root: bytes) -> bytes:
    """What is given to the time-stamp authority, as its SHA-256."""
    return b"carerapp time stamp 1\0" + root


def trust_part(token: bytes, trusted: bytes) -> bytes:
    """What the endpoint signs: that it trusts this certificate for this token."""
    return (
        b"carerapp time stamp trust 1\0" + hashlib.sha256(token).digest() + hashlib.sha256(trusted).digest()
    )


def said_by(token: bytes, over: bytes) -> Said:
    """What the token says, where it is over this. Raises :class:`BadTimeStamp`."""
    said = read_token(token)
    if said.digest != hashlib.sha256(over).digest():
        raise BadTimeStamp("it is over something else")
    return said


def read_token(token: bytes) -> Said:
    """A TimeStampToken (RFC 3161 §2.4.2, in CMS: RFC 5652 §5.1), as far as this is written in it. Raises
    :class:`BadTimeStamp`."""
    try:
        outer, rest = first(token, SEQUENCE)
        signed = inside(after(outer, OID), FIRST, SEQUENCE)
        content = inside(after(signed, NUMBER, SET), SEQUENCE)
        info = inside(after(content, OID), FIRST, BYTES, SEQUENCE)
        imprint, more = first(after(info, NUMBER, OID), SEQUENCE)
        kind, hashed = first(imprint, SEQUENCE)
        digest, time = inside(hashed, BYTES), inside(after(more, NUMBER), GENERAL_TIME)
        if rest or not kind.startswith(_SHA256) or len(digest) != 32 or not _TIME.fullmatch(time):
            raise NotDer
        at = datetime.strptime(time[:14].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise BadTimeStamp(GARBLED) from None
    return Said(digest, int(at.timestamp()))


# --- JSON -----------------------------------------------------------------------------------
def time_stamp_json(stamp: TimeStamp) -> dict[str, Any]:
    """As it travels."""
    parts = {name: to_text(getattr(stamp, name)) for name in ("path", "token", "trusted", "word")}
    return {**receipt_json(stamp.receipt), **parts, "number": stamp.number}


def read_time_stamps(data: bytes) -> tuple[list[TimeStamp], int]:
    """An endpoint's answer: those that are time stamps, and how many are none. Raises
    :class:`ServerError`."""
    try:
        rows = json.loads(data)["stamps"]
        if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ServerError("the answer is no list of time stamps") from None
    good: list[TimeStamp] = []
    for row in rows:
        try:
            good.append(read_time_stamp(row))
        except BrokenMessage:
            continue
    return good, len(rows) - len(good)


def read_time_stamp(row: Mapping[str, Any]) -> TimeStamp:
    """Raises :class:`BrokenMessage`."""
    receipt = read_receipt(row)
    number = row.get("number")
    if not receipt.link or type(number) is not int or not 0 < number < 2**53:
        raise BrokenMessage("this is no time stamp")
    path, token, trusted, word = (to_bytes(row.get(name)) for name in ("path", "token", "trusted", "word"))
    if len(path) > LONGEST_PATH or len(token) > LONGEST_TOKEN or len(trusted) > LONGEST_CERTIFICATE:
        raise BrokenMessage("a part of a time stamp is too long")
    if len(word) != 64:
        raise BrokenMessage("word has another length")
    return TimeStamp(receipt, path, token, trusted, word, number)
