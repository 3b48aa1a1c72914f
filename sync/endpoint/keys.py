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
