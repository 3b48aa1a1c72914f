"""What is written while the vault is locked: sealed to its public key, read back at the next unlock.

``mark 4 | length 4 | number 4 | hash of the frame before 32 | HPKE(entry)`` in one file that only grows;
a photo has a file of its own, and so have the words that are half typed, which change with each pause.
Nobody signs these entries: whoever holds the device can write them. Whoever unlocks reads them, says whose
they are, and writes them into a child's log under their own name.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from carerapp.domain.canonical import canonical
from carerapp.vault.damage import Damage
from carerapp.vault.errors import AttachmentDamaged, SealBroken
from carerapp.vault.format.entries import JSON
from carerapp.vault.format.sealed_file import Saving
from carerapp.vault.ports import Crypto, Disk
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import open_sealed, seal_to

_LOG = "captured/log"
_HALF = "captured/half-"
_MARK = b"\x9e\xc1\xf7\x4b"
_CLEAR = struct.Struct(">4sII32s")
_LEAST = 48  # what HPKE adds


def _frames(data: bytes) -> Iterator[tuple[int, int, int, bytes, bytes]]:
    """Whole frames: start, end, number, what they are bound to, and the sealed bytes. Skips what is none."""
    at = 0
    while (at := data.find(_MARK, at)) >= 0:
        if at + _CLEAR.size > len(data):
            return
        _, length, number, _ = _CLEAR.unpack_from(data, at)
        end = at + _CLEAR.size + length
        if length < _LEAST or end > len(data):
            at += 1
            continue
        yield at, end, number, data[at : at + _CLEAR.size], data[at + _CLEAR.size : end]
        at = end


class Capture:
    """Writes for a locked vault. It can't read, not even what it wrote before it was made."""

    def __init__(self, disk: Disk, crypto: Crypto, vault: str, sealing_public: bytes) -> None:
        self._disk, self._crypto, self._vault, self._public = disk, crypto, vault, sealing_public
        data = disk.read(_LOG) or b""
        self.count = 0
        self._head, end = bytes(32), 0
        for start, end, number, _, _ in _frames(data):
            self.count, self._head = number + 1, hashlib.sha256(data[start:end]).digest()
        if data[end:]:
            with Saving():
                if data[end:].strip(b"\0"):
                    disk.replace(f"captured/set-aside-{crypto.random(8).hex()}", data[end:])
                disk.truncate(_LOG, end)

    def append(self, entry: Mapping[str, JSON]) -> None:
        """Durable on return. Raises :class:`NotSaved`."""
        body = canonical(entry)
        clear = _CLEAR.pack(_MARK, len(body) + _LEAST, self.count, self._head)
        sealed = seal_to(self._crypto, self._public, body, info=label("captured", self._vault), aad=clear)
        with Saving():
            self._disk.append(_LOG, clear + sealed)
        self.count, self._head = self.count + 1, hashlib.sha256(clear + sealed).digest()

    def keep_half(self, id: str, entry: Mapping[str, JSON]) -> None:
        """Seal what is half typed, in place of what ``id`` (a file's name) had before. Its entry has the
        ``id`` that :meth:`append` will be given: once that stands in the log, this counts no more.

        Durable on return. Raises :class:`NotSaved`."""
        sealed = seal_to(
            self._crypto, self._public, canonical(entry), info=label("captured half", self._vault, id)
        )
        with Saving():
            self._disk.replace(f"{_HALF}{id}", sealed)

    def save_attachment(self, data: bytes) -> str:
        """Seal a photo; its opaque id. Raises :class:`NotSaved`."""
        attachment = self._crypto.random(16).hex()
        info = label("captured photo", self._vault, attachment)
        sealed = seal_to(self._crypto, self._public, data, info=info)
        with Saving():
            self._disk.replace(f"captured/photo-{attachment}", sealed)
        return attachment


class Captured:
    """Reads it with the vault's private sealing keys, this epoch's and the earlier ones'."""

    def __init__(self, disk: Disk, crypto: Crypto, vault: str, privates: Sequence[bytes]) -> None:
        self._disk, self._crypto, self._vault, self._privates = disk, crypto, vault, privates
        self.damage: list[Damage] = []

    def entries(self) -> tuple[dict[str, Any], ...]:
        """All that can be read, in the order it was written, what was half typed last; the rest is named in
        :attr:`damage`."""
        data = self._disk.read(_LOG) or b""
        out: list[dict[str, Any]] = []
        self.damage, expected, head, good = [], 0, bytes(32), 0
        for start, end, number, clear, sealed in _frames(data):
            if number != expected or clear[-32:] != head or start != good:
                self._wrong("something written while locked is missing or was changed")
            try:
                out.append(json.loads(self._open(sealed, label("captured", self._vault), clear)))
            except (SealBroken, ValueError):
                self._wrong("an entry written while locked can't be read")
            expected, head, good = number + 1, hashlib.sha256(data[start:end]).digest(), end
        if data[good:].strip(b"\0"):
            self._wrong(
                "the end of what was written while locked was cut off; it may never have been confirmed"
            )
        finished = {entry.get("id") for entry in out}
        return (*out, *(half for half in self._halves() if half.get("id") not in finished))

    def _halves(self) -> Iterator[dict[str, Any]]:
        for name in self._disk.names(_HALF):
            info = label("captured half", self._vault, name.removeprefix(_HALF))
            try:
                yield json.loads(self._open(self._disk.read(name) or b"", info, b""))
            except (SealBroken, ValueError):
                self._wrong("words that were half typed while locked can't be read")

    def attachment(self, attachment_id: str) -> bytes:
        """Raises :class:`AttachmentDamaged`."""
        data = self._disk.read(f"captured/photo-{attachment_id}") or b""
        try:
            return self._open(data, label("captured photo", self._vault, attachment_id), b"")
        except SealBroken:
            raise AttachmentDamaged from None

    def clear(self) -> None:
        """Forget it all, once it stands in the log. What could not be read is set aside, not deleted."""
        self.entries()
        with Saving():
            for name in (_LOG, *self._disk.names(_HALF)) if self.damage else ():
                data = self._disk.read(name) or b""
                self._disk.replace(f"captured/set-aside-{self._crypto.random(8).hex()}", data)
            self._disk.delete(_LOG)
            for name in (*self._disk.names("captured/photo-"), *self._disk.names(_HALF)):
                self._disk.delete(name)

    def _open(self, sealed: bytes, info: bytes, aad: bytes) -> bytes:
        for private in self._privates:
            try:
                return open_sealed(self._crypto, private, sealed, info=info, aad=aad)
            except SealBroken:
                continue
        raise SealBroken

    def _wrong(self, what: str) -> None:
        found = Damage(_LOG, None, what)
        if found not in self.damage:
            self.damage.append(found)
