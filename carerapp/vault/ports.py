"""What the vault needs from the device, as small ports.

Each has one contract suite in ``tests/contracts``. Crypto and disk are synchronous and need no thread or
event loop, so the same calls can be served inside a browser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


class Crypto(Protocol):
    """Primitives, bytes in and bytes out. Keys are 32 bytes, nonces 12, signatures 64."""

    def random(self, n: int) -> bytes:
        """``n`` bytes from the system's secure source."""

    def argon2id(
        self, secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int, length: int
    ) -> bytes:
        """Argon2id version 1.3."""

    def seal(self, key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
        """ChaCha20-Poly1305; the result is 16 bytes longer than ``plain``."""

    def unseal(self, key: bytes, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
        """The plain bytes. Raises :class:`SealBroken` on any change of any argument."""

    def hkdf(self, key: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
        """HKDF-SHA256."""

    def sign_public(self, private: bytes) -> bytes:
        """The Ed25519 public key of a private one."""

    def sign(self, private: bytes, message: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes."""

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature is right; malformed input is ``False``, never an error."""

    def agree_public(self, private: bytes) -> bytes:
        """The X25519 public key of a private one."""

    def agree(self, private: bytes, public: bytes) -> bytes:
        """The X25519 shared secret. Raises :class:`SealBroken` for a useless public key."""


@runtime_checkable
class PreparesSigning(Protocol):
    """A crypto adapter that can ready a signing key once, where that costs as much as a signature."""

    def signer(self, private: bytes) -> Callable[[bytes], bytes]:
        """As :meth:`Crypto.sign` with this key. It holds the key, so its owner drops it on lock."""


class Disk(Protocol):
    """Flat files by name; ``/`` in a name groups them. Every writing call is durable when it returns.

    All calls raise :class:`DiskFull` when there is no room and :class:`DiskFailed` when the device
    refuses for another reason; after either, what was there before still is. :class:`DiskGone`: the files
    are no longer where they were opened, and what was written went nowhere.
    """

    def read(self, name: str) -> bytes | None:
        """The whole file, or ``None`` when there is none."""

    def size(self, name: str) -> int | None:
        """Bytes in the file, or ``None`` when there is none."""

    def append(self, name: str, data: bytes) -> None:
        """Add ``data`` at the end, creating the file. With no ``data``, what the file holds already is
        made durable. All of it, or none: after a failure the file is cut back to its last good length,
        and until that works further appends to it are refused. After a crash, and only then, the file may
        end in zeros that nobody appended."""

    def replace(self, name: str, data: bytes) -> None:
        """Make the file hold exactly ``data``: after a crash it holds the old bytes or the new ones."""

    def truncate(self, name: str, size: int) -> None:
        """Cut the file to ``size`` bytes (not more than it has)."""

    def delete(self, name: str) -> None:
        """Remove the file; no error when there is none."""

    def names(self, prefix: str) -> list[str]:
        """Names that start with ``prefix``, sorted; unfinished writes are not listed."""


@runtime_checkable
class KnowsWhereItIs(Protocol):
    """A disk whose files somebody else can take away while it is open."""

    def stands(self) -> bool:
        """Whether they are still where they were opened, as far as can be told at once. Raises nothing."""


@runtime_checkable
class AnswersLater(KnowsWhereItIs, Protocol):
    """Such a disk that has to ask after each write, and is answered later or never."""

    def writes(self) -> int:
        """How many writes were made since it was opened. Raises nothing."""

    def answered(self) -> int:
        """Of how many of them :meth:`stands` speaks. Raises nothing."""


MOST_BYTES = 60 * 1024 * 1024  # of a photo's file
MOST_PIXELS = 120_000_000  # of a JPEG: it can be decoded at a fraction of its size
MOST_PIXELS_WHOLE = 40_000_000  # of what can only be decoded whole, four bytes a pixel, twice over


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo made ready to keep: baseline JPEG without any metadata, its size in pixels."""

    jpeg: bytes
    width: int
    height: int


class Image(Protocol):
    """Makes a photo small and anonymous. Asynchronous, because a browser's decoder is."""

    async def shrink(self, data: bytes, *, longest: int = 1280, quality: int = 82) -> Picture:
        """``data`` turned upright, at most ``longest`` pixels on its long side, metadata gone.

        Raises :class:`NotAPicture` or :class:`PictureTooLarge`.
        """


class DeviceSecret(Protocol):
    """32 bytes that only this device gives out, mixed into the PIN's key: files alone are then not enough.

    Asynchronous, because passkeys and keystores are. Nothing here ever replaces or erases a secret.
    """

    @property
    def confirms(self) -> bool:
        """Whether the device asks the person each time (fingerprint, face, its own lock); else it is
        silent."""

    async def offered(self) -> bool:
        """Whether this device can very likely keep one. Asks the person nothing, raises nothing."""

    async def make(self) -> tuple[bytes, bytes]:
        """``(handle, secret)``: a new secret of 32 bytes, and what finds it again. The handle is no secret.

        Raises :class:`NotConfirmed`, :class:`DeviceSecretFailed`; then nothing was made, or nothing that
        is in the way of making one again.
        """

    async def get(self, handle: bytes) -> bytes:
        """The same 32 bytes. Raises :class:`NotConfirmed`, :class:`DeviceSecretGone`,
        :class:`DeviceSecretFailed`."""

    async def forget(self, handle: bytes) -> None:
        """Destroy the secret, as far as the device lets an app do that. Raises nothing: what it guarded is
        being erased anyway."""


@runtime_checkable
class DeviceMemory(Protocol):
    """A device secret's keeper that can also keep a few hundred bytes, apart from the files."""

    async def recall(self) -> bytes | None:
        """What was remembered last, or ``None``. Raises nothing: a device that forgot keeps nobody out."""

    async def remember(self, data: bytes) -> None:
        """Replace it; durable on return, as far as the device tells. Raises nothing."""
