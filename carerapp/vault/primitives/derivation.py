"""From one key to many: each file, purpose and epoch has a key of its own.

So no two files ever share a key, and a nonce can never meet the same key twice by moving files about.
"""

from __future__ import annotations

import struct

from carerapp.vault.ports import Crypto

KEY = 32  # bytes in every symmetric key


def label(*parts: str | int | bytes) -> bytes:
    """Unambiguous bytes for key derivation and binding: each part carries its length."""
    out = bytearray(b"carerapp vault 1")
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode()
        out += struct.pack(">I", len(raw)) + raw
    return bytes(out)


def derive(crypto: Crypto, key: bytes, purpose: str, file: str, epoch: int) -> bytes:
    """The one key for ``file`` in this epoch."""
    return crypto.hkdf(key, salt=b"", info=label(purpose, file, epoch), length=KEY)
