"""The record keys: one random key per child, in a small file of their own, so that one can be destroyed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from carerapp.vault.damage import Damage
from carerapp.vault.format.sealed_file import Sealer, copy_of, read_twice, write_twice
from carerapp.vault.format.stream_keys import StreamKeys
from carerapp.vault.ports import Crypto, Disk
from carerapp.vault.primitives.derivation import KEY


def records_name(epoch: int) -> str:
    """A file for each epoch: the next one's is written whole before the key file names that epoch."""
    return "records" if epoch == 1 else f"records-{epoch}"


def forget_other_records(disk: Disk, epoch: int) -> None:
    """Remove the record keys of every other epoch: what a change of epoch left, finished or cut short."""
    mine = (records_name(epoch), copy_of(records_name(epoch)))
    for name in disk.names("records"):
        if name not in mine:
            disk.delete(name)


@dataclass(slots=True)
class RecordKeys:
    """Child id (32 hex digits) → record key by epoch; and how often their log was written anew, if it was."""

    keys: dict[str, dict[int, bytes]] = field(default_factory=dict)
    rewrites: dict[str, int] = field(default_factory=dict)

    def folder(self, child: str) -> str:
        """Where their files are."""
        again = self.rewrites.get(child, 0)
        return f"children/{child}.{again}" if again else f"children/{child}"

    def folders(self) -> dict[str, str]:
        """Child id → the name of their folder alone: another one for each time the log was written anew."""
        return {child: self.folder(child).removeprefix("children/") for child in self.keys}

    def of(self, child: str, epoch: int) -> StreamKeys | None:
        """The keys of one child, or ``None`` when they are unknown."""
        keys = self.keys.get(child)
        return StreamKeys(bytes.fromhex(child), keys, epoch) if keys else None

    def with_new(self, crypto: Crypto, epoch: int) -> tuple[str, RecordKeys]:
        """A fresh child id, and these keys with one more."""
        child = crypto.random(16).hex()
        return child, self.with_known(crypto, epoch, child)

    def with_known(self, crypto: Crypto, epoch: int, child: str) -> RecordKeys:
        """These keys, and a fresh one for a child who has an id already, on another device."""
        return replace(self, keys={**self.keys, child: {epoch: crypto.random(KEY)}})

    def with_epoch(self, crypto: Crypto, epoch: int) -> RecordKeys:
        """These keys, and a fresh one for each child from this epoch on."""
        return replace(
            self, keys={child: {**keys, epoch: crypto.random(KEY)} for child, keys in self.keys.items()}
        )

    def without(self, child: str) -> RecordKeys:
        """These keys but this child's."""
        return replace(self, keys={id: keys for id, keys in self.keys.items() if id != child})

    def with_rewritten(self, crypto: Crypto, epoch: int, child: str) -> RecordKeys:
        """These keys, with a fresh one and a fresh folder for this child instead of all they had."""
        rewrites = {**self.rewrites, child: self.rewrites.get(child, 0) + 1}
        return RecordKeys({**self.keys, child: {epoch: crypto.random(KEY)}}, rewrites)


def save_records(disk: Disk, sealer: Sealer, records: RecordKeys) -> None:
    """Durable on return. Each key is wrapped on its own, bound to its child and epoch."""
    wrapped: dict[str, Mapping[str, str]] = {
        child: {
            str(epoch): _wrap(sealer).seal(f"{child}/{epoch}", key).hex()
            for epoch, key in sorted(keys.items())
        }
        for child, keys in records.keys.items()
    }
    name = records_name(sealer.epoch)
    rewrites = {child: n for child, n in records.rewrites.items() if child in records.keys}
    value = {"children": wrapped, "rewrites": rewrites} if rewrites else {"children": wrapped}
    write_twice(disk, name, sealer.seal_json(name, value))


def load_records(disk: Disk, sealer: Sealer) -> tuple[RecordKeys, tuple[Damage, ...]]:
    """The keys, and what was wrong with the file. Raises :class:`SealBroken` when both copies are."""
    raw, damage = read_twice(disk, records_name(sealer.epoch), sealer)
    keys = {
        child: {
            int(epoch): _wrap(sealer).unseal(f"{child}/{epoch}", bytes.fromhex(wrapped))
            for epoch, wrapped in epochs.items()
        }
        for child, epochs in raw["children"].items()
    }
    return RecordKeys(keys, {str(child): int(n) for child, n in raw.get("rewrites", {}).items()}), damage


def records_sealer(crypto: Crypto, vault_key: bytes, epoch: int) -> Sealer:
    """Seals the record key file."""
    return Sealer(crypto, vault_key, "records", epoch)


def _wrap(sealer: Sealer) -> Sealer:
    return Sealer(sealer.crypto, sealer.key, "record key", sealer.epoch)
