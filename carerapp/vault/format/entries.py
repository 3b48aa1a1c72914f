"""What a frame holds: one or more entries, each with its author and the author's signature.

``count | count × (author 8, signature 64, length) | [json,json,…]``. The JSON of all entries is one
array, so that a block of them is decoded in one call, while the exact signed bytes of each can still
be cut out.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from carerapp.domain.canonical import canonical
from carerapp.domain.json_value import Json
from carerapp.vault.ports import Crypto, PreparesSigning

_ROW = struct.Struct(">8s64sI")
_COUNT = struct.Struct(">I")

JSON: TypeAlias = Json
"""What ``json`` can carry: ``None``, bool, int, float, str, and lists and string-keyed dicts of them."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One entry as written: the author's id (8 bytes), their signature, the exact JSON bytes."""

    author: bytes
    signature: bytes
    body: bytes


def message(child: bytes, author: bytes, body: bytes) -> bytes:
    """What an author signs: the entry in its child's stream, not its place in this device's file."""
    return b"carerapp entry 1\0" + child + author + body


def proof_message(data: bytes) -> bytes:
    """What a person signs when they vouch for something that is no entry: never mistaken for one."""
    return b"carerapp proof 1\0" + data


def signer(crypto: Crypto, private: bytes) -> Callable[[bytes], bytes]:
    """What signs with this key, readied once where the adapter can."""
    return crypto.signer(private) if isinstance(crypto, PreparesSigning) else partial(crypto.sign, private)


def sign(signer: Callable[[bytes], bytes], child: bytes, author: bytes, body: bytes) -> Signed:
    """``body`` signed by its author."""
    return Signed(author, signer(message(child, author, body)), body)


def commitment(salt: bytes, entry: Signed) -> bytes:
    """What stands for an entry in a chain: it says nothing of the entry to who does not have the salt."""
    parts = b"carerapp commitment 1\0" + salt + entry.author + entry.signature + entry.body
    return hashlib.sha256(parts).digest()


def pack(entries: Sequence[Signed]) -> bytes:
    """The bytes of a frame."""
    rows = b"".join(_ROW.pack(e.author, e.signature, len(e.body)) for e in entries)
    return _COUNT.pack(len(entries)) + rows + b"[" + b",".join(e.body for e in entries) + b"]"


def count(payload: bytes) -> int:
    """How many entries a frame holds (0 for a segment's closing frame)."""
    return int(_COUNT.unpack_from(payload)[0])


def documents(payload: bytes) -> list[dict[str, JSON]]:
    """The decoded entries of a frame. One that is no JSON object stands there empty: an older version of
    the app kept others' entries as they came, and the ones beside it are not lost for it."""
    start = _COUNT.size + count(payload) * _ROW.size
    try:
        decoded = json.loads(payload[start:])
    except (ValueError, RecursionError):
        decoded = ()
    if len(decoded) == count(payload) and all(type(document) is dict for document in decoded):
        return list(decoded)
    return [_document(entry.body) for entry in unpack(payload)]


def _document(body: bytes) -> dict[str, JSON]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def claimed_author(entry: Signed) -> str:
    """The author's id that the entry itself names; "" where it names none."""
    named = _document(entry.body).get("author", "")
    return named if isinstance(named, str) else "no id"


def authors(payload: bytes) -> list[bytes]:
    """Who signed each entry of a frame: their ids."""
    return [author for author, _, _ in _rows(payload)]


def _rows(payload: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Author, signature and length of each entry of a frame."""
    return _ROW.iter_unpack(payload[_COUNT.size : _COUNT.size + count(payload) * _ROW.size])


def unpack(payload: bytes) -> list[Signed]:
    """The entries of a frame with the exact bytes that were signed."""
    rows = list(_rows(payload))
    at = _COUNT.size + len(rows) * _ROW.size + 1
    out = []
    for author, signature, length in rows:
        out.append(Signed(author, signature, payload[at : at + length]))
        at += length + 1
    return out


def closing(meta: Mapping[str, JSON]) -> bytes:
    """A segment's last frame: no entries, and what the segment says about itself."""
    return _COUNT.pack(0) + canonical(meta)


def fingerprint(key: str) -> str:
    """A public key in eight groups that a person can read out: the first 128 bits of its digest."""
    digest = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32]
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))
