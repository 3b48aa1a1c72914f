"""A vault that is shut: making one, and every way in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from carerapp.vault.captured import Capture
from carerapp.vault.damage import Damage
from carerapp.vault.erasing import erasing, finish_erasing
from carerapp.vault.errors import (
    AlreadyExists,
    DiskError,
    NotTheKey,
    NoVault,
    SealBroken,
    SlotDisabled,
    TooSoon,
    VaultDamaged,
    WeakKdf,
    WrongSecret,
)
from carerapp.vault.format.sealed_file import Saving, copy_of, write_twice
from carerapp.vault.keys.attempts import MOST, AttemptLimiter
from carerapp.vault.keys.keyring import KEYS, entry, open_secrets
from carerapp.vault.keys.pin import check_secret
from carerapp.vault.keys.records import (
    RecordKeys,
    forget_other_records,
    load_records,
    records_sealer,
    save_records,
)
from carerapp.vault.keys.recovery_code import read_code
from carerapp.vault.keys.rollback_guard import RollbackGuard
from carerapp.vault.keys.slots import (
    OWNER,
    QUICK,
    RECOVERY,
    STAFF,
    Directory,
    KeyFile,
    Opened,
    Slot,
    decode,
    encode,
    make_slot,
    open_directory,
    open_envelope,
    open_slot,
    seal_directory,
)
from carerapp.vault.ports import Crypto, Disk
from carerapp.vault.primitives.derivation import KEY, label
from carerapp.vault.vault import Person, Vault


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the lock screen may know of a person: ``mark`` is empty where there is only one."""

    person: str
    mark: str
    quick: bool
    """Whether the device's own confirmation is enough."""


