"""A home's shared tablet for tests: a clock, a disk, Ann the manager, and colleagues."""

from __future__ import annotations

from carerapp.vault import Door, Vault
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.ports import Disk
from tests.support.pins import ANN
from tests.support.vault.doubles import QuickCrypto


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


class Home:
    """Every door is a new one, as after a restart."""

    def __init__(self, disk: Disk | None = None, device: tuple[bytes, bytes] | None = None) -> None:
        self.clock = Clock()
        self.disk: Disk = disk or MemoryDisk()
        self.device = device
        self.ids: dict[str, str] = {}

    @property
    def door(self) -> Door:
        return Door(self.disk, QuickCrypto(), now=self.clock)

    def create(self) -> Vault:
        vault = self.door.create(ANN, name="Ann Example", role="Manager", device=self.device)
        self.ids["Ann"] = vault.person.id
        return vault

    def unlock(self, pin: str, person: str | None = None) -> Vault:
        return self.door.unlock(pin, person=person, device_secret=self.device[1] if self.device else None)

    @property
    def files(self) -> dict[str, bytes]:
        assert isinstance(self.disk, MemoryDisk)
        return {name: bytes(data) for name, data in self.disk.files.items()}
