"""No pair of key and nonce is used twice."""

from __future__ import annotations

from benchmarks.proofs.counts import Counts, Row
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.format import entries
from carerapp.vault.format.stream import Stream
from tests.support.vault.power_loss import AUTHOR, FOLDER, KEYS


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


def nonces(counts: Counts) -> list[Row]:
    """Seals through the log, every thousandth followed by a torn tail and a recovery."""
    crypto = _Counting()
    while crypto.seals < counts.nonces:
        disk = MemoryDisk()
        Stream.begin(disk, crypto, KEYS, FOLDER)
        for _ in range(20):
            stream = Stream(disk, crypto, KEYS, FOLDER)
            for number in range(min(999, counts.nonces // 20)):
                stream.append(entries.Signed(AUTHOR, bytes(64), b'{"n":%d}' % number))
            (journal,) = disk.names(f"{FOLDER}/journal")
            disk.files[journal] = disk.files[journal][:-7]
    said = f"{crypto.seals:,} seals, {crypto.repeats} pairs of key and nonce met twice"
    return [("nonces, with torn tails", said, not crypto.repeats)]
