"""The crypto port on ``cryptography`` (only what version 47 has) and ``argon2-cffi``."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from carerapp.vault.adapters.probe import probe
from carerapp.vault.errors import SealBroken


@lru_cache(maxsize=64)
def _public(key: bytes) -> Ed25519PublicKey:
    """Read once: a log of ten thousand entries has a handful of authors."""
    return Ed25519PublicKey.from_public_bytes(key)


class NativeCrypto:
    """Checks itself against published vectors when made; raises ``CryptoUnavailable`` if any fails."""

    def __init__(self) -> None:
        probe(self)

    def random(self, n: int) -> bytes:
        """From the operating system."""
        return os.urandom(n)

    def argon2id(
        self, secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int, length: int
    ) -> bytes:
        """By the reference implementation."""
        return hash_secret_raw(
            secret,
            salt,
            time_cost=passes,
            memory_cost=memory_kib,
            parallelism=lanes,
            hash_len=length,
            type=Type.ID,
        )

    def seal(self, key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
        """By OpenSSL."""
        return ChaCha20Poly1305(key).encrypt(nonce, plain, aad)

    def unseal(self, key: bytes, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
        """Raises :class:`SealBroken`."""
        try:
            return ChaCha20Poly1305(key).decrypt(nonce, sealed, aad)
        except (InvalidTag, ValueError):
            raise SealBroken from None

    def hkdf(self, key: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
        """HKDF-SHA256."""
        return HKDF(hashes.SHA256(), length, salt, info).derive(key)

    def sign_public(self, private: bytes) -> bytes:
        """Ed25519."""
        return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def sign(self, private: bytes, message: bytes) -> bytes:
        """Ed25519."""
        return self.signer(private)(message)

    def signer(self, private: bytes) -> Callable[[bytes], bytes]:
        """The key is read once, which costs as much as a signature."""
        return Ed25519PrivateKey.from_private_bytes(private).sign

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Malformed input is ``False``."""
        try:
            _public(public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def agree_public(self, private: bytes) -> bytes:
        """X25519."""
        return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def agree(self, private: bytes, public: bytes) -> bytes:
        """X25519. Raises :class:`SealBroken` for a useless public key."""
        try:
            return X25519PrivateKey.from_private_bytes(private).exchange(
                X25519PublicKey.from_public_bytes(public)
            )
        except ValueError:
            raise SealBroken from None
