"""Power cuts while keys change: people come and go, a sheet is made, entries leave a log that is written
anew, a child is erased, everything is erased.

After every system call, legal states of the disk are made and opened. In each: whoever was acknowledged as
being able to sign in gets in and reads every acknowledged entry; whoever was acknowledged as removed does
not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from carerapp.vault import Disk, Door, Vault, VaultError, WrongSecret
from tests.support.pins import ANN, BEN, CAS
from tests.support.vault.crashing_os import CrashingOs
from tests.support.vault.doubles import QuickCrypto
from tests.support.vault.power_loss import Outcome, cut_throughout, folder

PHOTO = b"a picture" * 40


CRYPTO = QuickCrypto()


@dataclass
class _Promise:
    """What was acknowledged at this moment. A person in neither set may get in or not."""

    there: bool = False
    erased: bool = False
    child: str = ""
    child_may_be_gone: bool = False
    entries: int = 0
    photo: str = ""
    left: list[int] | None = None  # what a log that is being written anew keeps
    anew: bool = False  # and it was acknowledged
    may: set[str] = field(default_factory=set)
    may_not: set[str] = field(default_factory=set)


def _door(disk: Disk) -> Door:
    return Door(disk, CRYPTO, now=lambda: 1_800_000_000.0)


def _story(disk: Disk, promise: _Promise) -> Iterator[str]:
    """One change of keys after another; what is promised grows with each that returns."""
    vault = _door(disk).create(ANN, name="Ann", role="Manager")
    promise.there, promise.may = True, {ANN}
    yield "made"
    child = vault.add_child()
    promise.child = child
    yield "child"
    ben = _write(vault, promise).staff.add(BEN, name="Ben", role="Staff")
    promise.may.add(BEN)
    yield "added"
    _write(vault, promise).staff.new_sheet()
    yield "sheet"
    promise.may.discard(BEN)
    vault.staff.remove(ben, me=vault.person.id)
    promise.may_not.add(BEN)
    yield "removed"
    _write(vault, promise).staff.new_sheet()
    yield "new sheet, new epoch"
    promise.may.discard(ANN)
    vault.staff.change_secret(vault.person.id, ANN, CAS)
    promise.may_not.add(ANN)
    promise.may.add(CAS)
    yield "changed"
    promise.photo = vault.save_attachment(child, PHOTO)
    yield "photo"
    promise.left = list(range(3, promise.entries))
    vault.compact(child, lambda entry: int(str(entry["n"])) >= 3, ())
    promise.anew = True
    yield "written anew"
    promise.child_may_be_gone = True
    vault.erase_child(child, reason="")
    promise.child = ""
    yield "child erased"
    promise.there = False
    promise.may = set()
    _door(disk).erase()
    promise.erased = True
    yield "erased"


def _write(vault: Vault, promise: _Promise) -> Vault:
    for _ in range(2):
        vault.append(promise.child, {"n": promise.entries})
        promise.entries += 1
    return vault


def _all(read: Sequence[object], entries: int) -> bool:
    """One that was not acknowledged yet may be there too."""
    return list(read[:entries]) == list(range(entries)) and len(read) <= entries + 1


def _wrong(disk: Disk, promise: _Promise) -> str:
    """What this state of the disk breaks, or nothing."""
    door = _door(disk)
    if promise.erased:
        return "something is left" if door.exists or disk.names("") else ""
    for pin in sorted(promise.may):
        try:
            vault = door.unlock(pin)
        except VaultError as error:
            return f"who may get in did not: {type(error).__name__}"
        if promise.child and promise.child not in vault.children():
            if not promise.child_may_be_gone:
                return "a child is gone"
        elif promise.child:
            read = [entry["n"] for entry in vault.entries(promise.child)]
            if read != promise.left and (promise.anew or not _all(read, promise.entries)):
                return f"{promise.entries} acknowledged, {len(read)} read"
            try:
                if promise.photo and vault.attachment(promise.child, promise.photo) != PHOTO:
                    return "a photo is not as it was"
            except VaultError:
                return "a photo is lost"
            if vault.verify_authors(promise.child):
                return "an author's signature does not fit"
    for pin in sorted(promise.may_not):
        try:
            _door(disk).unlock(pin)
        except (WrongSecret, VaultError):
            continue
        return "who was removed got in"
    return ""


def run(
    seed: int,
    kernel: type[CrashingOs] = CrashingOs,
    disk_on: Callable[[CrashingOs], Disk] = folder,
    *,
    each: int = 3,
) -> Outcome:
    """The whole story once, cutting the power ``each`` times after every system call."""
    os, promise = kernel(random.Random(seed)), _Promise()
    story = _story(disk_on(os), promise)
    return cut_throughout(os, story, lambda after: _wrong(disk_on(after), promise), each)
