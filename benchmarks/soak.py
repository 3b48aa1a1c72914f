"""The long proofs in full: ``python -m benchmarks.soak``. Exits 1 when any promise is broken.

The tests run a sample of each; here they run to their full counts, and the figures are recorded.
"""

from __future__ import annotations

import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.report import machine, record, table
from carerapp.vault import Door, VaultError
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.adapters.syscalls import Syscalls
from carerapp.vault.format import entries
from carerapp.vault.format.stream import Stream
from carerapp.vault.ports import Disk
from tests.support.vault import power_loss_keys, power_loss_settings
from tests.support.vault.power_loss import (
    AUTHOR,
    FOLDER,
    KEYS,
    NEVER_CONFIRMED,
    SAVED_AFTER_ALL,
    SET_ASIDE,
    CrashingOs,
    LateFsync,
    NoFolderFsync,
    NoFsync,
    Outcome,
    container,
    folder,
    run,
)

STATES = 45_000
KEY_STATES = 10_000
SETTINGS_STATES = 10_000
SCHEDULES = 2_000
SYNC_SCHEDULES = 5_000
KILLS = 2_000
NONCES = 1_000_000
Row = tuple[str, str, bool]


def power_cuts() -> list[Row]:
    """For the folder and for the browser's container: at least 40,000 disk states after a power cut, the mutants."""
    rows = _power_cuts("folder", folder)
    rows += _power_cuts("container", container)
    mutants: dict[str, tuple[type[CrashingOs], Callable[[CrashingOs], Disk]]] = {
        "no fsync": (NoFsync, folder),
        "no folder fsync": (NoFolderFsync, folder),
        "acknowledge before fsync": (LateFsync, folder),
        "container, no flush": (NoFsync, container),
        "container, acknowledge before flush": (LateFsync, container),
    }
    for name, (kernel, disk_on) in mutants.items():
        caught = [run(seed, kernel, disk_on) for seed in range(20)]
        states = sum(outcome.states for outcome in caught)
        wrong = sum(len(outcome.violations) for outcome in caught)
        seeds = sum(bool(outcome.violations) for outcome in caught)
        said = f"caught in {seeds} of 20 runs ({wrong:,} of {states:,} states)"
        rows.append((f"mutant: {name}", said, seeds == 20))
    return rows


def _power_cuts(name: str, disk_on: Callable[[CrashingOs], Disk]) -> list[Row]:
    states, seed, violations = 0, 0, list[str]()
    while states < STATES:
        outcome = run(seed, disk_on=disk_on)
        states, seed = states + outcome.states, seed + 1
        violations += outcome.violations
    said = f"{states:,} states, {len(violations)} broken promises"
    return [(f"power cut after any system call ({name})", said, not violations)]


class _Halting(Syscalls):
    """Writes in two pieces, so that a kill can fall between them."""

    def write(self, fd: int, at: int, data: bytes) -> int:
        return super().write(fd, at, data[: random.randrange(1, len(data) + 1)])


def _open(disk: Disk, crypto: NativeCrypto) -> Stream:
    return Stream(disk, crypto, KEYS, FOLDER, segment_size=40, block=8)


def _signed(number: int) -> entries.Signed:
    return entries.Signed(AUTHOR, bytes(64), entries.canonical({"n": number, "text": "x" * 300}))


def _append_until_killed(folder: Path, crypto: NativeCrypto, acknowledge: int, seed: int) -> None:
    random.seed(seed)
    stream = _open(NativeDisk(folder, syscalls=_Halting()), crypto)
    while True:
        number = len(stream.documents)
        stream.append(_signed(number))
        os.write(acknowledge, struct.pack(">Q", number + 1))


