"""Before any key exists: does this device's crypto give the published answers?"""

from __future__ import annotations

from carerapp.vault.errors import CryptoUnavailable, SealBroken
from carerapp.vault.ports import Crypto


def probe(crypto: Crypto) -> None:
    """Compare every primitive with its RFC's vector. Raises :class:`CryptoUnavailable` at the first doubt."""
    try:
        right = all(_answers(crypto))
    except Exception as error:
        raise CryptoUnavailable(
            "The encryption this app needs does not work on this device, so nothing can be saved safely. "
            "Records made before are untouched."
        ) from error
    if not right:
        raise CryptoUnavailable(
            "The encryption on this device gave a wrong answer, so nothing can be saved safely. "
            "Records made before are untouched."
        )


def _answers(crypto: Crypto) -> list[bool]:
    unhex = bytes.fromhex
    sunscreen = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )
    key, nonce, aad = (
        bytes(range(0x80, 0xA0)),
        unhex("070000004041424344454647"),
        unhex("50515253c0c1c2c3c4c5c6c7"),
    )
    sealed = crypto.seal(key, nonce, sunscreen, aad)
    private = unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    nine = b"\x09" + bytes(31)
    signature = crypto.sign(private, b"")
    try:
        crypto.unseal(key, nonce, sealed[:-1] + bytes([sealed[-1] ^ 1]), aad)
        tamper_seen = False
    except SealBroken:
        tamper_seen = True
    return [
        sealed[-16:] == unhex("1ae10b594f09e26a7e902ecbd0600691"),
        crypto.unseal(key, nonce, sealed, aad) == sunscreen,
        tamper_seen,
        crypto.hkdf(b"\x0b" * 22, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)), length=42).hex()
        == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        crypto.sign_public(private) == public,
        signature.hex()
        == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
        crypto.verify(public, signature, b"") and not crypto.verify(public, signature, b"x"),
        crypto.agree(nine, nine).hex() == "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
        crypto.argon2id(b"password", b"somesalt", memory_kib=256, passes=2, lanes=1, length=32).hex()
        == "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        len({crypto.random(16) for _ in range(4)}) == 4,
    ]
