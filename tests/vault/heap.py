"""Run by itself on Linux: unlock, lock, and look for keys in all writable memory of this process.

Prints one line of JSON: how often each was found while open, and after locking. The needles are kept
scrambled, so that looking for them does not make them.
"""

from __future__ import annotations

import gc
import json
import time

from carerapp.vault import Door
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_crypto import NativeCrypto

_MASK = 0x5A


def scrambled(data: bytes) -> bytearray:
    return bytearray(byte ^ _MASK for byte in data)


def found(needle: bytearray) -> int:
    """How often the scrambled needle stands in memory in the clear."""
    plain = bytearray(byte ^ _MASK for byte in needle)
    hits = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            where, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(part, 16) for part in where.split("-"))
            try:
                memory.seek(start)
                part = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            hits += part.count(plain)
            del part
    plain[:] = bytes(len(plain))
    return hits - 1  # the needle itself, while it was looked for


def pin() -> str:
    return "".join(chr(code) for code in (52, 56, 50, 57, 49, 55, 48, 54, 53, 51))


def main() -> None:
    door = Door(MemoryDisk(), NativeCrypto(), now=time.time)
    typed = pin()
    vault = door.create(typed, name="Ann Example", role="Manager")
    child = vault.add_child()
    vault.append(child, {"n": 1})
    vault.staff.remove(vault.staff.add("736405", name="Ben", role="Staff"), me=vault.person.id)
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
