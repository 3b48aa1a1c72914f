"""What every crypto adapter must do: the published vectors, and refusing whatever was changed."""

from __future__ import annotations

import sys

import pytest

from carerapp.vault import Crypto, CryptoUnavailable, SealBroken
from carerapp.vault.adapters.probe import probe

if sys.platform == "emscripten":
    from carerapp.vault.adapters.browser_crypto import BrowserCrypto as RealCrypto
else:
    from carerapp.vault.adapters.native_crypto import NativeCrypto as RealCrypto


@pytest.fixture(scope="module", params=[RealCrypto])
def crypto(request: pytest.FixtureRequest) -> Crypto:
    made: Crypto = request.param()
    return made


def test_the_published_vectors(crypto: Crypto) -> None:
    """Every primitive gives the bytes of its standard's own examples."""
    probe(crypto)


@pytest.mark.parametrize(
    ("memory_kib", "passes", "digest"),
    [
        (256, 2, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
        (65536, 2, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
    ],
)
def test_argon2id_gives_the_reference_implementations_bytes(
    crypto: Crypto, memory_kib: int, passes: int, digest: str
) -> None:
    """With the cost that slots really have, too."""
    made = crypto.argon2id(b"password", b"somesalt", memory_kib=memory_kib, passes=passes, lanes=1, length=32)
    assert made.hex() == digest


def test_random_is_as_long_as_asked_and_never_the_same(crypto: Crypto) -> None:
    """A thousand nonces are a thousand different ones."""
    assert [len(crypto.random(n)) for n in (0, 1, 32)] == [0, 1, 32]
    assert len({crypto.random(12) for _ in range(1000)}) == 1000


def test_a_seal_opens_only_as_it_was_made(crypto: Crypto) -> None:
    """Another key, nonce, place or byte, or a shorter text: it does not open."""
    key, nonce, plain, aad = bytes(range(32)), bytes(12), b"words", b"place"
    sealed = crypto.seal(key, nonce, plain, aad)
    assert len(sealed) == len(plain) + 16
    assert crypto.unseal(key, nonce, sealed, aad) == plain
    for at in range(len(sealed)):
        with pytest.raises(SealBroken):
            crypto.unseal(key, nonce, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], aad)
    for wrong in [
        (bytes(32), nonce, sealed, aad),
        (key, b"\1" * 12, sealed, aad),
        (key, nonce, sealed, b"other"),
        (key, nonce, sealed[:-1], aad),
        (key, nonce, b"", aad),
    ]:
        with pytest.raises(SealBroken):
            crypto.unseal(*wrong)


def test_hkdf_separates_by_every_argument(crypto: Crypto) -> None:
    """Another key, salt or purpose gives another key."""
    made = {
        crypto.hkdf(key, salt=salt, info=info, length=32)
        for key in (b"a" * 32, b"b" * 32)
        for salt in (b"", b"s")
        for info in (b"x", b"y")
    }
    assert len(made) == 8


def test_signatures_fit_one_message_and_one_key(crypto: Crypto) -> None:
    """Anything else is a plain no, malformed input too, never an error."""
    private = crypto.random(32)
    public = crypto.sign_public(private)
    signature = crypto.sign(private, b"message")
    assert crypto.verify(public, signature, b"message")
    assert not crypto.verify(public, signature, b"massage")
    assert not crypto.verify(crypto.sign_public(crypto.random(32)), signature, b"message")
    for malformed in (b"", signature[:-1], signature + b"x"):
        assert not crypto.verify(public, malformed, b"message")
    assert not crypto.verify(b"short", signature, b"message")


def test_two_sides_agree(crypto: Crypto) -> None:
    """Both have the same secret; a public key of zeros is refused."""
    one, two = crypto.random(32), crypto.random(32)
    assert crypto.agree(one, crypto.agree_public(two)) == crypto.agree(two, crypto.agree_public(one))
    with pytest.raises(SealBroken):
        crypto.agree(one, bytes(32))


def test_a_device_whose_encryption_is_wrong_is_refused() -> None:
    """An adapter that seals nothing, has no Argon2id, or takes any signature is never used."""

    class Plain(RealCrypto):
        def seal(self, key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
            return plain + bytes(16)

    class Missing(RealCrypto):
        def argon2id(self, *args: object, **kwargs: object) -> bytes:
            raise NotImplementedError

    class Trusting(RealCrypto):
        def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
            return True

    for adapter in (Plain, Missing, Trusting):
        with pytest.raises(CryptoUnavailable, match="nothing can be saved safely"):
            adapter()
