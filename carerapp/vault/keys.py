"""From a PIN to a key, and from one key to many.

Every key that touches a file is derived for that one purpose, file and epoch, so that no two files
ever share a key and a nonce can never meet the same key twice by moving files about.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass

from .errors import WeakKdf, WeakSecret
from .ports import Crypto

KEY = 32
LEAST_SECRET = 6


@dataclass(frozen=True, slots=True)
class Kdf:
    """Argon2id cost: memory in KiB, passes over it, lanes (always 1, so every backend agrees)."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


FLOOR = Kdf()
CEILING = Kdf(memory_kib=1024 * 1024, passes=16)


def check_kdf(kdf: Kdf) -> None:
    """Raise :class:`WeakKdf` below the floor, or so high that a doctored file would hang the device."""
    if kdf.lanes != 1:
        raise WeakKdf
    if not FLOOR.memory_kib <= kdf.memory_kib <= CEILING.memory_kib:
        raise WeakKdf
    if not FLOOR.passes <= kdf.passes <= CEILING.passes:
        raise WeakKdf


def secret_bytes(secret: str) -> bytes:
    """The same bytes however a keyboard composed the characters."""
    return unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")


def check_secret(secret: str) -> None:
    """Raise :class:`WeakSecret` for a PIN too short to be worth a lock."""
    if len(unicodedata.normalize("NFKC", secret)) < LEAST_SECRET:
        raise WeakSecret(LEAST_SECRET)


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


def stretch(
    crypto: Crypto, secret: str, salt: bytes, kdf: Kdf, device_secret: bytes | None, binding: bytes
) -> bytes:
    """A slot's key from what a person knows and, where there is one, what the device holds."""
    check_kdf(kdf)
    root = crypto.argon2id(
        secret_bytes(secret),
        salt,
        memory_kib=kdf.memory_kib,
        passes=kdf.passes,
        lanes=kdf.lanes,
        length=KEY,
    )
    return crypto.hkdf(root, salt=device_secret or b"", info=label("slot", binding), length=KEY)
