"""One entry sealed for the wire: the same entry always makes the same bytes, and only who holds the child's
share key reads them.

The nonce is a digest of what is sealed, under the share key (as AES-SIV does it): should a device be put back
to an older state and write something else at the same place, no nonce meets two different texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from carerapp.vault import Crypto, SealBroken
from carerapp.vault.format.entries import Signed
from carerapp.vault.primitives.derivation import label

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Carried:
    """An entry as its author signed it, and who that is: name, role, public key. ``document``: what the
    entry's body says, decoded once, where it came in."""

    entry: Signed
    author: Mapping[str, str]
    document: dict[str, Any] = field(default_factory=dict, compare=False)


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
    """Raises :class:`SealBroken` for anything that is not exactly such a payload."""
    key, bound = _key(crypto, share_key, device, stream), label("wire", device, stream)
    plain = crypto.unseal(key, payload[:_NONCE], payload[_NONCE:], bound)
    try:
        raw: dict[str, Any] = json.loads(plain)
        entry = Signed(*(bytes.fromhex(raw[part]) for part in ("author", "signature", "body")))
        who = {part: str(raw["who"][part]) for part in ("name", "role", "key")}
        document = json.loads(entry.body)
    except (ValueError, KeyError, TypeError):
        raise SealBroken from None
    if not isinstance(document, dict):
        raise SealBroken
    return Carried(entry, who, document)


def _key(crypto: Crypto, share_key: bytes, device: str, stream: str) -> bytes:
    return crypto.hkdf(share_key, salt=b"", info=label("wire key", device, stream), length=32)
