"""Small sealed files: rewritten whole, opened whole or not at all.

``magic 8 | format 2 | epoch 4 | nonce 12 | ChaCha20-Poly1305``. The name is bound in, so one file put
in the place of another does not open.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from carerapp.vault.damage import Damage
from carerapp.vault.errors import DiskError, DiskFull, DiskGone, NotSaved, SealBroken
from carerapp.vault.ports import Crypto, Disk
from carerapp.vault.primitives.derivation import derive, label

_HEAD = struct.Struct(">8sHI")
_MAGIC = b"CARERSML"
_FORMAT = 1
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals files of one purpose under keys derived from ``key``; opens those of ``earlier`` epochs too."""

    crypto: Crypto
    key: bytes
    purpose: str
    epoch: int = 1
    earlier: Mapping[int, bytes] = field(default_factory=dict)

    def seal(self, name: str, plain: bytes) -> bytes:
        """The bytes of the file ``name``."""
        head = _HEAD.pack(_MAGIC, _FORMAT, self.epoch)
        nonce = self.crypto.random(_NONCE)
        key = derive(self.crypto, self.key, self.purpose, name, self.epoch)
        return head + nonce + self.crypto.seal(key, nonce, plain, head + label(self.purpose, name))

    def unseal(self, name: str, data: bytes) -> bytes:
        """What was sealed. Raises :class:`SealBroken` for any change, however small."""
        if len(data) < _HEAD.size + _NONCE + 16:
            raise SealBroken
        head, nonce = data[: _HEAD.size], data[_HEAD.size : _HEAD.size + _NONCE]
        magic, version, epoch = _HEAD.unpack(head)
        root = self.key if epoch == self.epoch else self.earlier.get(epoch)
        if magic != _MAGIC or version != _FORMAT or root is None:
            raise SealBroken
        key = derive(self.crypto, root, self.purpose, name, epoch)
        return self.crypto.unseal(key, nonce, data[_HEAD.size + _NONCE :], head + label(self.purpose, name))

    def seal_json(self, name: str, value: Any) -> bytes:
        """As :meth:`seal`, for a JSON value."""
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return self.seal(name, text.encode("utf-8", "surrogatepass"))

    def unseal_json(self, name: str, data: bytes) -> Any:
        """As :meth:`unseal`, for a JSON value."""
        return json.loads(self.unseal(name, data))


def copy_of(name: str) -> str:
    """The name of the second copy of a file that everything hangs on."""
    return name + ".copy"


def write_twice(disk: Disk, name: str, data: bytes) -> None:
    """Replace a file and its copy. Only the first must succeed: the copy is made good at the next unlock."""
    disk.replace(name, data)
    try:
        disk.replace(copy_of(name), data)
    except DiskError:
        return


def read_twice(
    disk: Disk, name: str, sealer: Sealer, *, what: str = "a key file"
) -> tuple[Any, tuple[Damage, ...]]:
    """The value of a doubled file and what was wrong with its copies, which are made whole again.

    Raises :class:`SealBroken` when neither opens.
    """
    first, second = disk.read(name), disk.read(copy_of(name))
    try:
        value = sealer.unseal_json(name, first or b"")
    except SealBroken:
        value = sealer.unseal_json(name, second or b"")
        _try_replace(disk, name, second or b"")
        return value, (Damage(name, None, f"{what} was damaged; its copy was used and nothing is lost"),)
    if first == second:
        return value, ()
    found: tuple[Damage, ...] = ()
    if second is not None:
        try:
            sealer.unseal(name, second)
        except SealBroken:
            found = (Damage(copy_of(name), None, f"the copy of {what} was damaged; it was made again"),)
    _try_replace(disk, copy_of(name), first or b"")
    return value, found


def _try_replace(disk: Disk, name: str, data: bytes) -> None:
    try:
        disk.replace(name, data)
    except DiskError:
        return


class Saving:
    """Turns the disk's refusals into words about what the carer just did."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, DiskError):
            raise NotSaved(full=isinstance(error, DiskFull), gone=isinstance(error, DiskGone)) from error
