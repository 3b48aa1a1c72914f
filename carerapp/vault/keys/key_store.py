"""The key file and its copy on the disk: everything hangs on them, so each makes good for the other."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.vault.damage import Damage
from carerapp.vault.errors import DiskError, NoVault, VaultDamaged
from carerapp.vault.format.sealed_file import copy_of, write_twice
from carerapp.vault.keys.key_file import KeyFile, decode, encode
from carerapp.vault.ports import Disk

KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Found:
    """``file``: the key file that counts. ``spare``: its copy, where that is whole and ``file`` is not it."""

    file: KeyFile
    spare: KeyFile | None
    damage: tuple[Damage, ...] = ()


class KeyStore:
    """Both of them on one disk."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    @property
    def exists(self) -> bool:
        """Whether a vault was made here, even one that is damaged now."""
        return any(self._disk.size(name) is not None for name in (KEYS, copy_of(KEYS)))

    def read(self) -> Found:
        """The key file, or its copy. Raises :class:`NoVault`, :class:`VaultDamaged`."""
        first, second = self._disk.read(KEYS), self._disk.read(copy_of(KEYS))
        if first is None and second is None:
            raise NoVault
        file, spare = decode(first), decode(second)
        if file:
            return Found(file, spare)
        if spare:
            what = "the key file was damaged; its copy was used and nothing is lost"
            return Found(spare, None, (Damage(KEYS, None, what),))
        raise VaultDamaged

    def save(self, file: KeyFile) -> None:
        """Durable on return. Raises :class:`DiskError`; the old one stands then."""
        write_twice(self._disk, KEYS, encode(file))

    def copied(self, file: KeyFile) -> bool:
        """Whether the copy, too, says what ``file`` says."""
        return self._disk.read(copy_of(KEYS)) == encode(file)

    def mend(self, file: KeyFile) -> tuple[bool, tuple[Damage, ...]]:
        """Make both say what the good one says: whether they do now, and what was found wrong."""
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
                return False, tuple(found)  # the good one still stands; the next unlock tries again
        return True, tuple(found)
