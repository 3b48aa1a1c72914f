"""A flipped bit is never accepted in silence."""

from __future__ import annotations

import time

from benchmarks.proofs.counts import Counts, Row
from benchmarks.proofs.log import entry
from carerapp.vault import Door, VaultError
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.format.stream import Stream
from tests.support.pins import BEN, CAS, PIN
from tests.support.vault.power_loss import FOLDER, KEYS


def flips_of_the_log(counts: Counts) -> list[Row]:
    """Every bit of every byte of a 20-entry segment, a journal and the note beside them."""
    crypto, disk = NativeCrypto(), MemoryDisk()
    Stream.begin(disk, crypto, KEYS, FOLDER)
    stream = Stream(disk, crypto, KEYS, FOLDER, segment_size=20, block=50)
    for number in range(25):
        stream.append(entry(number))
    rows: list[Row] = []
    for name in disk.names(FOLDER):
        data, silent = bytes(disk.files[name]), 0
        for at in range(0, len(data), counts.every):
            for bit in range(8):
                other = MemoryDisk({n: bytes(d) for n, d in disk.files.items()})
                other.files[name][at] ^= 1 << bit
                silent += not Stream(other, crypto, KEYS, FOLDER, segment_size=20).damage
        said = f"{len(range(0, len(data), counts.every)) * 8:,} flipped bits, {silent} accepted in silence"
        rows.append((f"flips: {name.rpartition('/')[2]}", said, not silent))
    return rows


def flips_of_the_keys(counts: Counts) -> list[Row]:
    """Every byte of the key file and of the record keys, in both copies at once, through unlock.

    Of a vault with two slots, a recovery sheet and an owner's key, in its second epoch, so that the slot
    that is opened hangs on its grant.
    """
    crypto, disk = NativeCrypto(), MemoryDisk()
    vault = Door(disk, crypto, now=time.time).create(PIN, name="A. Carer", role="Foster carer")
    vault.add_child()
    gone = vault.staff.add(BEN, name="B. Carer", role="Foster carer")
    vault.staff.add(CAS, name="C. Carer", role="Foster carer")
    vault.staff.new_sheet()
    vault.staff.seal_to_owner(crypto.agree_public(bytes(range(32))))
    vault.staff.remove(gone, me=vault.person.id)
    me = vault.person.id
    vault.lock()
    rows: list[Row] = []
    for name in ("keys", "records-2"):
        data, silent = bytes(disk.files[name]), 0
        for at in range(0, len(data), counts.every):
            other = MemoryDisk({n: bytes(d) for n, d in disk.files.items()})
            for copy in (name, f"{name}.copy"):
                other.files[copy][at] ^= 1
            try:
                silent += not Door(other, crypto, now=time.time).unlock(PIN, person=me).damage
            except VaultError:
                continue
        said = f"{len(range(0, len(data), counts.every)):,} flipped bytes, {silent} accepted in silence"
        rows.append((f"flips: {name}, through unlock", said, not silent))
    return rows
