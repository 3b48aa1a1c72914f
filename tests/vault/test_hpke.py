"""HPKE as published, and as another implementation has it."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hpke as theirs
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from carerapp.vault import SealBroken
from carerapp.vault.primitives.hpke import open_sealed, seal_to, seal_with
from tests.support.vault.doubles import CRYPTO

unhex = bytes.fromhex
INFO = unhex("4f6465206f6e2061204772656369616e2055726e")
PRIVATE = unhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
PUBLIC = unhex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
SUITE = theirs.Suite(theirs.KEM.X25519, theirs.KDF.HKDF_SHA256, theirs.AEAD.CHACHA20_POLY1305)


def test_the_published_answer() -> None:
    """RFC 9180, A.2.1, first encryption."""
    fresh = unhex("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")
    plain = unhex("4265617574792069732074727574682c20747275746820626561757479")
    aad = unhex("436f756e742d30")
    sealed = seal_with(CRYPTO, fresh, PUBLIC, plain, info=INFO, aad=aad)
    assert sealed.hex() == (
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
    )
    assert open_sealed(CRYPTO, PRIVATE, sealed, info=INFO, aad=aad) == plain


@given(st.binary(max_size=200), st.binary(max_size=40))
def test_each_opens_what_the_other_sealed(plain: bytes, info: bytes) -> None:
    """Ours and the one of the `cryptography` library."""
    private, public = X25519PrivateKey.from_private_bytes(PRIVATE), X25519PublicKey.from_public_bytes(PUBLIC)
    assert SUITE.decrypt(seal_to(CRYPTO, PUBLIC, plain, info=info), private, info) == plain
    assert open_sealed(CRYPTO, PRIVATE, SUITE.encrypt(plain, public, info), info=info) == plain


def test_any_change_breaks_the_seal() -> None:
    """Of any byte, of the purpose, of what it is bound to, of the key."""
    sealed = seal_to(CRYPTO, PUBLIC, b"words", info=INFO, aad=b"a")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(SealBroken):
            open_sealed(CRYPTO, PRIVATE, changed, info=INFO, aad=b"a")
    for info, aad, private in ((b"", b"a", PRIVATE), (INFO, b"b", PRIVATE), (INFO, b"a", bytes(range(32)))):
        with pytest.raises(SealBroken):
            open_sealed(CRYPTO, private, sealed, info=info, aad=aad)
    for short in (b"", sealed[:31], sealed[:40]):
        with pytest.raises(SealBroken):
            open_sealed(CRYPTO, PRIVATE, short, info=INFO, aad=b"a")


def test_a_useless_public_key_is_refused() -> None:
    """Zeros agree with everybody: nothing is sealed to them."""
    with pytest.raises(SealBroken):
        seal_to(CRYPTO, bytes(32), b"words", info=INFO)
