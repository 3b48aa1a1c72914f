"""The record keys: one random key per child, in a small file of their own, so that one can be destroyed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .damage import Damage
from .keys import KEY
from .loading import StreamKeys
from .ports import Crypto, Disk
from .sealed_file import Sealer, read_twice, write_twice

_NAME = "records"


@dataclass(slots=True)
class RecordKeys:
    """Child id (32 hex digits) → record key by epoch."""

    keys: dict[str, dict[int, bytes]] = field(default_factory=dict)

    def of(self, child: str, epoch: int) -> StreamKeys | None:
        """The keys of one child, or ``None`` when they are unknown."""
        keys = self.keys.get(child)
        return StreamKeys(bytes.fromhex(child), keys, epoch) if keys else None

    def with_new(self, crypto: Crypto, epoch: int) -> tuple[str, RecordKeys]:
        """A fresh child id, and these keys with one more."""
        child = crypto.random(16).hex()
        return child, RecordKeys({**self.keys, child: {epoch: crypto.random(KEY)}})


def save_records(disk: Disk, sealer: Sealer, records: RecordKeys) -> None:
    """Durable on return. Each key is wrapped on its own, bound to its child and epoch."""
    wrapped: dict[str, Mapping[str, str]] = {
        child: {
            str(epoch): _wrap(sealer).seal(f"{child}/{epoch}", key).hex()
            for epoch, key in sorted(keys.items())
        }
        for child, keys in records.keys.items()
    }
    write_twice(disk, _NAME, sealer.seal_json(_NAME, {"children": wrapped}))


def load_records(disk: Disk, sealer: Sealer) -> tuple[RecordKeys, tuple[Damage, ...]]:
    """The keys, and what was wrong with the file. Raises :class:`SealBroken` when both copies are."""
    raw, damage = read_twice(disk, _NAME, sealer)
    keys = {
        child: {
            int(epoch): _wrap(sealer).unseal(f"{child}/{epoch}", bytes.fromhex(wrapped))
            for epoch, wrapped in epochs.items()
        }
        for child, epochs in raw["children"].items()
    }
    return RecordKeys(keys), damage


def records_sealer(crypto: Crypto, vault_key: bytes, epoch: int) -> Sealer:
    """Seals the record key file."""
    return Sealer(crypto, vault_key, "records", epoch)


def _wrap(sealer: Sealer) -> Sealer:
    return Sealer(sealer.crypto, sealer.key, "record key", sealer.epoch)
