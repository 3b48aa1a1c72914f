"""From a PIN or passphrase to the key of a slot, and which ones are too easy to guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from carerapp.vault.errors import CommonSecret, WeakKdf, WeakSecret
from carerapp.vault.ports import Crypto
from carerapp.vault.primitives.derivation import KEY, label
from carerapp.vault.primitives.wiping import wipe

LEAST_SECRET = 6


@dataclass(frozen=True, slots=True)
class Kdf:
    """Argon2id cost: memory in KiB, passes over it, lanes (always 1, so every backend agrees)."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


FLOOR = Kdf()
_KEYPAD = frozenset(
    {
        "147258",
        "258369",
        "159753",
        "147852",
        "789456",
        "159357",
        "456123",
        "741852",
        "963852",
        "123654",
        "124578",
    }
)
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


def check_secret(secret: str) -> None:
    """Raise :class:`WeakSecret` for a PIN too short to be worth a lock, or one that anyone would try
    first."""
    plain = unicodedata.normalize("NFKC", secret)
    if len(plain) < LEAST_SECRET:
        raise WeakSecret(LEAST_SECRET)
    if plain.isdecimal() and _is_common([int(c) for c in plain]):
        raise CommonSecret


def _is_common(digits: Sequence[int]) -> bool:
    """One digit, a run up or down, a pair or a three that repeats, doubled digits, a keypad's column."""
    steps = {(b - a) % 10 for a, b in pairwise(digits)}
    repeats = any(all(d == digits[i % n] for i, d in enumerate(digits)) for n in (1, 2, 3))
    doubled = len(digits) % 2 == 0 and all(a == b for a, b in zip(digits[::2], digits[1::2], strict=True))
    mirrored = len(digits) == 6 and digits[:3] == digits[:2:-1] and len({*digits}) < 3
    keypad = "".join(map(str, digits)) in _KEYPAD
    return steps in ({1}, {9}) or repeats or doubled or mirrored or keypad


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
