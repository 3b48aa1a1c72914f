"""The open vault: everything the rest of the app may do with sealed data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import entries
from .damage import Damage
from .entries import JSON, Signed
from .errors import DiskError, DiskFull, Locked, NotSaved, PhotoDamaged, SealBroken, UnknownChild
from .keys import label
from .loading import StreamKeys
from .ports import Crypto, Disk
from .records import RecordKeys, records_sealer, save_records
from .sealed_file import Sealer
from .slots import Directory
from .stream import Stream

if TYPE_CHECKING:
    from .tinydb_storage import LogTable


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in: ``id`` is opaque (16 hex digits), name and role as they were given."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """What unlocking gives. Held by one object, so that locking can let go of all of it."""

    vault_key: bytes
    sign: Callable[[bytes], bytes]
    epoch: int
    directory: Directory


class Vault:
    """An unlocked vault. After :meth:`lock` every use raises :class:`Locked`.

    What it returns is shared with its memory: read it, never change it.
    """

    def __init__(
        self,
        disk: Disk,
        crypto: Crypto,
        secrets: Secrets,
        person: Person,
        records: RecordKeys,
        damage: Sequence[Damage],
    ) -> None:
        self._disk = disk
        self._crypto = crypto
        self._secrets: Secrets | None = secrets
        self._person = person
        self._records = records
        self._damage = list(damage)
        self._streams: dict[str, Stream] = {}

    def _open(self) -> Secrets:
        if self._secrets is None:
            raise Locked
        return self._secrets

    @property
    def locked(self) -> bool:
        """Whether :meth:`lock` was called."""
        return self._secrets is None

    @property
    def person(self) -> Person:
        """Who is signed in."""
        self._open()
        return self._person

    @property
    def damage(self) -> tuple[Damage, ...]:
        """All damage found so far; a child's log is read when it is first used (see :meth:`inspect`)."""
        self._open()
        found = list(self._damage)
        for stream in self._streams.values():
            found += stream.damage
        return tuple(dict.fromkeys(found))

    def inspect(self) -> tuple[Damage, ...]:
        """Read every child's log and every photo; all damage there is."""
        for child in self.children():
            self._stream(child)
            for name in self._disk.names(f"{_folder(child)}/photo-"):
                try:
                    self.photo(child, name.rpartition("-")[2])
                except PhotoDamaged:
                    continue
        return self.damage

    def add_child(self) -> str:
        """A new child's opaque id (32 hex digits), with a key of their own. Raises :class:`NotSaved`."""
        secrets = self._open()
        child, records = self._records.with_new(self._crypto, secrets.epoch)
        keys = records.of(child, secrets.epoch)
        assert keys is not None
        with _Saving():
            Stream.begin(self._disk, self._crypto, keys, _folder(child))
            save_records(self._disk, records_sealer(self._crypto, secrets.vault_key, secrets.epoch), records)
        self._records = records
        return child

    def children(self) -> tuple[str, ...]:
        """The ids of all children, in the order they were added."""
        self._open()
        return tuple(self._records.keys)

    def _keys(self, child: str) -> StreamKeys:
        keys = self._records.of(child, self._open().epoch)
        if keys is None:
            raise UnknownChild
        return keys

    def _stream(self, child: str) -> Stream:
        keys = self._keys(child)
        if child not in self._streams:
            self._streams[child] = Stream(self._disk, self._crypto, keys, _folder(child))
        return self._streams[child]

    def append(self, child: str, entry: Mapping[str, JSON]) -> None:
        """Sign, seal and add an entry; durable on return.

        Raises :class:`NotSaved` (nothing changed, try again), :class:`UnknownChild`, and ``TypeError`` or
        ``ValueError`` for what JSON cannot hold.
        """
        secrets = self._open()
        keys = self._keys(child)
        body = entries.canonical(entry)
        author = bytes.fromhex(self._person.id)
        signed = entries.sign(secrets.sign, keys.child, author, body)
        with _Saving():
            self._stream(child).append(signed)

    def entries(self, child: str) -> Sequence[Mapping[str, JSON]]:
        """Everything appended for this child, in order: what could be read of it, see :attr:`damage`."""
        return tuple(self._stream(child).documents)

    def table(self, child: str) -> LogTable:
        """The same log as a TinyDB table: search, get, all, and insert (which appends)."""
        from .tinydb_storage import LogTable

        self._stream(child)
        documents: Callable[[], Sequence[Mapping[str, Any]]] = lambda: self._stream(child).documents  # noqa: E731
        return LogTable(documents, lambda entry: self.append(child, entry))

    def signed_entries(self, child: str) -> tuple[Signed, ...]:
        """Every entry that can be read, with its author's signature and its exact bytes, in order."""
        return tuple(entry for _, entry in self._stream(child).signed())

    def people(self) -> tuple[Mapping[str, str], ...]:
        """Everyone who has or had a slot: id, name, role, public signing key."""
        known = self._open().directory.people
        return tuple({"id": id, **{k: p[k] for k in ("name", "role", "key")}} for id, p in known.items())

    def prove(self, data: bytes) -> bytes:
        """The signature of the person who is signed in over something that is no entry."""
        return self._open().sign(entries.proof_message(data))

    def verify_authors(self, child: str) -> tuple[Damage, ...]:
        """Check every entry's signature against its author's key; empty when all are right."""
        keys, people = self._keys(child), self._open().directory.people
        stream = self._stream(child)
        name, found = _folder(child), []
        for seq, entry in stream.signed():
            person = people.get(entry.author.hex())
            if person is None:
                found.append(Damage(name, seq, "nobody known to these records wrote this entry"))
                continue
            signed = entries.message(keys.child, entry.author, entry.body)
            if not self._crypto.verify(bytes.fromhex(person["key"]), entry.signature, signed):
                found.append(Damage(name, seq, "the author's signature does not fit this entry"))
        return tuple(found)

    def _photo_sealer(self, child: str) -> Sealer:
        keys = self._keys(child)
        return Sealer(self._crypto, keys.records[keys.epoch], "photo", keys.epoch)

    def save_photo(self, child: str, jpeg: bytes) -> str:
        """Seal a photo into a file of its own; its opaque id. Raises :class:`NotSaved`."""
        photo = self._crypto.random(16).hex()
        name = f"{_folder(child)}/photo-{photo}"
        sealed = self._photo_sealer(child).seal(name, jpeg)
        with _Saving():
            self._disk.replace(name, sealed)
        return photo

    def photo(self, child: str, photo_id: str) -> bytes:
        """A photo's bytes as they were saved. Raises :class:`PhotoDamaged`."""
        sealer, name = self._photo_sealer(child), f"{_folder(child)}/photo-{photo_id}"
        try:
            return sealer.unseal(name, self._disk.read(name) or b"")
        except (SealBroken, ValueError):
            self._damage.append(Damage(name, None, "a photo is missing or was changed"))
            raise PhotoDamaged from None

    def keep(self, name: str, value: JSON) -> None:
        """Keep a small value, replacing what was there; ``None`` removes it. Raises :class:`NotSaved`."""
        file, sealer = self._kept(name)
        with _Saving():
            if value is None:
                self._disk.delete(file)
            else:
                self._disk.replace(file, sealer.seal_json(file, value))

    def kept(self, name: str) -> JSON | None:
        """What :meth:`keep` kept, or ``None``; also when it does not open (see :attr:`damage`)."""
        file, sealer = self._kept(name)
        data = self._disk.read(file)
        if data is None:
            return None
        try:
            return sealer.unseal_json(file, data)
        except SealBroken:
            self._damage.append(
                Damage(file, None, "a setting or unfinished text was damaged and could not be read")
            )
            return None

    def _kept(self, name: str) -> tuple[str, Sealer]:
        secrets = self._open()
        # The name itself may say something about a child, so the disk sees only a keyed digest of it.
        info = label("kept name", name)
        digest = self._crypto.hkdf(secrets.vault_key, salt=b"", info=info, length=16).hex()
        return f"kept/{digest}", Sealer(self._crypto, secrets.vault_key, "kept", secrets.epoch)

    def checkpoint(self) -> None:
        """Note how many entries each open log has; done by :meth:`lock`, and cheap enough for app-hide."""
        self._open()
        for stream in self._streams.values():
            stream.checkpoint()

    def lock(self) -> None:
        """Let go of keys and decoded data. Python cannot overwrite them: freed memory may keep traces."""
        if self._secrets is None:
            return
        self.checkpoint()
        for stream in self._streams.values():
            stream.drop()
        self._streams.clear()
        self._records = RecordKeys()
        self._damage.clear()
        self._person = Person("", "", "")
        self._secrets = None


def _folder(child: str) -> str:
    return f"children/{child}"


class _Saving:
    """Turns the disk's refusals into words about what the carer just did."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, DiskError):
            raise NotSaved(full=isinstance(error, DiskFull)) from error
