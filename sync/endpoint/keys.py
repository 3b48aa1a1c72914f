"""The endpoint's own signing key, and checking others': the only part of it that imports cryptography.

The file holds 32 bytes, or where a passphrase is set the same sealed: ``_MAGIC``, salt 16, nonce 12,
ChaCha20-Poly1305 (RFC 8439) of the key under scrypt (RFC 7914) of the passphrase, bound to what stands
before it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

PASSPHRASE = "CARERAPP_ENDPOINT_PASSPHRASE"  # in the environment: arguments are seen by every program
_FILE, NEXT = "signing-key", "signing-key-next"
_MAGIC = b"carerapp endpoint key 1\0"
_SALT, _NONCE, _KEY = 16, 12, 32
_COST = 2**17  # of scrypt with r = 8: 128 MiB


class KeyClosed(Exception):
    """The key is sealed, and the passphrase is missing or another. ``str`` says what to do."""


class EndpointKey:
    """Signs receipts. Kept in one file that only the endpoint's user can read, made when it is first
    needed."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    @staticmethod
    def in_folder(
        folder: Path, environment: Mapping[str, str] = os.environ, *, name: str = _FILE
    ) -> EndpointKey:
        """The key of this data folder; made, and sealed where there is a passphrase, if there is none. Two
        processes that start at once agree on one. Raises :class:`KeyClosed`."""
        file, passphrase = folder / name, environment.get(PASSPHRASE, "")
        if not file.exists():
            made = Ed25519PrivateKey.generate().private_bytes_raw()
            new = _written(folder, _sealed(made, passphrase) if passphrase else made)
            with contextlib.suppress(FileExistsError):
                os.link(new, file)
            new.unlink()
        return EndpointKey(Ed25519PrivateKey.from_private_bytes(_opened(file.read_bytes(), passphrase)))

    @staticmethod
    def next_in(folder: Path) -> None:
        """The next key is the key from now on. Zeros are written over the one before."""
        file = folder / _FILE
        with file.open("r+b") as old:
            old.write(bytes(file.stat().st_size))
            old.flush()
            os.fsync(old.fileno())
        (folder / NEXT).replace(file)

    def seal_in(self, folder: Path, environment: Mapping[str, str] = os.environ) -> bool:
        """Put the key in its file again, sealed with the passphrase that is set; False where none is."""
        passphrase = environment.get(PASSPHRASE, "")
        if passphrase:
            sealed = _sealed(self._private.private_bytes_raw(), passphrase)
            _written(folder, sealed).replace(folder / _FILE)
        return bool(passphrase)

    def sealed(self, environment: Mapping[str, str] = os.environ) -> bytes | None:
        """As a file holds it, sealed with the passphrase that is set; ``None`` where none is."""
        passphrase = environment.get(PASSPHRASE, "")
        return _sealed(self._private.private_bytes_raw(), passphrase) if passphrase else None

    @staticmethod
    def opened(data: bytes, environment: Mapping[str, str] = os.environ) -> EndpointKey:
        """A key as a file held it. Raises :class:`KeyClosed`."""
        private = _opened(data, environment.get(PASSPHRASE, ""))
        return EndpointKey(Ed25519PrivateKey.from_private_bytes(private))

    @staticmethod
    def put_in(folder: Path, data: bytes) -> None:
        """A key's file, from a backup, into a folder that has none. Raises ``FileExistsError``."""
        new = _written(folder, data)
        os.link(new, folder / _FILE)
        new.unlink()

    @staticmethod
    def is_in(folder: Path) -> bool:
        """Whether this folder has a key."""
        return (folder / _FILE).exists()

    def sign(self, message: bytes) -> bytes:
        """Ed25519 (RFC 8032), 64 bytes."""
        return self._private.sign(message)


def _written(folder: Path, data: bytes) -> Path:
    """A new file beside the key's, its owner's alone, and durable."""
    new = folder / f".signing-key-{os.getpid()}"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    return new


def _sealed(key: bytes, passphrase: str) -> bytes:
    head = _MAGIC + os.urandom(_SALT)
    nonce = os.urandom(_NONCE)
    return head + nonce + ChaCha20Poly1305(_stretched(passphrase, head)).encrypt(nonce, key, head)


def _opened(data: bytes, passphrase: str) -> bytes:
    """Raises :class:`KeyClosed`."""
    if len(data) == _KEY:
        return data
    if not passphrase:
        raise KeyClosed(f"The endpoint's key is sealed. Set {PASSPHRASE} to its passphrase.")
    head, rest = data[: len(_MAGIC) + _SALT], data[len(_MAGIC) + _SALT :]
    try:
        return ChaCha20Poly1305(_stretched(passphrase, head)).decrypt(rest[:_NONCE], rest[_NONCE:], head)
    except (InvalidTag, ValueError):
        raise KeyClosed(f"The endpoint's key does not open with what {PASSPHRASE} says.") from None


def _stretched(passphrase: str, head: bytes) -> bytes:
    kdf = Scrypt(salt=head[-_SALT:], length=_KEY, n=_COST, r=8, p=1)
    return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))


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