def kills() -> list[Row]:
    """SIGKILL at a random moment of appending and sealing; every acknowledged entry must be there."""
    crypto = NativeCrypto()
    lost = damaged = named = acked = total = 0
    with tempfile.TemporaryDirectory() as root:
        for kill in range(KILLS):
            folder = Path(root) / str(kill // 100)
            if kill % 100 == 0:
                disk = NativeDisk(folder)
                Stream.begin(disk, crypto, KEYS, FOLDER)
                disk.close()
                acked = 0
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reading)
                try:
                    _append_until_killed(folder, crypto, writing, kill)
                finally:
                    os._exit(1)
            os.close(writing)
            time.sleep(random.uniform(0.002, 0.02))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            with os.fdopen(reading, "rb") as pipe:
                said = pipe.read()
            if len(said) >= 8:
                acked = struct.unpack(">Q", said[len(said) // 8 * 8 - 8 : len(said) // 8 * 8])[0]
            total += len(said) // 8
            disk = NativeDisk(folder)
            stream = _open(disk, crypto)
            found = [document["n"] for document in stream.documents]
            lost += max(0, acked - len(found)) + (found != list(range(len(found))))
            # Killed between the last two bytes of a frame, a log rightly names an entry nobody confirmed.
            what = {damage.what for damage in stream.damage}
            named += bool(what)
            damaged += bool(what - {NEVER_CONFIRMED, SAVED_AFTER_ALL, SET_ASIDE})
            disk.close()
    said_row = (
        f"{KILLS:,} kills, {total:,} entries acknowledged, {lost} lost, {damaged} wrongly called damaged; "
        f"{named} openings named an unconfirmed entry, now or earlier"
    )
    return [("SIGKILL while appending", said_row, not lost and not damaged)]


def flips_of_the_log() -> list[Row]:
    """Every bit of every byte of a 20-entry segment, a journal and the note beside them."""
    crypto, disk = NativeCrypto(), MemoryDisk()
    Stream.begin(disk, crypto, KEYS, FOLDER)
    stream = Stream(disk, crypto, KEYS, FOLDER, segment_size=20, block=50)
    for number in range(25):
        stream.append(_signed(number))
    rows: list[Row] = []
    for name in disk.names(FOLDER):
        data, silent = bytes(disk.files[name]), 0
        for at in range(len(data)):
            for bit in range(8):
                other = MemoryDisk({n: bytes(d) for n, d in disk.files.items()})
                other.files[name][at] ^= 1 << bit
                silent += not Stream(other, crypto, KEYS, FOLDER, segment_size=20).damage
        said = f"{len(data) * 8:,} flipped bits, {silent} accepted in silence"
        rows.append((f"flips: {name.rpartition('/')[2]}", said, not silent))
    return rows


def flips_of_the_keys() -> list[Row]:
    """Every byte of the key file and of the record keys, in both copies at once, through unlock.

    Of a vault with two slots, a recovery sheet and an owner's key, in its second epoch, so that the slot
    that is opened hangs on its grant.
    """
    crypto, disk = NativeCrypto(), MemoryDisk()
    vault = Door(disk, crypto, now=time.time).create("482917", name="A. Carer", role="Foster carer")
    vault.add_child()
    gone = vault.staff.add("736405", name="B. Carer", role="Foster carer")
    vault.staff.add("918273", name="C. Carer", role="Foster carer")
    vault.staff.new_sheet()
    vault.staff.seal_to_owner(crypto.agree_public(bytes(range(32))))
    vault.staff.remove(gone, me=vault.person.id)
    me = vault.person.id
    vault.lock()
    rows: list[Row] = []
    for name in ("keys", "records-2"):
        data, silent = bytes(disk.files[name]), 0
        for at in range(len(data)):
            other = MemoryDisk({n: bytes(d) for n, d in disk.files.items()})
            for copy in (name, f"{name}.copy"):
                other.files[copy][at] ^= 1
            try:
                silent += not Door(other, crypto, now=time.time).unlock("482917", person=me).damage
            except VaultError:
                continue
        said = f"{len(data):,} flipped bytes, {silent} accepted in silence"
        rows.append((f"flips: {name}, through unlock", said, not silent))
    return rows


class _Counting(NativeCrypto):
    """Remembers every (key, nonce) it sealed with."""

    def __init__(self) -> None:
        self.pairs: set[int] = set()
        self.seals = self.repeats = 0
        super().__init__()
        self.pairs.clear()  # the self-test's own fixed vectors are no part of the count
        self.seals = self.repeats = 0

    def seal(self, key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
        # Half a digest is kept to fit a million in memory; a clash of halves would only alarm us wrongly.
        pair = hash((key, nonce))
        self.seals += 1
        self.repeats += pair in self.pairs
        self.pairs.add(pair)
        return super().seal(key, nonce, plain, aad)


def nonces() -> list[Row]:
    """A million seals through the log, every thousandth followed by a torn tail and a recovery."""
    crypto = _Counting()
    while crypto.seals < NONCES:
        disk = MemoryDisk()
        Stream.begin(disk, crypto, KEYS, FOLDER)
        for _ in range(20):
            stream = Stream(disk, crypto, KEYS, FOLDER)
            for number in range(999):
                stream.append(entries.Signed(AUTHOR, bytes(64), b'{"n":%d}' % number))
            (journal,) = disk.names(f"{FOLDER}/journal")
            disk.files[journal] = disk.files[journal][:-7]
    said = f"{crypto.seals:,} seals, {crypto.repeats} pairs of key and nonce met twice"
    return [("nonces, with torn tails", said, not crypto.repeats)]


def _power_cuts_during(what: str, story: Callable[..., Outcome], least: int) -> list[Row]:
    """States of one story, and whether a disk that lies is caught."""
    states, wrong, seed = 0, 0, 0
    while states < least:
        outcome = story(seed)
        states, wrong, seed = states + outcome.states, wrong + len(outcome.violations), seed + 1
    rows = [(f"power loss, {what}", f"{states:,} states, {wrong} violations", not wrong)]
    for name, kernel in {"no fsync": NoFsync, "no folder fsync": NoFolderFsync}.items():
        caught = sum(bool(story(seed, kernel).violations) for seed in range(10))
        rows.append((f"mutant of {what}: {name}", f"caught {caught} of 10", caught == 10))
    return rows


def power_cuts_of_keys() -> list[Row]:
    """While people come and go and records are erased."""
    return _power_cuts_during("keys", power_loss_keys.run, KEY_STATES)


def power_cuts_of_settings() -> list[Row]:
    """While settings change, and while those of 0.1.0 are brought over."""
    return _power_cuts_during("settings", power_loss_settings.run, SETTINGS_STATES)


def schedules() -> list[Row]:
    """Any order of adding, removing, changing, writing, crashing and putting old files back."""
    env = {**os.environ, "CARERAPP_STAFF_SCHEDULES": str(SCHEDULES)}
    command = [sys.executable, "-m", "pytest", "-q", "tests/vault/test_staff_properties.py"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    said = "kept" if not done.returncode else done.stdout.strip().splitlines()[-1]
    said = f"{SCHEDULES:,} schedules of up to 20 steps: {said}"
    return [("staff schedules", said, done.returncode == 0)]


def sync_schedules() -> list[Row]:
    """Three devices and the endpoint under loss, doubling, cuts, restarts and clocks that are days apart."""
    env = {**os.environ, "CARERAPP_SYNC_SCHEDULES": str(SYNC_SCHEDULES)}
    command = [sys.executable, "-m", "pytest", "-q", "tests/sync/test_schedules.py"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    said = "all converge, 0 lost, 0 doubled" if not done.returncode else done.stdout.strip().splitlines()[-1]
    return [("sync schedules", f"{SYNC_SCHEDULES:,} schedules: {said}", done.returncode == 0)]


def main() -> None:
    """Run all, print and record; exit 1 when a promise is broken."""
    rows: list[Row] = []
    proofs: list[Callable[[], list[Row]]] = [
        power_cuts,
        power_cuts_of_keys,
        power_cuts_of_settings,
        kills,
        flips_of_the_log,
        flips_of_the_keys,
        schedules,
        sync_schedules,
        nonces,
    ]
    for proof in proofs:
        start = time.perf_counter()
        found = proof()
        rows += found
        for name, said, kept in found:
            print(f"{'kept  ' if kept else 'BROKEN'} {name}: {said}", flush=True)
        print(f"       {time.perf_counter() - start:.0f} s", flush=True)
    body = table(["proof", "result"], [[name, said] for name, said, _ in rows])
    record("soak", f"{machine()}.\n\n{body}")
    sys.exit(0 if all(kept for _, _, kept in rows) else 1)


if __name__ == "__main__":
    main()
