"""What travels: frozen types and their JSON. Fields that a newer version added are kept and sent on.

Bytes are base64url without padding, in the one spelling. `wire` names the version; a reader takes every
message whose own version's fields are there, whatever else is. Version 2 adds one field to an entry and to a
receipt, `link`: who does not know it leaves it out, and gives receipts of the first kind.
"""

from __future__ import annotations

import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sync.errors import BrokenMessage
from sync.feed import FeedEntry, FeedId

WIRE, LINKED = 1, 2
MOST_ENTRIES = 1_000
UNSAID_ENTRIES = 200  # for a reader that does not say how many it takes: the first ones took no more
MOST_BYTES = 1_000_000  # of one message's payloads
LONGEST_PAYLOAD = 256_000
ERASED = "erased"  # why an entry is refused: the authority has erased the child's record
DEVICE, STREAM = re.compile(r"[0-9a-f]{16}"), re.compile(r"[0-9a-f]{32}")
Extra = Mapping[str, Any]
_TO_URL = bytes.maketrans(b"+/", b"-_")
_TO_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")


def to_text(data: bytes) -> str:
    """base64url without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL, b"=").decode()


def to_bytes(text: object) -> bytes:
    """Raises :class:`BrokenMessage` for anything but the one spelling."""
    if not isinstance(text, str) or not text.isascii():
        raise BrokenMessage("bytes are not in base64url")
    try:
        data = binascii.a2b_base64(
            text.encode().translate(_TO_STANDARD) + b"=" * (-len(text) % 4), strict_mode=True
        )
    except (binascii.Error, ValueError):
        raise BrokenMessage("bytes are not in base64url") from None
    rest = len(data) % 3  # only there could unused bits be spelt otherwise
    if rest and to_text(data[-rest:]) != text[-(rest + 1) :]:
        raise BrokenMessage("bytes are not in their one spelling")
    return data


@dataclass(frozen=True, slots=True)
class Push:
    """Entries of one feed, in order. The device is who signed the request."""

    entries: tuple[FeedEntry, ...]
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The endpoint has this entry, durably, since ``at`` (seconds since 1970). ``signature``: the
    endpoint's; ``link``: the entry's, in a receipt of the second kind: it then says what was received, to
    whoever holds the entry itself."""

    feed: FeedId
    seq: int
    hash: bytes
    at: int
    signature: bytes
    link: bytes = b""

    def signed_part(self) -> bytes:
        """What the endpoint signs: every part has a fixed length."""
        kind = 2 if self.link else 1
        head = f"carerapp receipt {kind}\0{self.feed.device}\0{self.feed.stream}\0".encode()
        return head + self.seq.to_bytes(8, "big") + self.hash + self.link + self.at.to_bytes(8, "big")


def revoked_part(device: str) -> bytes:
    """What the endpoint signs when it turns a revoked device away."""
    return b"carerapp revoked 1\0" + device.encode()


@dataclass(frozen=True, slots=True)
class Refusal:
    """The endpoint will not take this entry, and why, in a word that the app knows how to say. ``previous``:
    the hash that the entry follows; it does not travel, and lets the device send that entry again by
    itself."""

    seq: int
    reason: str
    previous: bytes = b""


