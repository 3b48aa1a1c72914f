"""One entry sealed for the wire: the same entry always makes the same bytes, and only who holds the child's
share key reads them.

The nonce is a digest of what is sealed, under the share key (as AES-SIV does it): should a device be put back
to an older state and write something else at the same place, no nonce meets two different texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from carerapp.domain.canonical import deeper_than
from carerapp.domain.gate import NotTaken, Reason
from carerapp.vault import Crypto
from carerapp.vault.format.entries import Signed
from carerapp.vault.primitives.derivation import label

_NONCE = 12
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Carried:
    """An entry as its author signed it, and who that is: name, role, public key."""

    entry: Signed
    author: Mapping[str, str]


def seal(crypto: Crypto, share_key: bytes, device: str, stream: str, carried: Carried) -> bytes:
    """The payload of a feed entry."""
    plain = json.dumps(
        {
            "author": carried.entry.author.hex(),
            "signature": carried.entry.signature.hex(),
            "body": carried.entry.body.hex(),
            "who": dict(carried.author),
        },
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    key, bound = _key(crypto, share_key, device, stream), label("wire", device, stream)
    nonce = crypto.hkdf(key, salt=b"nonce", info=plain, length=_NONCE)
    return nonce + crypto.seal(key, nonce, plain, bound)


def unseal(crypto: Crypto, share_key: bytes, device: str, stream: str, payload: bytes) -> Carried:
    """As it came: the gate has not looked at it. Raises :class:`SealBroken` for what was not sealed with
    this key, and ``NotTaken`` for what is no entry of any version."""
    key, bound = _key(crypto, share_key, device, stream), label("wire", device, stream)
    plain = crypto.unseal(key, payload[:_NONCE], payload[_NONCE:], bound)
    if deeper_than(plain, _DEEPEST):
        raise NotTaken(Reason.SHAPE)
    try:
        raw: dict[str, Any] = json.loads(plain)
        author, signature, body = (bytes.fromhex(raw[part]) for part in ("author", "signature", "body"))
        who = raw["who"]
    except (ValueError, KeyError, TypeError):
        raise NotTaken(Reason.SHAPE) from None
    if len(author) != 8 or len(signature) != 64 or not isinstance(who, dict):
        raise NotTaken(Reason.SHAPE)
    return Carried(Signed(author, signature, body), who)


def _key(crypto: Crypto, share_key: bytes, device: str, stream: str) -> bytes:
    return crypto.hkdf(share_key, salt=b"", info=label("wire key", device, stream), length=32)