class Door:
    """Stands before the vault on ``disk``. ``now`` is the wall clock in seconds since 1970."""

    def __init__(self, disk: Disk, crypto: Crypto, *, now: Callable[[], float]) -> None:
        self._disk = disk
        self._crypto = crypto
        self._now = now
        finish_erasing(disk)
        self._attempts = AttemptLimiter(disk, now)
        self._rollback_guard: RollbackGuard | None = None

    # --- what may be known outside ------------------------------------------------------------
    @property
    def exists(self) -> bool:
        """Whether a vault was made here, even one that is damaged now."""
        return any(self._disk.size(name) is not None for name in (KEYS, copy_of(KEYS)))

    def sign_ins(self) -> tuple[SignIn, ...]:
        """Who can sign in, by their marks. Raises :class:`NoVault`, :class:`VaultDamaged`."""
        file, _, _ = self._key_files()
        quick = {slot.id for slot in file.slots if slot.kind == QUICK}
        return tuple(
            SignIn(slot.id, slot.mark, slot.id in quick) for slot in file.slots if slot.kind == STAFF
        )

    def wait_seconds(self, person: str | None = None) -> int:
        """Whole seconds until a PIN may be tried, for this person or for whoever may first."""
        try:
            file, _, _ = self._key_files()
        except (NoVault, VaultDamaged):
            return 0
        open_ones = [s.id for s in self._candidates(file, person) if not self._shut(file, s.id)]
        return min((self._attempts.wait_seconds(slot) for slot in open_ones), default=0)

    def disabled(self, person: str) -> bool:
        """Whether ten wrong PINs in a row shut this person's slot."""
        file, _, _ = self._key_files()
        return self._shut(file, person)

    @property
    def device_handle(self) -> bytes | None:
        """What to ask the device's :class:`DeviceSecret` for before :meth:`unlock`; ``None``: nothing.

        Raises :class:`NoVault`, :class:`VaultDamaged`.
        """
        file, _, _ = self._key_files()
        return file.device or None

    @property
    def has_sheet(self) -> bool:
        """Whether a recovery sheet was made. Raises :class:`NoVault`, :class:`VaultDamaged`."""
        file, _, _ = self._key_files()
        return any(slot.kind == RECOVERY for slot in file.slots)

    def capture(self) -> Capture:
        """Writes without unlocking. Raises :class:`NoVault`, :class:`VaultDamaged`, :class:`NotSaved`."""
        file, _, _ = self._key_files()
        return Capture(self._disk, self._crypto, file.vault, file.sealing_public)

    # --- what the device remembers beside the files ---------------------------------------------
    def remind(self, data: bytes | None) -> None:
        """What :meth:`memory` or :meth:`Vault.rollback_guard` gave last, before a try."""
        self._rollback_guard = RollbackGuard.from_bytes(data)
        if self._rollback_guard:
            self._attempts.at_least(self._rollback_guard.failed)

    def memory(self, trying: str | None = None) -> bytes:
        """What the device should remember before a try (``trying``: whose; ``None``: everybody's), so that
        a kill in its middle, or older files put back after it, do not make it free."""
        file, _, _ = self._key_files()
        counts = self._attempts.counts()
        for slot in self._candidates(file, trying):
            counts[slot.id] = counts.get(slot.id, 0) + 1
        known = self._rollback_guard or RollbackGuard(file.vault, file.revision)
        return replace(known, failed=counts).to_bytes()

    # --- making and opening -----------------------------------------------------------------------
    def create(
        self, secret: str, *, name: str, role: str, device: tuple[bytes, bytes] | None = None
    ) -> Vault:
        """A new vault with its first person, unlocked. ``device``: as :meth:`DeviceSecret.make` gave it.

        Raises :class:`AlreadyExists`, :class:`WeakSecret`, :class:`NotSaved`.
        """
        if self.exists:
            raise AlreadyExists
        check_secret(secret)
        handle, device_secret = device or (b"", None)
        if device and not (handle and len(device[1]) == KEY):
            raise ValueError("a device secret has a handle and 32 bytes")
        crypto = self._crypto
        opened = Opened(crypto.random(8).hex(), crypto.random(KEY), crypto.random(KEY))
        sealing_private = crypto.random(KEY)
        file = KeyFile(crypto.random(16).hex(), 1, 1, crypto.agree_public(sealing_private), (), device=handle)
        slot = make_slot(crypto, file, secret, opened, kind=STAFF, device_secret=device_secret)
        people = {opened.slot: entry(crypto, name, role, opened.signing_key, manager=True)}
        directory = Directory(people, sealing_private)
        file = seal_directory(crypto, replace(file, slots=(slot,)), opened.vault_key, directory)
        with Saving():
            save_records(self._disk, records_sealer(crypto, opened.vault_key, file.epoch), RecordKeys())
            # The key file comes last: until it is there, there is no vault, and making one starts over.
            write_twice(self._disk, KEYS, encode(file))
        self._attempts.start_over()
        self._rollback_guard = None
        return self._enter(file, opened, directory, RecordKeys(), (), device_secret)

    def unlock(self, secret: str, *, person: str | None = None, device_secret: bytes | None = None) -> Vault:
        """The vault, for the person whose PIN or passphrase this is. About a quarter of a second per slot.

        Without ``person`` every slot is tried. Where :attr:`device_handle` names a device secret, it is
        needed too; without it, or with another device's, the right PIN is a wrong one and is counted. So
        ask the device first, and come here only with its answer.

        Raises :class:`WrongSecret` (with the wait it earned), :class:`TooSoon`, :class:`SlotDisabled`,
        :class:`NoVault`, :class:`VaultDamaged`.
        """
        file, spare, damage = self._key_files()
        everybody = self._candidates(file, person)
        if not everybody:
            raise WrongSecret(0)
        slots = [slot for slot in everybody if not self._shut(file, slot.id)]
        if not slots:
            raise SlotDisabled
        waits = {slot.id: self._attempts.wait_seconds(slot.id) for slot in slots}
        slots = [slot for slot in slots if not waits[slot.id]]
        if not slots:
            raise TooSoon(min(waits.values()))
        tried = [slot.id for slot in slots]
        self._attempts.begin(tried)
        try:
            opened = self._try(file, slots, secret, device_secret)
        except WeakKdf as error:
            self._attempts.undo(tried)
            raise VaultDamaged(str(error)) from error
        except BaseException:
            self._attempts.undo(tried)
            raise
        if opened is None:
            raise WrongSecret(min(self._attempts.wait_seconds(slot) for slot in tried))
        self._attempts.undo([slot for slot in tried if slot != opened.slot])
        self._attempts.forgive(opened.slot)
        return self._open(file, spare, damage, opened, secret, STAFF, device_secret)

    def unlock_quick(self, person: str, confirmed: str, *, device_secret: bytes | None = None) -> Vault:
        """The vault with the device's confirmation in place of the PIN: what it confirmed, by
        :func:`quick_secret`. Raises :class:`NotTheKey`, :class:`NoVault`, :class:`VaultDamaged`."""
        return self._other_way(QUICK, confirmed, person, device_secret)

    def unlock_with_sheet(self, typed: str, *, device_secret: bytes | None = None) -> Vault:
        """The vault with the recovery sheet's code, to give somebody a new PIN. It opens without the device
        secret too; only the new PIN will need it, where it is still there.

        Raises :class:`BadCode`, :class:`NotTheKey`, :class:`NoVault`, :class:`VaultDamaged`.
        """
        return self._other_way(RECOVERY, read_code(typed), None, device_secret)

    def unlock_as_owner(self, private: bytes) -> Vault:
        """The vault with the owner's recovery key (32 bytes), to give somebody a new PIN.

        Raises :class:`NotTheKey`, :class:`NoVault`, :class:`VaultDamaged`.
        """
        file, spare, damage = self._key_files()
        crypto = self._crypto
        try:
            vault_key = open_envelope(crypto, file, OWNER, crypto.agree_public(private).hex(), private)
        except (SealBroken, ValueError):
            raise NotTheKey from None
        opened = Opened(crypto.random(8).hex(), vault_key, crypto.random(KEY))
        return self._open(file, spare, damage, opened, "", OWNER, None)

    # --- how ------------------------------------------------------------------------------------
    def _candidates(self, file: KeyFile, person: str | None) -> list[Slot]:
        return [s for s in file.slots if s.kind == STAFF and person in (None, s.id)]

    def _shut(self, file: KeyFile, slot: str) -> bool:
        """Ten in a row, and somebody or something else can open it again. Where nothing could, the
        records would be lost to their own keeper: there, each further try waits an hour."""
        if self._attempts.failed(slot) < MOST:
            return False
        others = [s for s in file.slots if s.id != slot and s.kind in (STAFF, RECOVERY)]
        return bool(others) or any(e.get("kind") == OWNER for e in file.envelopes)

    def _other_way(self, kind: str, secret: str, person: str | None, device_secret: bytes | None) -> Vault:
        file, spare, damage = self._key_files()
        slots = [s for s in file.slots if s.kind == kind and person in (None, s.id)]
        try:
            opened = self._try(file, slots, secret, device_secret)
        except WeakKdf as error:
            raise VaultDamaged(str(error)) from error
        if opened is None:
            raise NotTheKey
        return self._open(file, spare, damage, opened, secret, kind, device_secret)

    def _key_files(self) -> tuple[KeyFile, KeyFile | None, tuple[Damage, ...]]:
        first, second = self._disk.read(KEYS), self._disk.read(copy_of(KEYS))
        if first is None and second is None:
            raise NoVault
        file, spare = decode(first), decode(second)
        if file:
            return file, spare, ()
        if spare:
            return (
                spare,
                None,
                (Damage(KEYS, None, "the key file was damaged; its copy was used and nothing is lost"),),
            )
        raise VaultDamaged

    def _try(
        self, file: KeyFile, slots: Sequence[Slot], secret: str, device_secret: bytes | None
    ) -> Opened | None:
        for slot in slots:
            opened = open_slot(self._crypto, file, slot, secret, device_secret)
            if opened:
                return opened
        return None

    def _open(
        self,
        file: KeyFile,
        spare: KeyFile | None,
        damage: tuple[Damage, ...],
        opened: Opened,
        secret: str,
        kind: str,
        device_secret: bytes | None,
    ) -> Vault:
        """Everything behind the slot: the directory, the record keys, and what is wrong with any of it."""
        try:
            directory = open_directory(self._crypto, file, opened.vault_key)
        except SealBroken:
            # The checksum is right but the proof is not: somebody rewrote it. The copy counts only if
            # it is no older, or a person who was removed could come back through it.
            if spare is None or (spare.revision, spare.epoch) < (file.revision, file.epoch):
                raise VaultDamaged from None
            try:
                directory = open_directory(self._crypto, spare, opened.vault_key)
            except SealBroken:
                raise VaultDamaged from None
            file = spare
            damage = (*damage, Damage(KEYS, None, "the key file was changed by somebody; its copy was used"))
        if self._rollback_guard and (older := self._rollback_guard.of_file(file.vault, file.revision)):
            damage = (*damage, Damage(KEYS, None, older))
        directory = self._completed(directory, opened)
        file = self._renewed(file, opened, directory, secret, kind, device_secret)
        damage = (*damage, *self._mend(file), *self._tries_damage())
        try:
            records, found = load_records(
                self._disk, records_sealer(self._crypto, opened.vault_key, file.epoch)
            )
        except (SealBroken, ValueError, KeyError):
            raise VaultDamaged from None
        if kind == OWNER:
            signing = entry(
                self._crypto, "Owner’s recovery key", "Recovery", opened.signing_key, manager=True
            )
            directory = replace(
                directory, people={**directory.people, opened.slot: {**signing, "kind": RECOVERY}}
            )
        found = (*damage, *found, *self._strays(records))
        return self._enter(file, opened, directory, records, found, device_secret)

    def _completed(self, directory: Directory, opened: Opened) -> Directory:
        """The first versions knew one person, and less of them."""
        person = directory.people.get(opened.slot)
        if person is None or "agree" in person:
            return directory
        whole = entry(self._crypto, person["name"], person["role"], opened.signing_key, manager=True)
        return replace(directory, people={**directory.people, opened.slot: whole})

    def _renewed(
        self,
        file: KeyFile,
        opened: Opened,
        directory: Directory,
        secret: str,
        kind: str,
        device_secret: bytes | None,
    ) -> KeyFile:
        """The slot wrapped anew in this epoch, now that its secret is at hand; its grant is not needed again."""
        for slot in file.slots:
            if (slot.id, slot.kind) != (opened.slot, kind) or slot.epoch == file.epoch:
                continue
            made = make_slot(
                self._crypto, file, secret, opened, kind=kind, device_secret=device_secret, mark=slot.mark
            )
            slots = tuple(made if s is slot else s for s in file.slots)
            renewed = replace(file, slots=slots, revision=file.revision + 1)
            renewed = seal_directory(self._crypto, renewed, opened.vault_key, directory)
            try:
                write_twice(self._disk, KEYS, encode(renewed))
            except DiskError:
                return file  # the grant still opens it
            return renewed
        return file

    def _mend(self, file: KeyFile) -> tuple[Damage, ...]:
        """Make both copies say what the good one says; then nothing of another epoch is needed."""
        good, found = encode(file), []
        for name in (KEYS, copy_of(KEYS)):
            held = self._disk.read(name)
            if held == good:
                continue
            if name != KEYS and held is not None and decode(held) is None:
                found.append(Damage(name, None, "the copy of the key file was damaged; it was made again"))
            try:
                self._disk.replace(name, good)
            except DiskError:
                return tuple(found)  # the good one still stands; the next unlock tries again
        with contextlib.suppress(DiskError):
            forget_other_records(self._disk, file.epoch)
        return tuple(found)

    def _tries_damage(self) -> tuple[Damage, ...]:
        if not self._attempts.damaged:
            return ()
        self._attempts.damaged = False
        return (Damage("tries", None, "the count of wrong PINs was damaged; a wait was imposed"),)

    def _strays(self, records: RecordKeys) -> tuple[Damage, ...]:
        """Logs whose key is gone. A lone note is only what an interrupted adding of a child leaves; what
        the erasing of one left when it was cut short is removed now."""
        found = []
        folders = records.folders()
        erased = {name.removeprefix("erased/") for name in self._disk.names("erased/")}
        for name in self._disk.names("children/"):
            folder, _, rest = name.removeprefix("children/").partition("/")
            child = folder.partition(".")[0]
            if folders.get(child) == folder:
                continue
            if child in erased or child in folders:  # of a log written anew, one of the two is superfluous
                with contextlib.suppress(DiskError):
                    self._disk.delete(name)
            elif rest != "head":
                found.append(Damage(name, None, "a file of the log belongs to no child known here"))
        return tuple(found)

    def _enter(
        self,
        file: KeyFile,
        opened: Opened,
        directory: Directory,
        records: RecordKeys,
        damage: tuple[Damage, ...],
        device_secret: bytes | None,
    ) -> Vault:
        known = directory.people[opened.slot]
        person = Person(opened.slot, known["name"], known["role"])
        secrets = open_secrets(self._crypto, file, opened, directory, device_secret)
        return Vault(
            self._disk,
            self._crypto,
            secrets,
            person,
            records,
            damage,
            attempts=self._attempts,
            rollback_guard=self._rollback_guard,
            now=self._now,
        )

    def erase(self) -> None:
        """Destroy every slot, envelope and key, and then the rest. Cut short, it is finished at the next start.

        The device secret is the caller's to forget, before this.
        """
        with Saving():
            erasing(self._disk)
        self._attempts = AttemptLimiter(self._disk, self._now)
        self._rollback_guard = None


def quick_secret(crypto: Crypto, confirmed: bytes) -> str:
    """What opens a quick slot, from the 32 bytes that the device gives when it confirmed who it is."""
    return crypto.hkdf(confirmed, salt=b"", info=label("quick"), length=KEY).hex()
