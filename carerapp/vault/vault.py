"""The open vault: everything the rest of the app may do with sealed data.

Longer than others: each is a line or two, and they are one list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carerapp.domain.feeds import End
from carerapp.domain.feeds_left import Left
from carerapp.vault import removal
from carerapp.vault.attachments import Attachments
from carerapp.vault.authors import Authors
from carerapp.vault.captured import Captured
from carerapp.vault.damage import Damage
from carerapp.vault.erasure_record import ErasureRecord, read_erasure_records
from carerapp.vault.errors import AttachmentDamaged
from carerapp.vault.format.entries import JSON, Signed
from carerapp.vault.format.sealed_file import Saving
from carerapp.vault.keys.attempts import AttemptLimiter
from carerapp.vault.keys.keyring import Keyring, Secrets
from carerapp.vault.keys.records import RecordKeys
from carerapp.vault.keys.rollback_guard import RollbackGuard
from carerapp.vault.own import open_own, seal_own
from carerapp.vault.settings import Settings
from carerapp.vault.staff import Staff
from carerapp.vault.unlocked import Person, Unlocked
from carerapp.vault.unsealed import Unsealed

if TYPE_CHECKING:
    from carerapp.vault.format.log_table import LogTable


class Vault:
    """An unlocked vault. After :meth:`lock` every use raises :class:`Locked`.

    What it returns is shared with its memory: read it, never change it.
    """

    def __init__(
        self, unlocked: Unlocked, *, attempts: AttemptLimiter, now: Callable[[], float], outgrown: bool
    ) -> None:
        self._unlocked = unlocked
        self._attempts = attempts
        self._now = now
        self._settings = Settings(unlocked)
        self._authors = Authors(unlocked, self._settings)
        self._attachments = Attachments(unlocked)
        self.unsealed = Unsealed(unlocked.disk)
        keyring = Keyring(
            unlocked.disk,
            unlocked.crypto,
            held=unlocked.secrets,
            records=lambda: unlocked.records,
            renew=self._renew,
        )
        self.staff = Staff(unlocked.crypto, attempts, now, keyring, outgrown=outgrown)

    def _renew(self, secrets: Secrets, records: RecordKeys) -> None:
        before = self._unlocked.secrets().epoch
        self._unlocked.renew(secrets, records)
        if secrets.epoch != before:
            self._settings.seal_again()

    # --- the vault itself -------------------------------------------------------------------------
    @property
    def locked(self) -> bool:
        """Whether :meth:`lock` was called."""
        return self._unlocked.locked

    @property
    def person(self) -> Person:
        """Who is signed in."""
        self._unlocked.secrets()
        return self._unlocked.person

    def rename(self, name: str) -> None:
        """Who is signed in writes under another name from now on. Raises :class:`NotSaved`."""
        unlocked = self._unlocked
        self.staff.rename(unlocked.person.id, name)
        unlocked.person = Person.of(unlocked.person.id, unlocked.secrets().directory.people)

    @property
    def damage(self) -> tuple[Damage, ...]:
        """All damage found so far; a child's log is read when it is first used (see :meth:`inspect`)."""
        self._unlocked.secrets()
        found = list(self._unlocked.damage)
        for stream in self._unlocked.streams.values():
            found += stream.damage
        return tuple(dict.fromkeys(found))

    def inspect(self) -> tuple[Damage, ...]:
        """Read every child's log and every attachment; all damage there is."""
        for child in self.children():
            self._unlocked.stream(child)
            for attachment in self.attachments(child):
                try:
                    self.attachment(child, attachment)
                except AttachmentDamaged:
                    continue
        return self.damage

    def rollback_guard(self) -> RollbackGuard:
        """What this vault is at this moment, to be remembered where the files are not."""
        unlocked, file = self._unlocked, self._unlocked.secrets().file
        seen = RollbackGuard(file.vault, file.revision, {}, self._attempts.counts())
        folders = unlocked.records.folders()
        open_ = {folders[child]: stream for child, stream in unlocked.streams.items()}
        return seen.with_children(unlocked.rollback_guard, open_, folders.values())

    def note_ends(self) -> None:
        """Note in one sealed table where each log ends, if any went on: one put back is then named."""
        self._unlocked.note_ends()

    def lock(self) -> None:
        """Overwrite the keys and let go of decoded data, of which freed memory may keep traces."""
        self._settings.close()
        self._unlocked.lock()

    # --- children and their logs ------------------------------------------------------------------
    def add_child(self) -> str:
        """A new child's opaque id (32 hex digits), with a key of their own. Raises :class:`NotSaved`."""
        unlocked = self._unlocked
        child, records = unlocked.records.with_new(unlocked.crypto, unlocked.secrets().epoch)
        unlocked.begin(child, records)
        return child

    def adopt(self, child: str) -> None:
        """Keep a child here whose id (32 hex digits) was given on another device. Raises
        :class:`NotSaved`."""
        unlocked = self._unlocked
        if child not in unlocked.records.keys:
            epoch = unlocked.secrets().epoch
            unlocked.begin(child, unlocked.records.with_known(unlocked.crypto, epoch, child))

    def children(self) -> tuple[str, ...]:
        """The ids of all children, in the order they were added."""
        self._unlocked.secrets()
        return tuple(self._unlocked.records.keys)

    def append(self, child: str, entry: Mapping[str, JSON]) -> None:
        """Sign, seal and add an entry; durable on return.

        Raises :class:`NotSaved` (nothing changed, try again), :class:`UnknownChild`, and ``TypeError`` or
        ``ValueError`` for what JSON cannot hold.
        """
        self.append_signed(child, self._authors.sign(child, entry))

    def append_signed(self, child: str, entry: Signed, document: dict[str, JSON] | None = None) -> None:
        """Add an entry that its author signed on another device; durable on return. ``document``: its body,
        where the caller has decoded it. Raises as :meth:`append`."""
        with Saving():
            self._unlocked.stream(child).append(entry, document)

    def feed_end(self, child: str, device: str, stamp: str) -> End:
        """Where the feed of this device about this child stands: the next entry bears the link that follows.
        ``stamp``: the last part of the device's clock stamps. Raises :class:`NotSaved`."""
        with Saving():
            return self._unlocked.stream(child).feed_end(device, stamp, lambda: self.left(child))

    def left(self, child: str) -> Left:
        """What left this child's log, as far as its chains need it."""
        return Left.read(self._settings.get(_left_name(child)))

    def entries(self, child: str, place: int = 0, most: int | None = None) -> Sequence[Mapping[str, JSON]]:
        """Everything appended for this child, in order, from this place on (the first is 0), or so many
        of it: what could be read of it, see :attr:`damage`."""
        end = None if most is None else place + most
        return tuple(self._unlocked.stream(child).documents[place:end])

    def signers(self, child: str, place: int = 0) -> Sequence[str]:
        """The id of who signed each of :meth:`entries`, whatever the entry itself says."""
        return [author.hex() for author in self._unlocked.stream(child).authors[place:]]

    def table(self, child: str) -> LogTable:
        """The same log as a TinyDB table: search, get, all, and insert (which appends)."""
        from carerapp.vault.format.log_table import LogTable

        self._unlocked.stream(child)
        documents: Callable[[], Sequence[Mapping[str, Any]]] = lambda: self._unlocked.stream(child).documents
        return LogTable(documents, lambda entry: self.append(child, entry))

    def signed_entries(self, child: str) -> tuple[Signed, ...]:
        """Every entry that can be read, with its author's signature and its exact bytes, in order."""
        return removal.signed_entries(self._unlocked, child)

    def signed_from(self, child: str, place: int) -> Iterator[Signed]:
        """The entries from this place among :meth:`entries` on, read from the disk as they are asked for."""
        return self._unlocked.stream(child).signed_from(place)

    # --- authors ----------------------------------------------------------------------------------
    def know(self, author: str, person: Mapping[str, str], *, desk: bool | None) -> bool:
        """Remember who wrote on another device: name, role, public signing key, and whether it was at a duty
        ``desk``, None where nobody says. The first key is the one that counts: False for another key under
        the same id."""
        return self._authors.know(author, person, desk=desk)

    def key_of(self, author: str) -> str | None:
        """The public signing key that this author has here (hexadecimal); None for one who is not known."""
        return self._authors.key_of(author)

    def is_of_here(self, author: str) -> bool:
        """Whether this author has or had a slot in this vault."""
        return self._authors.is_of_here(author)

    def is_of_a_home(self, author: str) -> bool:
        """Whether this author wrote on another home's device, and never at a duty desk, as far as is
        known."""
        return self._authors.is_of_a_home(author)

    def people(self) -> tuple[Mapping[str, str], ...]:
        """Everyone who has or had a slot, or wrote on another device: id, name, role, public signing key."""
        known = self._authors.all().items()
        return tuple({"id": id, **{part: p[part] for part in ("name", "role", "key")}} for id, p in known)

    def prove(self, data: bytes) -> bytes:
        """The signature of the person who is signed in over something that is no entry."""
        return self._authors.prove(data)

    def vouched(self, author: str, data: bytes, signature: bytes) -> bool:
        """Whether somebody known here under this id vouched for it, by :meth:`prove` on their device."""
        return self._authors.vouched(author, data, signature)

    def verify_authors(self, child: str) -> tuple[Damage, ...]:
        """Check every entry's signature against its author's key; empty when all are right."""
        return self._authors.verify(child)

    # --- attachments ------------------------------------------------------------------------------
    def save_attachment(self, child: str, data: bytes) -> str:
        """Seal a photo or a copy of a document; its opaque id. Raises :class:`NotSaved`."""
        return self._attachments.save(child, data)

    def put_attachment(self, child: str, attachment_id: str, data: bytes) -> None:
        """Keep one whose id (32 hex digits) was given on another device. Raises :class:`NotSaved`."""
        self._attachments.put(child, attachment_id, data)

    def attachments(self, child: str) -> tuple[str, ...]:
        """The ids of this child's photos and documents, damaged ones among them."""
        return self._attachments.ids(child)

    def attachment(self, child: str, attachment_id: str) -> bytes:
        """An attachment's bytes as they were saved. Raises :class:`AttachmentDamaged`."""
        return self._attachments.read(child, attachment_id)

    # --- what goes for good -----------------------------------------------------------------------
    def erase_child(self, child: str, *, reason: str) -> None:
        """Destroy this child's key, for good, and leave what shows that it was done and what was there.
        Raises :class:`NotSaved`, :class:`UnknownChild`."""
        removal.erase_child(self._unlocked, self._authors, child, at=self._now(), reason=reason)
        self._settings.put(_left_name(child), None)

    def compact(
        self, child: str, keep: Callable[[Mapping[str, JSON]], bool], drop_files: Collection[str]
    ) -> int:
        """Let the other entries and these attachments go for good; how many entries went. A log with damage
        is left alone (0). Raises :class:`NotSaved`, :class:`UnknownChild`.
        """
        note: Callable[[Left], None] = lambda left: self._settings.put(_left_name(child), left.to_json())
        return removal.compact(
            self._unlocked, self._attachments, child, keep, drop_files, self.left(child), note
        )

    def erasure_records(self) -> tuple[ErasureRecord, ...]:
        """What is left of children whose records were erased by law."""
        unlocked, secrets = self._unlocked, self._unlocked.secrets()
        return read_erasure_records(
            unlocked.disk, unlocked.crypto, secrets.vault_keys(), secrets.epoch, self.children()
        )

    # --- beside the logs --------------------------------------------------------------------------
    @property
    def captured(self) -> Captured:
        """What was written here while the vault was locked."""
        unlocked, secrets = self._unlocked, self._unlocked.secrets()
        return Captured(unlocked.disk, unlocked.crypto, secrets.file.vault, secrets.sealing_keys())

    def put_setting(self, name: str, value: JSON) -> None:
        """Keep a small sealed document, replacing what was there; ``None`` removes it. Raises
        :class:`NotSaved`."""
        self._settings.put(name, value)

    def seal_own(self, value: JSON) -> str:
        """Sealed once more, so that of all who share this vault only who is signed in now can open it."""
        return seal_own(self._unlocked, value)

    def open_own(self, sealed: str) -> JSON | None:
        """What :meth:`seal_own` was given by the same person; else ``None``."""
        opened: JSON | None = open_own(self._unlocked, sealed)
        return opened

    def get_setting(self, name: str) -> JSON | None:
        """What :meth:`put_setting` kept, or ``None``; also when it does not open (see :attr:`damage`)."""
        return self._settings.get(name)


def _left_name(child: str) -> str:
    return f"chain left {child}"
