"""The open vault: everything the rest of the app may do with sealed data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import entries
from .attempts import AttemptLimiter
from .captured import Captured
from .damage import Damage
from .entries import JSON, Signed
from .erasure_record import ErasureRecord, read_erasure_records, write_erasure_record
from .errors import AttachmentDamaged, Locked, SealBroken, UnknownChild
from .keyring import Keyring, Secrets
from .keys import label
from .loading import StreamKeys
from .ports import Crypto, Disk
from .records import RecordKeys, records_sealer, save_records
from .rollback_guard import RollbackGuard
from .sealed_file import Saving, Sealer
from .staff import Staff
from .stream import Stream
from .wiping import wipe

if TYPE_CHECKING:
    from .tinydb_storage import LogTable


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in: ``id`` is opaque (16 hex digits), name and role as they were given."""

    id: str
    name: str
    role: str


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
        *,
        attempts: AttemptLimiter,
        rollback_guard: RollbackGuard | None = None,
        now: Callable[[], float],
    ) -> None:
        self._disk = disk
        self._crypto = crypto
        self._secrets: Secrets | None = secrets
        self._person = person
        self._records = records
        self._damage = list(damage)
        self._streams: dict[str, Stream] = {}
        self._rollback_guard = rollback_guard
        self._attempts = attempts
        self._now = now
        keyring = Keyring(disk, crypto, held=self._open, records=self._held_records, renew=self._renew)
        self.staff = Staff(crypto, attempts, now, keyring)

    def _held_records(self) -> RecordKeys:
        return self._records

    def _renew(self, secrets: Secrets, records: RecordKeys) -> None:
        """After a change of keys: what was derived from the old ones is let go."""
        if self._secrets is not None and secrets.epoch != self._secrets.epoch:
            self._drop_streams()
        self._secrets, self._records = secrets, records

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
        """Read every child's log and every attachment; all damage there is."""
        for child in self.children():
            self._stream(child)
            for attachment in self.attachments(child):
                try:
                    self.attachment(child, attachment)
                except AttachmentDamaged:
                    continue
        return self.damage

    def add_child(self) -> str:
        """A new child's opaque id (32 hex digits), with a key of their own. Raises :class:`NotSaved`."""
        child, records = self._records.with_new(self._crypto, self._open().epoch)
        self._begin(child, records)
        return child

    def adopt(self, child: str) -> None:
        """Keep a child here whose id (32 hex digits) was given on another device. Raises :class:`NotSaved`."""
        if child not in self._records.keys:
            self._begin(child, self._records.with_known(self._crypto, self._open().epoch, child))

    def _begin(self, child: str, records: RecordKeys) -> None:
        secrets = self._open()
        keys = records.of(child, secrets.epoch)
        assert keys is not None
        with Saving():
            Stream.begin(self._disk, self._crypto, keys, records.folder(child))
            save_records(self._disk, records_sealer(self._crypto, secrets.vault_key, secrets.epoch), records)
        self._records = records

    def children(self) -> tuple[str, ...]:
        """The ids of all children, in the order they were added."""
        self._open()
        return tuple(self._records.keys)

    def _folder(self, child: str) -> str:
        return self._records.folder(child)

    def _keys(self, child: str) -> StreamKeys:
        keys = self._records.of(child, self._open().epoch)
        if keys is None:
            raise UnknownChild
        return keys

    def _stream(self, child: str) -> Stream:
        keys = self._keys(child)
        if child not in self._streams:
            stream = self._streams[child] = Stream(self._disk, self._crypto, keys, self._folder(child))
            if self._rollback_guard and (
                older := self._rollback_guard.of_child(self._records.folders()[child], stream.count)
            ):
                self._damage.append(Damage(self._folder(child), None, older))
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
        with Saving():
            self._stream(child).append(signed)

    def append_signed(self, child: str, entry: Signed, document: dict[str, JSON] | None = None) -> None:
        """Add an entry that its author signed on another device; durable on return. ``document``: its body, where
        the caller has decoded it. Raises as :meth:`append`."""
        self._keys(child)
        with Saving():
            self._stream(child).append(entry, document)

    def know(self, author: str, person: Mapping[str, str]) -> bool:
        """Remember who wrote on another device: name, role, public signing key. The first key is the one that
        counts: False for another key under the same id."""
        own = self._open().directory.people.get(author)
        if own is not None:
            return own["key"] == person["key"]
        others = self._others()
        if author in others:
            return others[author]["key"] == person["key"]
        self.put_setting(
            "authors", {**others, author: {part: person[part] for part in ("name", "role", "key")}}
        )
        return True

    def _others(self) -> dict[str, Mapping[str, str]]:
        return dict(self.get_setting("authors") or {})

    def entries(self, child: str, place: int = 0) -> Sequence[Mapping[str, JSON]]:
        """Everything appended for this child, in order, from this place on (the first is 0): what could be read of
        it, see :attr:`damage`."""
        return tuple(self._stream(child).documents[place:])

    def table(self, child: str) -> LogTable:
        """The same log as a TinyDB table: search, get, all, and insert (which appends)."""
        from .tinydb_storage import LogTable

        self._stream(child)
        documents: Callable[[], Sequence[Mapping[str, Any]]] = lambda: self._stream(child).documents
        return LogTable(documents, lambda entry: self.append(child, entry))

    def signed_entries(self, child: str) -> tuple[Signed, ...]:
        """Every entry that can be read, with its author's signature and its exact bytes, in order."""
        return tuple(entry for _, entry in self._stream(child).signed())

    def signed_from(self, child: str, place: int) -> Iterator[Signed]:
        """The entries from this place among :meth:`entries` on, read from the disk as they are asked for."""
        return self._stream(child).signed_from(place)

    def people(self) -> tuple[Mapping[str, str], ...]:
        """Everyone who has or had a slot, or wrote on another device: id, name, role, public signing key."""
        known = {**self._others(), **self._open().directory.people}
        return tuple({"id": id, **{k: p[k] for k in ("name", "role", "key")}} for id, p in known.items())

    def prove(self, data: bytes) -> bytes:
        """The signature of the person who is signed in over something that is no entry."""
        return self._open().sign(entries.proof_message(data))

    def verify_authors(self, child: str) -> tuple[Damage, ...]:
        """Check every entry's signature against its author's key; empty when all are right."""
        keys, people = self._keys(child), {**self._others(), **self._open().directory.people}
        stream = self._stream(child)
        name, found = self._folder(child), []
        for seq, entry in stream.signed():
            person = people.get(entry.author.hex())
            if person is None:
                found.append(Damage(name, seq, "nobody known to these records wrote this entry"))
                continue
            signed = entries.message(keys.child, entry.author, entry.body)
            if not self._crypto.verify(bytes.fromhex(person["key"]), entry.signature, signed):
                found.append(Damage(name, seq, "the author's signature does not fit this entry"))
        return tuple(found)

    def _attachment_sealer(self, child: str) -> Sealer:
        return self._keys(child).sealer(self._crypto, "photo")

    def save_attachment(self, child: str, data: bytes) -> str:
        """Seal a photo or a copy of a document into a file of its own; its opaque id. Raises :class:`NotSaved`."""
        attachment = self._crypto.random(16).hex()
        self.put_attachment(child, attachment, data)
        return attachment

    def put_attachment(self, child: str, attachment_id: str, data: bytes) -> None:
        """Keep an attachment whose id (32 hex digits) was given on another device. Raises :class:`NotSaved`."""
        name = f"{self._folder(child)}/photo-{attachment_id}"
        sealed = self._attachment_sealer(child).seal(name, data)
        with Saving():
            self._disk.replace(name, sealed)

    def attachments(self, child: str) -> tuple[str, ...]:
        """The ids of this child's photos and documents, damaged ones among them."""
        self._keys(child)
        return tuple(name.rpartition("-")[2] for name in self._disk.names(f"{self._folder(child)}/photo-"))

    def attachment(self, child: str, attachment_id: str) -> bytes:
        """An attachment's bytes as they were saved. Raises :class:`PhotoDamaged`."""
        sealer, name = self._attachment_sealer(child), f"{self._folder(child)}/photo-{attachment_id}"
        try:
            return sealer.unseal(name, self._disk.read(name) or b"")
        except (SealBroken, ValueError):
            self._damage.append(Damage(name, None, "a photo is missing or was changed"))
            raise AttachmentDamaged from None

    def erase_child(self, child: str, *, reason: str) -> None:
        """Destroy this child's key, for good, and leave what shows that it was done and what was there.

        First the proof, then the key, then the files: cut short anywhere, the child is whole or gone.
        Raises :class:`NotSaved`, :class:`UnknownChild`.
        """
        secrets, keys, folder = self._open(), self._keys(child), self._folder(child)
        records = self._records.without(child)
        with Saving():
            write_erasure_record(
                self._disk,
                self._crypto,
                secrets.vault_key,
                secrets.epoch,
                keys,
                self.signed_entries(child),
                by=self._person.id,
                at=self._now(),
                reason=reason,
                sign=self.prove,
            )
            save_records(self._disk, records_sealer(self._crypto, secrets.vault_key, secrets.epoch), records)
            self._records = records
            self._streams.pop(child).drop()
            self._clear(folder)

    def compact(
        self, child: str, keep: Callable[[Mapping[str, JSON]], bool], drop_files: Collection[str]
    ) -> int:
        """Let the other entries and these attachments go for good: what is kept is sealed under a new key, entry by entry
        as it was signed, and the old key is destroyed. How many entries went.

        Cut short anywhere, the child has all of the old log or all of the new. A log with damage is left alone (0).
        Raises :class:`NotSaved`, :class:`UnknownChild`.
        """
        secrets, old, stream = self._open(), self._folder(child), self._stream(child)
        if stream.damage:
            return 0
        pairs = list(zip(stream.documents, self.signed_entries(child), strict=True))
        kept = [signed for document, signed in pairs if keep(document)]
        if len(kept) == len(pairs) and not drop_files:
            return 0
        attachments = {
            id: self.attachment(child, id) for id in self.attachments(child) if id not in drop_files
        }
        records = self._records.with_rewritten(self._crypto, secrets.epoch, child)
        keys, new = records.of(child, secrets.epoch), records.folder(child)
        assert keys is not None
        with Saving():
            self._clear(new)
            Stream.begin(self._disk, self._crypto, keys, new)
            fresh = Stream(self._disk, self._crypto, keys, new)
            for signed in kept:
                fresh.append(signed)
            fresh.checkpoint()
            for id, data in attachments.items():
                name = f"{new}/photo-{id}"
                self._disk.replace(name, keys.sealer(self._crypto, "photo").seal(name, data))
            save_records(self._disk, records_sealer(self._crypto, secrets.vault_key, secrets.epoch), records)
            self._records = records
            self._streams.pop(child).drop()
            self._streams[child] = fresh
            self._clear(old)
        return len(pairs) - len(kept)

    def _clear(self, folder: str) -> None:
        for name in self._disk.names(folder + "/"):
            self._disk.delete(name)

    def erasure_records(self) -> tuple[ErasureRecord, ...]:
        """What is left of children whose records were erased by law."""
        secrets = self._open()
        return read_erasure_records(
            self._disk, self._crypto, secrets.vault_keys(), secrets.epoch, self.children()
        )

    def salt(self, child: str, number: int) -> bytes:
        """What blinds the commitment to entry ``number`` (from 1): gone with the child's key."""
        return self._keys(child).salt(self._crypto, number)

    @property
    def captured(self) -> Captured:
        """What was written here while the vault was locked."""
        secrets = self._open()
        return Captured(self._disk, self._crypto, secrets.file.vault, secrets.sealing_keys())

    def put_setting(self, name: str, value: JSON) -> None:
        """Keep a small sealed document, replacing what was there; ``None`` removes it. Raises :class:`NotSaved`."""
        (file, sealer), *older = self._setting_files(name)
        with Saving():
            if value is not None:
                self._disk.replace(file, sealer.seal_json(file, value))
            for other, _ in older if value is not None else [(file, sealer), *older]:
                self._disk.delete(other)

    def get_setting(self, name: str) -> JSON | None:
        """What :meth:`put_setting` kept, or ``None``; also when it does not open (see :attr:`damage`)."""
        for file, sealer in self._setting_files(name):
            data = self._disk.read(file)
            if data is None:
                continue
            try:
                return sealer.unseal_json(file, data)
            except SealBroken:
                self._damage.append(
                    Damage(file, None, "a setting or unfinished text was damaged and could not be read")
                )
        return None

    def _setting_files(self, name: str) -> list[tuple[str, Sealer]]:
        """The file of this name in this epoch, then in the earlier ones."""
        # The name itself may say something about a child, so the disk sees only a keyed digest of it.
        info, found = label("kept name", name), []
        for epoch, key in sorted(self._open().vault_keys().items(), reverse=True):
            digest = self._crypto.hkdf(key, salt=b"", info=info, length=16).hex()
            found.append((f"kept/{digest}", Sealer(self._crypto, key, "kept", epoch)))
        return found

    def rollback_guard(self) -> RollbackGuard:
        """What this vault is at this moment, to be remembered where the files are not."""
        file = self._open().file
        seen = RollbackGuard(file.vault, file.revision, {}, self._attempts.counts())
        folders = self._records.folders()
        open_ = {folders[child]: stream for child, stream in self._streams.items()}
        return seen.with_children(self._rollback_guard, open_, folders.values())

    def checkpoint(self) -> None:
        """Note how many entries each open log has; done by :meth:`lock`, and cheap enough for app-hide."""
        self._open()
        for stream in self._streams.values():
            stream.checkpoint()

    def lock(self) -> None:
        """Overwrite the keys and let go of decoded data, of which freed memory may keep traces."""
        if self._secrets is None:
            return
        self.checkpoint()
        self._drop_streams()
        self._secrets.wipe()
        for keys in self._records.keys.values():
            wipe(*keys.values())
        self._records = RecordKeys()
        self._damage.clear()
        self._person = Person("", "", "")
        self._secrets = None

    def _drop_streams(self) -> None:
        for stream in self._streams.values():
            stream.drop()
        self._streams.clear()
