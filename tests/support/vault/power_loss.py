"""The real disk adapter, journal and sealing on a kernel that loses its power after any system call."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from carerapp.domain.canonical import canonical
from carerapp.vault import Disk, DiskFailed
from carerapp.vault.adapters.container import Container
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.format import entries
from carerapp.vault.format.stream import Stream
from carerapp.vault.format.stream_keys import StreamKeys
from tests.support.vault.crashing_os import ROOT, CrashingOs, SimulatedBlock

FOLDER = "children/c"
KEYS = StreamKeys(bytes(16), {1: bytes(range(32))}, 1)
AUTHOR = bytes(8)


def folder(os: CrashingOs) -> Disk:
    """The folder of a computer."""
    return NativeDisk(ROOT, syscalls=os)


def container(os: CrashingOs) -> Container:
    """It makes room again after every few entries."""
    return Container((SimulatedBlock(os, f"{ROOT}/0"), SimulatedBlock(os, f"{ROOT}/1")), tidy_from=1200)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many crash states were opened, and what each that broke a promise did wrong."""

    states: int
    violations: tuple[str, ...]


def cut_throughout(
    os: CrashingOs, story: Iterator[object], wrong: Callable[[CrashingOs], str], each: int
) -> Outcome:
    """Go through the story, cutting the power ``each`` times after every system call and after every step.
    ``wrong``: what is wrong with what such a cut left, or "" for nothing."""
    states, violations = 0, list[str]()

    def cut() -> None:
        nonlocal states
        for _ in range(each):
            states += 1
            if said := wrong(os.after_power_cut()):
                violations.append(said)

    os.step = cut
    for _ in story:
        cut()
    return Outcome(states, tuple(violations))


NEVER_CONFIRMED = "the last entry could not be read and was set aside; it may never have been confirmed"
SAVED_AFTER_ALL = "the frame around an entry was changed; the entry itself is intact"
BEGINNING = "the file does not begin as format 1 does; its entries were read"
SET_ASIDE = "bytes that could not be read were set aside here earlier"


def _entry(crypto: NativeCrypto, number: int) -> entries.Signed:
    # Signing is not what is tested here, and leaving it out doubles the number of states a minute.
    return entries.Signed(AUTHOR, bytes(64), canonical({"n": number, "text": "x" * (number * 37 % 200)}))


def _open(disk: Disk, crypto: NativeCrypto, size: int) -> Stream:
    return Stream(disk, crypto, KEYS, FOLDER, segment_size=size, block=2)


def _check(disk: Disk, crypto: NativeCrypto, acked: int, size: int, again: bool) -> str:
    """What is wrong with this state of the disk, or nothing."""
    if acked < 0 and disk.size(f"{FOLDER}/head") is None:
        return ""  # the child was never confirmed as added
    acked = in_flight = max(acked, 0)
    for turn in range(2 if again else 1):
        stream = _open(disk, crypto, size)
        numbers = [document["n"] for document in stream.documents]
        if numbers != list(range(len(numbers))):
            return f"entries {numbers}"
        if not acked <= len(numbers) <= acked + 1:
            return f"{acked} acknowledged, {len(numbers)} found"
        # The entry that was being written may be named, what lies behind it, and the beginning of a journal
        # when that entry was to be its first; nothing confirmed may.
        allowed = {SET_ASIDE, BEGINNING} if in_flight % size == 0 else {SET_ASIDE}
        odd = [
            damage.what
            for damage in stream.damage
            if damage.what not in allowed
            and (
                damage.seq not in (in_flight, in_flight + 1)
                or damage.what not in (NEVER_CONFIRMED, SAVED_AFTER_ALL)
            )
        ]
        if odd:
            return f"damage after a mere power cut: {odd}"
        if again and not turn:
            stream.append(_entry(crypto, len(numbers)))
            acked = len(numbers) + 1
    return ""


def run(
    seed: int,
    kernel: type[CrashingOs] = CrashingOs,
    disk_on: Callable[[CrashingOs], Disk] = folder,
    *,
    entries_count: int = 13,
    size: int = 5,
    each: int = 6,
) -> Outcome:
    """Append entries through several sealings, cutting the power ``each`` times after every system call."""
    rng = random.Random(seed)
    crypto = NativeCrypto()
    os = kernel(rng)
    acked, states, violations = -1, 0, list[str]()

    def step() -> None:
        nonlocal states
        for _ in range(each):
            states += 1
            try:
                wrong = _check(disk_on(os.after_power_cut()), crypto, acked, size, again=rng.random() < 0.2)
            except DiskFailed as failed:
                wrong = str(failed)
            if wrong:
                violations.append(f"seed {seed}, entry {acked}: {wrong}")

    disk = disk_on(os)
    os.step = step
    Stream.begin(disk, crypto, KEYS, FOLDER)
    acked = 0
    stream = _open(disk, crypto, size)
    for number in range(entries_count):
        stream.append(_entry(crypto, number))
        acked = number + 1
        step()
        if rng.random() < 0.1:
            # As after a kill: nothing pending is lost, memory is.
            disk = disk_on(os)
            stream = _open(disk, crypto, size)
    return Outcome(states, tuple(violations))
