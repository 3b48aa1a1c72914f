"""HPKE (RFC 9180), base mode: X25519, HKDF-SHA256, ChaCha20-Poly1305. One message for each fresh key.

For what is sealed to somebody who is not there: a colleague's slot, the owner of the records, the vault
itself while it is locked. It names nobody as the sender; what is inside must prove itself.
"""

from __future__ import annotations

import hmac
import struct

from carerapp.vault.errors import SealBroken
from carerapp.vault.ports import Crypto

ENC = 32  # bytes of the sender's fresh public key, which stand before the sealed ones
_KEM = b"KEM" + struct.pack(">H", 0x0020)
_SUITE = b"HPKE" + struct.pack(">HHH", 0x0020, 0x0001, 0x0003)
_VERSION = b"HPKE-v1"


def seal_to(crypto: Crypto, public: bytes, plain: bytes, *, info: bytes, aad: bytes = b"") -> bytes:
    """``plain`` for the holder of the private key: 48 bytes longer. Raises :class:`SealBroken` for a useless
    key."""
    return seal_with(crypto, crypto.random(32), public, plain, info=info, aad=aad)


def seal_with(
    crypto: Crypto, fresh: bytes, public: bytes, plain: bytes, *, info: bytes, aad: bytes = b""
) -> bytes:
    """As :func:`seal_to` with a private key that must never be used again; the published answers need it."""
    enc = crypto.agree_public(fresh)
    key, nonce = _schedule(crypto.agree(fresh, public), enc, public, info)
    return enc + crypto.seal(key, nonce, plain, aad)


def open_sealed(crypto: Crypto, private: bytes, sealed: bytes, *, info: bytes, aad: bytes = b"") -> bytes:
    """The plain bytes. Raises :class:`SealBroken` for another key, or any change."""
    enc, rest = sealed[:ENC], sealed[ENC:]
    if len(enc) < ENC:
        raise SealBroken
    key, nonce = _schedule(crypto.agree(private, enc), enc, crypto.agree_public(private), info)
    return crypto.unseal(key, nonce, rest, aad)


def _schedule(agreed: bytes, enc: bytes, public: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Key and nonce (RFC 9180 §4.1 and §5.1)."""
    root = _extract(_KEM, b"", b"eae_prk", agreed)
    shared = _expand(_KEM, root, b"shared_secret", enc + public, 32)
    context = b"\0" + _extract(_SUITE, b"", b"psk_id_hash", b"") + _extract(_SUITE, b"", b"info_hash", info)
    secret = _extract(_SUITE, shared, b"secret", b"")
    return _expand(_SUITE, secret, b"key", context, 32), _expand(_SUITE, secret, b"base_nonce", context, 12)


def _extract(suite: bytes, salt: bytes, name: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), _VERSION + suite + name + material, "sha256")


def _expand(suite: bytes, key: bytes, name: bytes, info: bytes, length: int) -> bytes:
    """One block is enough for every length used here."""
    labelled = struct.pack(">H", length) + _VERSION + suite + name + info
    return hmac.digest(key, labelled + b"\1", "sha256")[:length]