@dataclass(frozen=True, slots=True)
class Pushed:
    """The answer to a :class:`Push`: a receipt for the last entry that stands, now or before, for all before
    it too; and the refused ones."""

    receipts: tuple[Receipt, ...]
    refused: tuple[Refusal, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pulled:
    """Entries of other devices after a cursor; ``cursor`` is opaque; ``more``: ask again at once."""

    entries: tuple[FeedEntry, ...]
    cursor: str
    more: bool = False
    extra: Extra = field(default_factory=dict)


# --- JSON -----------------------------------------------------------------------------------
def encode(message: Push | Pushed | Pulled) -> bytes:
    """UTF-8 JSON."""
    plain = _plain(message)
    carried = [*plain.get("receipts", ()), *plain.get("entries", ())]
    wire = LINKED if any("link" in one for one in carried) else WIRE
    return json.dumps({**message.extra, "wire": wire, **plain}, separators=(",", ":")).encode()


def _plain(message: Push | Pushed | Pulled) -> dict[str, Any]:
    match message:
        case Push():
            return {"entries": [entry_json(e) for e in message.entries]}
        case Pushed():
            refused = [{"seq": r.seq, "reason": r.reason} for r in message.refused]
            return {"receipts": [receipt_json(r) for r in message.receipts], "refused": refused}
        case Pulled():
            cursor = {"cursor": message.cursor, "more": message.more}
            return {"entries": [entry_json(e) for e in message.entries], **cursor}


def entry_json(entry: FeedEntry) -> dict[str, Any]:
    """As it travels."""
    return {
        "device": entry.feed.device,
        "stream": entry.feed.stream,
        "seq": entry.seq,
        "previous": to_text(entry.previous),
        "payload": to_text(entry.payload),
        "signature": to_text(entry.signature),
        **_link_json(entry.link),
    }


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """As it travels."""
    return {
        "device": receipt.feed.device,
        "stream": receipt.feed.stream,
        "seq": receipt.seq,
        "hash": to_text(receipt.hash),
        "at": receipt.at,
        "signature": to_text(receipt.signature),
        **_link_json(receipt.link),
    }


def _link_json(link: bytes) -> dict[str, str]:
    return {"link": to_text(link)} if link else {}


def decode_push(data: bytes) -> Push:
    """Raises :class:`BrokenMessage`."""
    raw, extra = _object(data, {"entries"})
    return Push(tuple(read_entry(e) for e in _list(raw["entries"], MOST_ENTRIES)), extra)


def decode_pushed(data: bytes) -> Pushed:
    """Raises :class:`BrokenMessage`."""
    raw, extra = _object(data, {"receipts", "refused"})
    refused = tuple(
        Refusal(_number(r, "seq"), _text(r, "reason", 200)) for r in _list(raw["refused"], MOST_ENTRIES)
    )
    return Pushed(tuple(read_receipt(r) for r in _list(raw["receipts"], MOST_ENTRIES)), refused, extra)


def decode_pulled(data: bytes) -> Pulled:
    """Raises :class:`BrokenMessage`."""
    raw, extra = _object(data, {"entries", "cursor", "more"})
    found = tuple(read_entry(e) for e in _list(raw["entries"], MOST_ENTRIES))
    if not isinstance(raw["more"], bool):
        raise BrokenMessage("more is not yes or no")
    return Pulled(found, _text(raw, "cursor", 200), raw["more"], extra)


def read_entry(raw: object) -> FeedEntry:
    """Raises :class:`BrokenMessage`."""
    one = _dict(raw)
    payload = to_bytes(one.get("payload"))
    if len(payload) > LONGEST_PAYLOAD:
        raise BrokenMessage("a payload is too long")
    return FeedEntry(
        _feed(one),
        _seq(one),
        _exactly(one, "previous", 32),
        payload,
        b"" if one.get("signature") == "" else _exactly(one, "signature", 64),
        _read_link(one),
    )


def read_receipt(raw: object) -> Receipt:
    """Raises :class:`BrokenMessage`."""
    one = _dict(raw)
    return Receipt(
        _feed(one),
        _number(one, "seq"),
        _exactly(one, "hash", 32),
        _number(one, "at"),
        _exactly(one, "signature", 64),
        _read_link(one),
    )


def _read_link(raw: Mapping[str, Any]) -> bytes:
    return _exactly(raw, "link", 32) if "link" in raw else b""


def _feed(raw: Mapping[str, Any]) -> FeedId:
    device, stream = raw.get("device"), raw.get("stream")
    if not isinstance(device, str) or not DEVICE.fullmatch(device):
        raise BrokenMessage("device is not 16 hex digits")
    if not isinstance(stream, str) or not STREAM.fullmatch(stream):
        raise BrokenMessage("stream is not 32 hex digits")
    return FeedId(device, stream)


def _object(data: bytes, own: set[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        raise BrokenMessage("this is not JSON") from None
    raw = _dict(raw)
    if not isinstance(raw.get("wire"), int) or raw["wire"] < 1 or not own <= set(raw):
        raise BrokenMessage("this is no message of this protocol")
    return raw, {key: value for key, value in raw.items() if key not in own and key != "wire"}


def _dict(raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise BrokenMessage("an object is missing")
    return raw


def _list(raw: object, most: int) -> list[Any]:
    if not isinstance(raw, list) or len(raw) > most:
        raise BrokenMessage(f"a list of at most {most} is missing")
    return raw


def _number(raw: object, key: str) -> int:
    value = _dict(raw).get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise BrokenMessage(f"{key} is not a number")
    return value


def _seq(raw: object) -> int:
    """The number of an entry: the first is 1."""
    seq = _number(raw, "seq")
    if seq < 1:
        raise BrokenMessage("seq is not a number from 1")
    return seq


def _text(raw: object, key: str, most: int) -> str:
    value = _dict(raw).get(key)
    if not isinstance(value, str) or len(value) > most:
        raise BrokenMessage(f"{key} is not a text")
    return value


def _exactly(raw: Mapping[str, Any], key: str, length: int) -> bytes:
    data = to_bytes(raw.get(key))
    if len(data) != length:
        raise BrokenMessage(f"{key} has another length")
    return data
