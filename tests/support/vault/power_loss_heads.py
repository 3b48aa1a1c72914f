"""Power cuts while entries are added to two logs and the table of where all logs end follows them.

After every system call, legal states of the disk are made and opened. In each, every acknowledged entry is
there, and nothing is called damage that a power cut alone can leave.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from carerapp.vault import Disk, Door, Vault, VaultError
from tests.support.pins import ANN, BEN
from tests.support.vault.crashing_os import CrashingOs
from tests.support.vault.power_loss import (
    BEGINNING,
    NEVER_CONFIRMED,
    SAVED_AFTER_ALL,
    SET_ASIDE,
    Outcome,
    cut_throughout,
    folder,
)
from tests.support.vault.power_loss_keys import CRYPTO

_UNCONFIRMED = {NEVER_CONFIRMED, SAVED_AFTER_ALL, SET_ASIDE, BEGINNING}


class NoJournalFsync(CrashingOs):
    """Mutant: of all files, the journals alone are never synced, so that the table gets ahead of them."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self._journals: set[int] = set()

    def open_file(self, path: str) -> int:
        fd = super().open_file(path)
        if "/journal-" in path:
            self._journals.add(fd)
        return fd

    def fsync(self, fd: int) -> None:
        if fd not in self._journals:
            super().fsync(fd)


@dataclass
class _Promise:
    """Child → which entries were acknowledged; ``begun``: the one that is being written, if any."""

    entries: dict[str, list[int]] = field(default_factory=dict)
    begun: tuple[str, int] | None = None


def _door(disk: Disk) -> Door:
    return Door(disk, CRYPTO, now=lambda: 1_800_000_000.0)


def _made(disk: Disk) -> Vault:
    vault = _door(disk).create(ANN, name="Ann", role="Manager")
    vault.add_child()
    vault.add_child()
    return vault


def _story(disk: Disk, vault: Vault, promise: _Promise) -> Iterator[str]:
    one, other = vault.children()

    def append(child: str) -> str:
        number = len(promise.entries[child])
        promise.begun = (child, number)
        vault.append(child, {"n": number})
        promise.entries[child].append(number)
        promise.begun = None
        return f"entry {number}"

    yield append(one)
    yield append(other)
    vault.note_ends()
    yield "noted"
    yield append(one)
    vault.lock()
    yield "locked"
    vault = _door(disk).unlock(ANN)
    yield append(other)
    yield append(one)
    ben = vault.staff.add(BEN, name="Ben", role="Staff")
    vault.staff.remove(ben, me=vault.person.id)
    yield "a new epoch"
    yield append(one)
    vault.note_ends()
    yield append(other)
    vault.lock()
    yield "locked"


def _wrong(disk: Disk, promise: _Promise) -> str:
    """What this state of the disk breaks, or nothing."""
    for turn in ("first", "second"):
        try:
            vault = _door(disk).unlock(ANN)
        except VaultError as error:
            return f"the vault does not open: {type(error).__name__}"
        if set(vault.children()) != set(promise.entries):
            return "a child is gone"
        for child, numbers in promise.entries.items():
            read = [entry["n"] for entry in vault.entries(child)]
            begun = [promise.begun[1]] if promise.begun and promise.begun[0] == child else []
            if read not in (numbers, numbers + begun):
                return f"{numbers} acknowledged, {read} read the {turn} time"
        odd = [damage.what for damage in vault.damage if damage.what not in _UNCONFIRMED]
        if odd:
            return f"damage after a mere power cut, the {turn} time: {odd}"
        vault.lock()
    return ""


def run(
    seed: int,
    kernel: type[CrashingOs] = CrashingOs,
    disk_on: Callable[[CrashingOs], Disk] = folder,
    *,
    each: int = 3,
) -> Outcome:
    """The whole story once, cutting the power ``each`` times after every system call."""
    os = kernel(random.Random(seed))
    disk = disk_on(os)
    vault = _made(disk)
    promise = _Promise({child: [] for child in vault.children()})
    story = _story(disk, vault, promise)
    return cut_throughout(os, story, lambda after: _wrong(disk_on(after), promise), each)
