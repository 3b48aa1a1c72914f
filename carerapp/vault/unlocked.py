"""What an open vault holds: its keys, its children's logs as they are read, and the damage that was found.

One object, so that locking can let go of all of it. Everything that :class:`Vault` offers works on this.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carerapp.vault.damage import Damage
from carerapp.vault.errors import DiskError, Locked, UnknownChild
from carerapp.vault.format.ends import Note
from carerapp.vault.format.heads import Heads, heads_sealer, save_heads
from carerapp.vault.format.sealed_file import Saving
from carerapp.vault.format.stream import Stream
from carerapp.vault.format.stream_keys import StreamKeys
from carerapp.vault.keys.directory import NAME_OF, NOW
from carerapp.vault.keys.keyring import Secrets
from carerapp.vault.keys.records import RecordKeys, records_sealer, save_records
from carerapp.vault.keys.rollback_guard import RollbackGuard
from carerapp.vault.ports import Crypto, Disk
from carerapp.vault.primitives.wiping import wipe


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in: ``id`` is opaque (16 hex digits), name and role as they were given. ``author``: the
    id that signs what they write; a new name has a new one, and the earlier ``names`` keep theirs."""

    id: str
    name: str
    role: str
    author: str
    names: frozenset[str]

    def is_me(self, author: str) -> bool:
        """Whether it is this person's, under this name or an earlier one."""
        return author in self.names

    @classmethod
    def of(cls, slot: str, people: Mapping[str, Mapping[str, str]]) -> Person:
        """As the directory has whoever this slot is."""
        known = people[slot]
        author = known.get(NOW, slot)
        names = {id for id, person in people.items() if person.get(NAME_OF) == slot}
        return cls(slot, people[author]["name"], known["role"], author, frozenset({slot, *names}))


class Unlocked:
    """``records`` are the keys of the children, ``streams`` the logs that were read so far."""

    def __init__(
        self,
        disk: Disk,
        crypto: Crypto,
        secrets: Secrets,
        person: Person,
        records: RecordKeys,
        damage: Sequence[Damage],
        *,
        rollback_guard: RollbackGuard | None,
        heads: Heads,
    ) -> None:
        self.disk = disk
        self.crypto = crypto
        self.person = person
        self.records = records
        self.damage = list(damage)
        self.streams: dict[str, Stream] = {}
        self.rollback_guard = rollback_guard
        self._heads = heads
        self._secrets: Secrets | None = secrets

    @property
    def locked(self) -> bool:
        """Whether :meth:`lock` was called."""
        return self._secrets is None

    def secrets(self) -> Secrets:
        """The keys. Raises :class:`Locked`."""
        if self._secrets is None:
            raise Locked
        return self._secrets

    def renew(self, secrets: Secrets, records: RecordKeys) -> None:
        """After a change of keys: what was derived from the old ones is let go."""
        new_epoch = self._secrets is not None and secrets.epoch != self._secrets.epoch
        ends = self._ends(records) if new_epoch else {}
        if new_epoch:
            self._drop_streams()
        self._secrets, self.records = secrets, records
        if new_epoch and (ends or self._heads.logs):
            self._save_heads(ends)

    def folder(self, child: str) -> str:
        """Where this child's files are."""
        return self.records.folder(child)

    def keys(self, child: str) -> StreamKeys:
        """Raises :class:`UnknownChild`, :class:`Locked`."""
        keys = self.records.of(child, self.secrets().epoch)
        if keys is None:
            raise UnknownChild
        return keys

    def stream(self, child: str) -> Stream:
        """This child's log, read when it is first used. Raises :class:`UnknownChild`, :class:`Locked`."""
        self.secrets()
        stream = self.streams.get(child)
        if stream is not None and child in self.records.keys:
            return stream
        keys, name = self.keys(child), self.records.folders()[child]
        beside = self._heads.logs.get(name)
        stream = Stream(self.disk, self.crypto, keys, self.folder(child), beside=beside)
        self.streams[child] = stream
        self.damage += self._heads.of_table(stream.table)
        guard = self.rollback_guard
        if guard and (older := guard.of_child(name, stream.count)):
            self.damage.append(Damage(self.folder(child), None, older))
        return stream

    def begin(self, child: str, records: RecordKeys) -> None:
        """An empty log for a child whose key is among ``records``. Raises :class:`NotSaved`."""
        keys = records.of(child, self.secrets().epoch)
        assert keys is not None
        with Saving():
            Stream.begin(self.disk, self.crypto, keys, records.folder(child))
            self.save(records)

    def save(self, records: RecordKeys) -> None:
        """These record keys hold from now on. Raises :class:`DiskError`; then the old ones do."""
        secrets = self.secrets()
        save_records(self.disk, records_sealer(self.crypto, secrets.vault_key, secrets.epoch), records)
        self.records = records

    def clear(self, folder: str) -> None:
        """Delete all files of a folder. Raises :class:`DiskError`."""
        for name in self.disk.names(folder + "/"):
            self.disk.delete(name)

    def note_ends(self) -> None:
        """Note in the table of all logs where each of them ends, if any went on since. Best effort. Raises
        :class:`Locked`."""
        self.secrets()
        ends = self._ends(self.records)
        if ends != self._heads.logs:
            self._save_heads(ends)

    def _ends(self, records: RecordKeys) -> dict[str, Note]:
        """Folder → where its log ends: as it is open, or as it was noted."""
        folders = records.folders()
        now = {folders[child]: stream.note() for child, stream in self.streams.items() if child in folders}
        return {
            folder: now.get(folder) or self._heads.logs[folder]
            for folder in folders.values()
            if folder in now or folder in self._heads.logs
        }

    def _save_heads(self, ends: Mapping[str, Note]) -> None:
        secrets = self.secrets()
        sealer = heads_sealer(self.crypto, secrets.vault_key, secrets.epoch, secrets.vault_keys())
        seen = max((stream.table for stream in self.streams.values()), default=0)
        heads = Heads(max(self._heads.number, seen) + 1, ends)
        with contextlib.suppress(DiskError):  # it is older than the logs then, and tells less
            save_heads(self.disk, sealer, heads)
            self._heads = heads

    def checkpoint(self) -> None:
        """Note how many entries each open log has. Raises :class:`Locked`."""
        self.note_ends()
        for stream in self.streams.values():
            stream.checkpoint(self._heads.number)

    def lock(self) -> None:
        """Overwrite the keys and let go of decoded data, of which freed memory may keep traces."""
        if self._secrets is None:
            return
        self.checkpoint()
        self._drop_streams()
        self._secrets.wipe()
        for keys in self.records.keys.values():
            wipe(*keys.values())
        self.records, self._heads = RecordKeys(), Heads()
        self.damage.clear()
        self.person = Person("", "", "", "", frozenset())
        self._secrets = None

    def _drop_streams(self) -> None:
        for stream in self.streams.values():
            stream.drop()
        self.streams.clear()
