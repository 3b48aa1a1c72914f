"""The endpoint's own signing key, and checking others': the only part of it that imports cryptography."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class EndpointKey:
    """Signs receipts. Kept in one file that only the endpoint's user can read, made when it is first
    needed."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    @staticmethod
    def in_folder(folder: Path) -> EndpointKey:
        """The key of this data folder. Two processes that start at once agree on one."""
        file = folder / "signing-key"
        if not file.exists():
            new = folder / f".signing-key-{os.getpid()}"
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(Ed25519PrivateKey.generate().private_bytes_raw())
                out.flush()
                os.fsync(out.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(new, file)
            new.unlink()
        return EndpointKey(Ed25519PrivateKey.from_private_bytes(file.read_bytes()))

    def sign(self, message: bytes) -> bytes:
        """Ed25519 (RFC 8032), 64 bytes."""
        return self._private.sign(message)


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature fits; malformed input is ``False``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


_SIGN_BIT = 0x7F
#: y of the points of order 1, 2, 4 and 8, and their other spellings (RFC 8032 §5.1.3 lets some of them pass).
_SMALL_ORDER = frozenset(
    bytes.fromhex(y)
    for y in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


def of_small_order(public: bytes) -> bool:
    """Whether this Ed25519 key (32 bytes) is one under which anybody can make a signature that fits."""
    return public[:31] + bytes([public[31] & _SIGN_BIT]) in _SMALL_ORDER
