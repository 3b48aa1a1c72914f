"""SIGKILL at a random moment of appending and sealing."""

from __future__ import annotations

import os
import random
import signal
import struct
import tempfile
import time
from pathlib import Path

from benchmarks.proofs.counts import Counts, Row
from benchmarks.proofs.log import entry
from carerapp.vault import Disk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.adapters.syscalls import Syscalls
from carerapp.vault.format.stream import Stream
from tests.support.vault.power_loss import FOLDER, KEYS, NEVER_CONFIRMED, SAVED_AFTER_ALL, SET_ASIDE


class _Halting(Syscalls):
    """Writes in two pieces, so that a kill can fall between them."""

    def write(self, fd: int, at: int, data: bytes) -> int:
        return super().write(fd, at, data[: random.randrange(1, len(data) + 1)])


def _open(disk: Disk, crypto: NativeCrypto) -> Stream:
    return Stream(disk, crypto, KEYS, FOLDER, segment_size=40, block=8)


def _append_until_killed(folder: Path, crypto: NativeCrypto, acknowledge: int, seed: int) -> None:
    random.seed(seed)
    stream = _open(NativeDisk(folder, syscalls=_Halting()), crypto)
    while True:
        number = len(stream.documents)
        stream.append(entry(number))
        os.write(acknowledge, struct.pack(">Q", number + 1))


def kills(counts: Counts) -> list[Row]:
    """SIGKILL at a random moment of appending and sealing; every acknowledged entry must be there."""
    crypto = NativeCrypto()
    lost = damaged = named = acked = total = 0
    with tempfile.TemporaryDirectory() as root:
        for kill in range(counts.kills):
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
        f"{counts.kills:,} kills, {total:,} entries acknowledged, {lost} lost, {damaged} wrongly called "
        "damaged; "
        f"{named} openings named an unconfirmed entry, now or earlier"
    )
    return [("SIGKILL while appending", said_row, not lost and not damaged)]
