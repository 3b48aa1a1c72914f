"""The keys of one child's log, and every key that is derived from them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from carerapp.vault.format.frames import FileId
from carerapp.vault.format.sealed_file import Sealer
from carerapp.vault.ports import Crypto
from carerapp.vault.primitives.derivation import derive, label


@dataclass(frozen=True, slots=True)
class StreamKeys:
    """A child's id (16 bytes), their record key in each epoch, and the epoch new files are written in."""

    child: bytes
    records: Mapping[int, bytes]
    epoch: int

    def file_key(self, crypto: Crypto, file: FileId) -> bytes:
        """The key of one journal or segment."""
        name = f"{self.child.hex()}/{file.index}"
        return derive(crypto, self.records[file.epoch], file.magic.decode(), name, file.epoch)

    def sealer(self, crypto: Crypto, purpose: str) -> Sealer:
        """Seals this child's small files; opens those of earlier epochs too."""
        return Sealer(crypto, self.records[self.epoch], purpose, self.epoch, self.records)

    def genesis(self) -> bytes:
        """What a child's very first frame follows."""
        return hashlib.sha256(label("genesis", self.child)).digest()
