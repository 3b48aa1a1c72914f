"""Behind the slot: from a slot that opened to the open vault, naming what is wrong on the way."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from carerapp.vault.damage import Damage
from carerapp.vault.errors import DiskError, SealBroken, VaultDamaged
from carerapp.vault.format.heads import heads_sealer, load_heads
from carerapp.vault.keys.attempts import MARK, AttemptLimiter
from carerapp.vault.keys.directory import Directory, open_directory, person_entry, seal_directory
from carerapp.vault.keys.envelopes import OWNER
from carerapp.vault.keys.key_file import RECOVERY, STAFF, KeyFile
from carerapp.vault.keys.key_store import KEYS, Found, KeyStore
from carerapp.vault.keys.keyring import open_secrets
from carerapp.vault.keys.records import RecordKeys, forget_other_records, load_records, records_sealer
from carerapp.vault.keys.rollback_guard import RollbackGuard
from carerapp.vault.keys.slots import Opened, make_slot
from carerapp.vault.keys.strength import would_do
from carerapp.vault.ports import Crypto, Disk
from carerapp.vault.unlocked import Person, Unlocked
from carerapp.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """How somebody got in: what the slot or envelope gave, its kind, and what was typed for it."""

    opened: Opened
    kind: str
    secret: str = ""
    device_secret: bytes | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens what is behind the slot: the directory, the record keys. ``now``: seconds since 1970."""

    disk: Disk
    crypto: Crypto
    attempts: AttemptLimiter
    rollback_guard: RollbackGuard | None
    now: Callable[[], float]

    def open(self, found: Found, way: Way) -> Vault:
        """The vault, with all damage that was found so far. Raises :class:`VaultDamaged`."""
        file, directory, damage = self._directory(found, way.opened)
        if self.rollback_guard and (older := self.rollback_guard.of_file(file.vault, file.revision)):
            damage = (*damage, Damage(KEYS, None, older))
        directory = self._completed(directory, way.opened)
        file = self._renewed(file, directory, way)
        damage = (*damage, *self._mend(file), *self._attempts_damage())
        sealer = records_sealer(self.crypto, way.opened.vault_key, file.epoch)
        try:
            records, records_damage = load_records(self.disk, sealer)
        except (SealBroken, ValueError, KeyError):
            raise VaultDamaged from None
        if way.kind == OWNER:
            directory = self._with_owner(directory, way.opened)
        damage = (*damage, *records_damage, *self._strays(records))
        return self.enter(file, directory, records, way, damage)

    def enter(
        self,
        file: KeyFile,
        directory: Directory,
        records: RecordKeys,
        way: Way,
        damage: tuple[Damage, ...] = (),
    ) -> Vault:
        """The vault, from all that it takes."""
        person = Person.of(way.opened.slot, directory.people)
        secrets = open_secrets(self.crypto, file, way.opened, directory, way.device_secret)
        sealer = heads_sealer(self.crypto, secrets.vault_key, secrets.epoch, secrets.vault_keys())
        heads, of_heads = load_heads(self.disk, sealer)
        unlocked = Unlocked(
            self.disk,
            self.crypto,
            secrets,
            person,
            records,
            (*damage, *of_heads),
            rollback_guard=self.rollback_guard,
            heads=heads,
        )
        outgrown = way.kind == STAFF and not would_do(way.secret, device=bool(file.device))
        return Vault(unlocked, attempts=self.attempts, now=self.now, outgrown=outgrown)

    def _directory(self, found: Found, opened: Opened) -> tuple[KeyFile, Directory, tuple[Damage, ...]]:
        with contextlib.suppress(SealBroken):
            return found.file, open_directory(self.crypto, found.file, opened.vault_key), found.damage
        # The checksum is right but the proof is not: somebody rewrote it. The copy counts only if
        # it is no older, or a person who was removed could come back through it.
        spare = found.spare
        if spare is None or (spare.revision, spare.epoch) < (found.file.revision, found.file.epoch):
            raise VaultDamaged
        try:
            directory = open_directory(self.crypto, spare, opened.vault_key)
        except SealBroken:
            raise VaultDamaged from None
        changed = Damage(KEYS, None, "the key file was changed by somebody; its copy was used")
        return spare, directory, (*found.damage, changed)

    def _completed(self, directory: Directory, opened: Opened) -> Directory:
        """The first versions knew one person, and less of them."""
        person = directory.people.get(opened.slot)
        if person is None or "agree" in person:
            return directory
        whole = person_entry(self.crypto, person["name"], person["role"], opened.signing_key, manager=True)
        return replace(directory, people={**directory.people, opened.slot: whole})

    def _with_owner(self, directory: Directory, opened: Opened) -> Directory:
        """The owner has no slot; while they are in, they are a person like the recovery sheet's."""
        owner = person_entry(
            self.crypto, "Owner’s recovery key", "Recovery", opened.signing_key, manager=True
        )
        return replace(directory, people={**directory.people, opened.slot: {**owner, "kind": RECOVERY}})

    def _renewed(self, file: KeyFile, directory: Directory, way: Way) -> KeyFile:
        """The slot wrapped anew in this epoch, now that its secret is at hand; its grant is not needed
        again. And the mark that tries are counted, where an older version made the vault."""
        if MARK not in file.envelopes and self.attempts.kept:
            file = self._saved(replace(file, envelopes=(*file.envelopes, MARK)), file, directory, way)
        for slot in file.slots:
            if (slot.id, slot.kind) != (way.opened.slot, way.kind) or slot.epoch == file.epoch:
                continue
            made = make_slot(
                self.crypto,
                file,
                way.secret,
                way.opened,
                kind=way.kind,
                device_secret=way.device_secret,
                mark=slot.mark,
            )
            slots = tuple(made if s is slot else s for s in file.slots)
            return self._saved(replace(file, slots=slots), file, directory, way)
        return file

    def _saved(self, new: KeyFile, old: KeyFile, directory: Directory, way: Way) -> KeyFile:
        """The new one, or the old one where the disk takes nothing: it still opens."""
        new = replace(new, revision=old.revision + 1)
        new = seal_directory(self.crypto, new, way.opened.vault_key, directory)
        try:
            KeyStore(self.disk).save(new)
        except DiskError:
            return old
        return new

    def _mend(self, file: KeyFile) -> tuple[Damage, ...]:
        """Make both copies say what the good one says; then nothing of another epoch is needed."""
        whole, damage = KeyStore(self.disk).mend(file)
        if whole:
            with contextlib.suppress(DiskError):
                forget_other_records(self.disk, file.epoch)
        return damage

    def _attempts_damage(self) -> tuple[Damage, ...]:
        what, self.attempts.damaged = self.attempts.damaged, ""
        return (Damage("tries", None, what),) if what else ()

    def _strays(self, records: RecordKeys) -> tuple[Damage, ...]:
        """Logs whose key is gone. A lone note is only what an interrupted adding of a child leaves; what
        the erasing of one left when it was cut short is removed now."""
        found = []
        folders = records.folders()
        erased = {name.removeprefix("erased/") for name in self.disk.names("erased/")}
        for name in self.disk.names("children/"):
            folder, _, rest = name.removeprefix("children/").partition("/")
            child = folder.partition(".")[0]
            if folders.get(child) == folder:
                continue
            if child in erased or child in folders:  # of a log written anew, one of the two is superfluous
                with contextlib.suppress(DiskError):
                    self.disk.delete(name)
            elif rest != "head":
                found.append(Damage(name, None, "a file of the log belongs to no child known here"))
        return tuple(found)
