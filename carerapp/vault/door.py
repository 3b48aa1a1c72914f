"""A vault that is shut: every way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from carerapp.vault.captured import Capture
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
from carerapp.vault.format.sealed_file import Saving
from carerapp.vault.keys.attempts import MARK, MOST, AttemptLimiter
from carerapp.vault.keys.envelopes import OWNER, open_envelope
from carerapp.vault.keys.key_file import QUICK, RECOVERY, STAFF, KeyFile, Slot
from carerapp.vault.keys.key_store import KeyStore
from carerapp.vault.keys.recovery_code import read_code
from carerapp.vault.keys.rollback_guard import RollbackGuard
from carerapp.vault.keys.slots import Opened, open_slot
from carerapp.vault.making import make_vault
from carerapp.vault.opening import Opening, Way
from carerapp.vault.ports import AnswersLater, Crypto, Disk, KnowsWhereItIs
from carerapp.vault.primitives.derivation import KEY, label
from carerapp.vault.unsealed import Unsealed
from carerapp.vault.vault import Vault


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
        self._key_store = KeyStore(disk)
        self.unsealed = Unsealed(disk)
        finish_erasing(disk)
        self._attempts = AttemptLimiter(disk, now, expected=self._counts_tries())
        self._rollback_guard: RollbackGuard | None = None

    def _counts_tries(self) -> bool:
        """Whether the file of tries must be there: an older version's vault had none while it was empty."""
        try:
            return MARK in self._key_store.read().file.envelopes
        except (NoVault, VaultDamaged, DiskError):
            return False

    # --- what may be known outside ------------------------------------------------------------
    @property
    def exists(self) -> bool:
        """Whether a vault was made here, even one that is damaged now."""
        return self._key_store.exists

    @property
    def stands(self) -> bool:
        """Whether the files are still where they were opened, as far as this device can tell."""
        return not isinstance(self._disk, KnowsWhereItIs) or self._disk.stands()

    @property
    def last_write(self) -> int:
        """The number of the write that was made last; 0 on a device that can tell :attr:`stands` at once."""
        return self._disk.writes() if isinstance(self._disk, AnswersLater) else 0

    def answered(self, write: int) -> bool:
        """Whether :attr:`stands` speaks of this write by now, and of all before it."""
        return not isinstance(self._disk, AnswersLater) or self._disk.answered() >= write

    def sign_ins(self) -> tuple[SignIn, ...]:
        """Who can sign in, by their marks. Raises :class:`NoVault`, :class:`VaultDamaged`."""
        file = self._key_store.read().file
        quick = {slot.id for slot in file.slots if slot.kind == QUICK}
        return tuple(
            SignIn(slot.id, slot.mark, slot.id in quick) for slot in file.slots if slot.kind == STAFF
        )

    def wait_seconds(self, person: str | None = None) -> int:
        """Whole seconds until a PIN may be tried, for this person or for whoever may first."""
        try:
            file = self._key_store.read().file
        except (NoVault, VaultDamaged):
            return 0
        open_ones = [s.id for s in self._candidates(file, person) if not self._shut(file, s.id)]
        return min((self._attempts.wait_seconds(slot) for slot in open_ones), default=0)

    @property
    def last_try(self) -> float | None:
        """When a wrong PIN was typed last before this door was made, as the clear file of tries tells, in
        seconds since 1970; None where none was, or a right one came after it."""
        return self._attempts.last_try

    def disabled(self, person: str) -> bool:
        """Whether ten wrong PINs in a row shut this person's slot."""
        file = self._key_store.read().file
        return self._shut(file, person)

    @property
    def device_handle(self) -> bytes | None:
        """What to ask the device's :class:`DeviceSecret` for before :meth:`unlock`; ``None``: nothing.

        Raises :class:`NoVault`, :class:`VaultDamaged`.
        """
        file = self._key_store.read().file
        return file.device or None

    @property
    def has_sheet(self) -> bool:
        """Whether a recovery sheet was made. Raises :class:`NoVault`, :class:`VaultDamaged`."""
        file = self._key_store.read().file
        return any(slot.kind == RECOVERY for slot in file.slots)

    def capture(self) -> Capture:
        """Writes without unlocking. Raises :class:`NoVault`, :class:`VaultDamaged`, :class:`NotSaved`."""
        file = self._key_store.read().file
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
        file = self._key_store.read().file
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
        opening = replace(self._opening(), rollback_guard=None)
        vault = make_vault(opening, secret, name=name, role=role, device=device)
        self._rollback_guard = None
        return vault

    def unlock(self, secret: str, *, person: str | None = None, device_secret: bytes | None = None) -> Vault:
        """The vault, for the person whose PIN or passphrase this is. About a quarter of a second per slot.

        Without ``person`` every slot is tried. Where :attr:`device_handle` names a device secret, it is
        needed too; without it, or with another device's, the right PIN is a wrong one and is counted. So
        ask the device first, and come here only with its answer.

        Raises :class:`WrongSecret` (with the wait it earned), :class:`TooSoon`, :class:`SlotDisabled`,
        :class:`NoVault`, :class:`VaultDamaged`.
        """
        found = self._key_store.read()
        file = found.file
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
            least = min(tried, key=self._attempts.failed)
            raise WrongSecret(self._attempts.wait_seconds(least), *self._attempts.ahead(least))
        self._attempts.undo([slot for slot in tried if slot != opened.slot])
        self._attempts.forgive(opened.slot)
        return self._opening().open(found, Way(opened, STAFF, secret, device_secret))

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
        found = self._key_store.read()
        file = found.file
        crypto = self._crypto
        try:
            vault_key = open_envelope(crypto, file, OWNER, crypto.agree_public(private).hex(), private)
        except (SealBroken, ValueError):
            raise NotTheKey from None
        opened = Opened(crypto.random(8).hex(), vault_key, crypto.random(KEY))
        return self._opening().open(found, Way(opened, OWNER))

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
        found = self._key_store.read()
        file = found.file
        slots = [s for s in file.slots if s.kind == kind and person in (None, s.id)]
        try:
            opened = self._try(file, slots, secret, device_secret)
        except WeakKdf as error:
            raise VaultDamaged(str(error)) from error
        if opened is None:
            raise NotTheKey
        return self._opening().open(found, Way(opened, kind, secret, device_secret))

    def _try(
        self, file: KeyFile, slots: Sequence[Slot], secret: str, device_secret: bytes | None
    ) -> Opened | None:
        for slot in slots:
            opened = open_slot(self._crypto, file, slot, secret, device_secret)
            if opened:
                return opened
        return None

    def _opening(self) -> Opening:
        return Opening(self._disk, self._crypto, self._attempts, self._rollback_guard, self._now)

    def erase(self) -> None:
        """Destroy every slot, envelope and key, and then the rest. Cut short, it is finished at the next
        start.

        The device secret is the caller's to forget, before this.
        """
        with Saving():
            erasing(self._disk)
        self._attempts = AttemptLimiter(self._disk, self._now)
        self._rollback_guard = None


def quick_secret(crypto: Crypto, confirmed: bytes) -> str:
    """What opens a quick slot, from the 32 bytes that the device gives when it confirmed who it is."""
    return crypto.hkdf(confirmed, salt=b"", info=label("quick"), length=KEY).hex()
