"""What trying one PIN must cost, before anything is made or opened."""

from __future__ import annotations

import struct

import pytest

from carerapp.vault import Door, VaultDamaged, WeakKdf
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.keys.attempts import AttemptLimiter
from carerapp.vault.keys.key_file import decode
from carerapp.vault.keys.pin import Kdf, check_kdf
from carerapp.vault.keys.slots import Opened, make_slot
from tests.support.pins import PIN
from tests.support.vault.doubles import CRYPTO, QuickCrypto, summed

NOW = lambda: 1_800_000_000.0


class CountingArgon(QuickCrypto):
    """How often Argon2id was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def argon2id(
        self, secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int, length: int
    ) -> bytes:
        self.asked += 1
        return super().argon2id(
            secret, salt, memory_kib=memory_kib, passes=passes, lanes=lanes, length=length
        )


def door(disk: MemoryDisk) -> Door:
    return Door(disk, QuickCrypto(), now=NOW)


@pytest.fixture
def disk() -> MemoryDisk:
    """A vault, locked."""
    disk = MemoryDisk()
    door(disk).create(PIN, name="Ann Example", role="Foster carer").lock()
    return disk


@pytest.mark.parametrize(
    "kdf",
    [
        Kdf(64 * 1024 - 1),
        Kdf(passes=2),
        Kdf(lanes=2),
        Kdf(memory_kib=2 * 64 * 1024 + 1),
        Kdf(passes=7),
        Kdf(memory_kib=2 * 64 * 1024, passes=4),
        Kdf(passes=3.5),  # type: ignore[arg-type]  # as a file may say it
        Kdf(passes="3"),  # type: ignore[arg-type]
    ],
)
def test_a_weak_or_absurd_cost_is_refused(kdf: Kdf) -> None:
    """Below the floor, or more than twice what this app would choose itself: in memory, or in work."""
    with pytest.raises(WeakKdf):
        check_kdf(kdf)


@pytest.mark.parametrize("kdf", [Kdf(), Kdf(memory_kib=2 * 64 * 1024), Kdf(passes=6)])
def test_up_to_twice_the_cost_is_taken(kdf: Kdf) -> None:
    """A later version may choose somewhat more, and this one still opens what it made."""
    check_kdf(kdf)


def test_a_key_file_made_dear_takes_no_memory_and_costs_no_try(disk: MemoryDisk) -> None:
    """A gigabyte, sixteen times over, stopped a device for 44 seconds: refused before Argon2id is asked."""
    body = bytes(disk.files["keys"]).replace(b"[65536,3,1]", b"[999999,16,1]")
    magic, version, length = struct.unpack_from(">8sHI", body)
    body = struct.pack(">8sHI", magic, version, length + 2) + body[14:]
    for name in ("keys", "keys.copy"):
        disk.files[name] = bytearray(summed(body))
    crypto = CountingArgon()
    with pytest.raises(VaultDamaged, match="not one that this app makes"):
        Door(disk, crypto, now=NOW).unlock(PIN)
    assert crypto.asked == 0
    assert AttemptLimiter(disk, NOW).counts() == {}


def test_a_key_file_made_cheap_is_refused_and_costs_no_try(disk: MemoryDisk) -> None:
    """Somebody who rewrites the cost gains nothing, and the carer loses no try."""
    file = decode(bytes(disk.files["keys"]))
    assert file is not None
    with pytest.raises(WeakKdf):
        make_slot(CRYPTO, file, PIN, Opened("a", b"", b""), kind="staff", device_secret=None, kdf=Kdf(8))
    body = bytes(disk.files["keys"]).replace(b"[65536,3,1]", b"[00064,3,1]")
    for name in ("keys", "keys.copy"):
        disk.files[name] = bytearray(summed(body))
    with pytest.raises(VaultDamaged):
        door(disk).unlock(PIN)
