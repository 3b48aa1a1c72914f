"""A vault that is shut: making one, and getting in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .damage import Damage
from .entries import signer
from .errors import (
    AlreadyExists,
    DiskError,
    DiskFull,
    NotSaved,
    NoVault,
    SealBroken,
    TooSoon,
    VaultDamaged,
    WeakKdf,
    WrongSecret,
)
from .keys import KEY, check_secret
from .ports import Crypto, Disk
from .records import RecordKeys, load_records, records_sealer, save_records
from .sealed_file import copy_of, write_twice
from .slots import (
    STAFF,
    Directory,
    KeyFile,
    Opened,
    decode,
    encode,
    make_slot,
    open_directory,
    open_slot,
    seal_directory,
)
from .tries import Tries
from .vault import Person, Secrets, Vault

_KEYS = "keys"


class Door:
    """Stands before the vault on ``disk``. ``now`` is the wall clock in seconds since 1970."""

    def __init__(self, disk: Disk, crypto: Crypto, *, now: Callable[[], float]) -> None:
        self._disk = disk
        self._crypto = crypto
        self._tries = Tries(disk, now)

    @property
    def exists(self) -> bool:
        """Whether a vault was made here, even one that is damaged now."""
        return any(self._disk.size(name) is not None for name in (_KEYS, copy_of(_KEYS)))

    def wait_seconds(self) -> int:
        """Whole seconds until a PIN may be tried; survives restarts and the clock being set back."""
        return self._tries.wait_seconds()

    @property
    def device_handle(self) -> bytes | None:
        """What to ask the device's :class:`DeviceSecret` for before :meth:`unlock`; ``None``: nothing.

        Raises :class:`NoVault`, :class:`VaultDamaged`.
        """
        file, _, _ = self._key_files()
        return file.device or None

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
        people = {
            opened.slot: {"name": name, "role": role, "key": crypto.sign_public(opened.signing_key).hex()}
        }
        directory = Directory(people, sealing_private)
        file = seal_directory(crypto, replace(file, slots=(slot,)), opened.vault_key, directory)
        try:
            save_records(self._disk, records_sealer(crypto, opened.vault_key, file.epoch), RecordKeys())
            # The key file comes last: until it is there, there is no vault, and making one starts over.
            write_twice(self._disk, _KEYS, encode(file))
        except DiskError as error:
            raise NotSaved(full=isinstance(error, DiskFull)) from error
        self._tries.forgive()
        return self._enter(file, opened, directory, RecordKeys(), ())

    def unlock(self, secret: str, *, device_secret: bytes | None = None) -> Vault:
        """The vault, for the person whose PIN or passphrase this is. About a quarter of a second per slot.

        Where :attr:`device_handle` names a device secret, it is needed too; without it, or with another
        device's, the right PIN is a wrong one and is counted. So ask the device first, and come here only
        with its answer.

        Raises :class:`WrongSecret` (with the wait it earned), :class:`TooSoon`, :class:`NoVault`,
        :class:`VaultDamaged`.
        """
        file, spare, damage = self._key_files()
        wait = self._tries.wait_seconds()
        if wait:
            raise TooSoon(wait)
        self._tries.begin()
        try:
            opened = self._try(file, secret, device_secret)
        except WeakKdf as error:
            self._tries.undo()
            raise VaultDamaged(str(error)) from error
        except BaseException:
            self._tries.undo()
            raise
        if opened is None:
            raise WrongSecret(self._tries.wait_seconds())
        self._tries.forgive()
        try:
            directory = open_directory(self._crypto, file, opened.vault_key)
        except SealBroken:
            # The checksum is right but the proof is not: somebody rewrote it. The copy counts only if
            # it is no older, or a person who was removed could come back through it.
            if spare is None or spare.revision < file.revision:
                raise VaultDamaged from None
            try:
                directory = open_directory(self._crypto, spare, opened.vault_key)
            except SealBroken:
                raise VaultDamaged from None
            file = spare
            damage = (*damage, Damage(_KEYS, None, "the key file was changed by somebody; its copy was used"))
        damage = (*damage, *self._mend(file), *self._tries_damage())
        try:
            records, found = load_records(
                self._disk, records_sealer(self._crypto, opened.vault_key, file.epoch)
            )
        except (SealBroken, ValueError, KeyError):
            raise VaultDamaged from None
        return self._enter(file, opened, directory, records, (*damage, *found, *self._strays(records)))

    def _key_files(self) -> tuple[KeyFile, KeyFile | None, tuple[Damage, ...]]:
        first, second = self._disk.read(_KEYS), self._disk.read(copy_of(_KEYS))
        if first is None and second is None:
            raise NoVault
        file, spare = decode(first), decode(second)
        if file:
            return file, spare, ()
        if spare:
            return (
                spare,
                None,
                (Damage(_KEYS, None, "the key file was damaged; its copy was used and nothing is lost"),),
            )
        raise VaultDamaged

    def _try(self, file: KeyFile, secret: str, device_secret: bytes | None) -> Opened | None:
        for slot in file.slots:
            opened = open_slot(self._crypto, file, slot, secret, device_secret)
            if opened:
                return opened
        return None

    def _mend(self, file: KeyFile) -> tuple[Damage, ...]:
        """Make both copies say what the good one says."""
        good, found = encode(file), []
        for name in (_KEYS, copy_of(_KEYS)):
            held = self._disk.read(name)
            if held == good:
                continue
            if name != _KEYS and held is not None and decode(held) is None:
                found.append(Damage(name, None, "the copy of the key file was damaged; it was made again"))
            try:
                self._disk.replace(name, good)
            except DiskError:
                continue  # the good one still stands; the next unlock tries again
        return tuple(found)

    def _tries_damage(self) -> tuple[Damage, ...]:
        if not self._tries.damaged:
            return ()
        self._tries.damaged = False
        return (Damage("tries", None, "the count of wrong PINs was damaged; a wait was imposed"),)

    def _strays(self, records: RecordKeys) -> tuple[Damage, ...]:
        """Logs whose key is gone. A lone note is only what an interrupted adding of a child leaves."""
        found = []
        for name in self._disk.names("children/"):
            child, _, rest = name.removeprefix("children/").partition("/")
            if child not in records.keys and rest != "head":
                found.append(Damage(name, None, "a file of the log belongs to no child known here"))
        return tuple(found)

    def _enter(
        self,
        file: KeyFile,
        opened: Opened,
        directory: Directory,
        records: RecordKeys,
        damage: tuple[Damage, ...],
    ) -> Vault:
        entry = directory.people[opened.slot]
        person = Person(opened.slot, entry["name"], entry["role"])
        secrets = Secrets(opened.vault_key, signer(self._crypto, opened.signing_key), file.epoch, directory)
        return Vault(self._disk, self._crypto, secrets, person, records, damage)
