"""Run by itself on Linux: unlock, lock, and look for keys in all writable memory of this process.

Prints one line of JSON: how often each was found while open, and after locking. The needles are kept
scrambled, so that looking for them does not make them.
"""

from __future__ import annotations

import gc
import io
import json
import mmap
import time

from carerapp.vault import Door
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto
from tests.support.pins import BEN

_MASK = 0x5A
_CHUNK = 1 << 20
_BUFFER = mmap.mmap(-1, _CHUNK + 64)


def scrambled(data: bytes) -> bytearray:
    return bytearray(byte ^ _MASK for byte in data)


def found(needle: bytearray) -> int:
    """How often the scrambled needle stands in memory in the clear. What is read goes through one buffer that
    is wiped each time: a copy that the search itself made and freed would be found by the next."""
    plain = bytearray(byte ^ _MASK for byte in needle)
    hits = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            where, rights = line.split()[:2]
            if rights.startswith("rw"):
                start, end = (int(part, 16) for part in where.split("-"))
                hits += sum(_hits(memory, plain, at, end) for at in range(start, end, _CHUNK))
    plain[:] = bytes(len(plain))
    return hits - 1  # the needle itself, while it was looked for


def _hits(memory: io.FileIO, plain: bytearray, start: int, end: int) -> int:
    """In one part of memory, and where it runs over into the next."""
    size, hits = min(_CHUNK + len(plain) - 1, end - start), 0
    try:
        memory.seek(start)
        size = memory.readinto(memoryview(_BUFFER)[:size]) or 0
    except (OSError, ValueError, OverflowError):
        size = 0
    at = _BUFFER.find(plain, 0, size)
    while at >= 0:
        hits += 1
        at = _BUFFER.find(plain, at + 1, size)
    _BUFFER[:size] = bytes(size)
    return hits


def pin() -> str:
    return "".join(chr(code) for code in (52, 56, 50, 57, 49, 55, 48, 54, 53, 51))


def main() -> None:
    door = Door(MemoryDisk(), NativeCrypto(), now=time.time)
    typed = pin()
    vault = door.create(typed, name="Ann Example", role="Manager")
    child = vault.add_child()
    vault.append(child, {"n": 1})
    vault.staff.remove(vault.staff.add(BEN, name="Ben", role="Staff"), me=vault.person.id)
    vault.lock()
    vault = door.unlock(typed)
    vault.entries(child)
    held = vault._unlocked.secrets()
    needles = {
        "vault key": scrambled(held.vault_key),
        "earlier vault key": scrambled(held.directory.earlier[1][0]),
        "sealing key": scrambled(held.directory.sealing_private),
        "signing key": scrambled(held.signing_key),
        "record key": scrambled(vault._unlocked.records.keys[child][2]),
    }
    del held
    pins = scrambled(typed.encode())
    before = {name: found(needle) for name, needle in needles.items()}
    vault.lock()
    del vault
    gc.collect()
    after = {name: found(needle) for name, needle in needles.items()}
    # One PIN is ours, still held; every other would be a copy that the vault made and left.
    print(json.dumps({"before": before, "after": after, "pin": found(pins) - (typed == pin())}))


if __name__ == "__main__":
    main()
