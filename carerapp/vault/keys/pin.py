"""From a PIN or passphrase to the key of a slot, and what each try of one costs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from carerapp.vault.errors import WeakKdf
from carerapp.vault.ports import Crypto
from carerapp.vault.primitives.derivation import KEY, label
from carerapp.vault.primitives.wiping import wipe


@dataclass(frozen=True, slots=True)
class Kdf:
    """Argon2id cost: memory in KiB, passes over it, lanes (always 1, so every backend agrees)."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


FLOOR = Kdf()
MOST_TIMES = 2


def check_kdf(kdf: Kdf) -> None:
    """Raise :class:`WeakKdf` below what this app chooses itself, or above twice that, in memory or in work:
    a doctored file would take the device's memory, and its carer's time."""
    if not all(type(part) is int for part in (kdf.memory_kib, kdf.passes, kdf.lanes)) or kdf.lanes != 1:
        raise WeakKdf
    if kdf.memory_kib < FLOOR.memory_kib or kdf.passes < FLOOR.passes:
        raise WeakKdf
    work = FLOOR.memory_kib * FLOOR.passes
    if kdf.memory_kib > MOST_TIMES * FLOOR.memory_kib or kdf.memory_kib * kdf.passes > MOST_TIMES * work:
        raise WeakKdf


def secret_bytes(secret: str) -> bytes:
    """The same bytes however a keyboard composed the characters."""
    return unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")


def stretch(
    crypto: Crypto, secret: str, salt: bytes, kdf: Kdf, device_secret: bytes | None, binding: bytes
) -> bytes:
    """A slot's key from what a person knows and, where there is one, what the device holds."""
    check_kdf(kdf)
    typed = secret_bytes(secret)
    root = crypto.argon2id(
        typed,
        salt,
        memory_kib=kdf.memory_kib,
        passes=kdf.passes,
        lanes=kdf.lanes,
        length=KEY,
    )
    key = crypto.hkdf(root, salt=device_secret or b"", info=label("slot", binding), length=KEY)
    wipe(root, typed)
    return key
