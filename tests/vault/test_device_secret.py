"""A vault made with a device secret: the PIN alone opens nothing, wherever the files are."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from carerapp.vault import Door, NotSaved, NoVault, VaultDamaged, WrongSecret
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.keys.key_file import KeyFile, decode, encode
from carerapp.vault.keys.slots import Opened, make_slot, open_slot
from tests.support.pins import PIN
from tests.support.vault.doubles import CRYPTO, FaultyDisk, QuickCrypto, changed, copy_of

HANDLE, SECRET, OTHER = b"\x01 where it is kept", bytes(range(32)), bytes(range(1, 33))
NOW = 1_800_000_000.0


def door(disk: MemoryDisk | FaultyDisk) -> Door:
    return Door(disk, QuickCrypto(), now=lambda: NOW)


@pytest.fixture
def disk() -> MemoryDisk:
    disk = MemoryDisk()
    vault = door(disk).create(PIN, name="Ann", role="Carer", device=(HANDLE, SECRET))
    vault.append(vault.add_child(), {"n": 1})
    vault.lock()
    return disk


def test_pin_and_device_secret_together_open_it(disk: MemoryDisk) -> None:
    """And everything is there."""
    assert door(disk).device_handle == HANDLE
    vault = door(disk).unlock(PIN, device_secret=SECRET)
    (child,) = vault.children()
    assert (vault.person.name, vault.entries(child), vault.damage) == ("Ann", ({"n": 1},), ())


@pytest.mark.parametrize("given", [None, b"", OTHER, SECRET[:-1]])
def test_the_right_pin_with_another_or_no_device_secret_is_a_wrong_pin(
    disk: MemoryDisk, given: bytes | None
) -> None:
    """The same words and the same wait: nobody learns that the PIN was right."""
    other = copy_of(disk)
    with pytest.raises(WrongSecret) as right_pin:
        door(disk).unlock(PIN, device_secret=given)
    with pytest.raises(WrongSecret) as wrong_pin:
        door(other).unlock("000001", device_secret=SECRET)
    assert str(right_pin.value) == str(wrong_pin.value)
    assert bytes(disk.files["tries"]) == bytes(other.files["tries"])


def test_a_thief_with_every_file_and_no_limit_on_tries_does_not_get_in(disk: MemoryDisk) -> None:
    """Files on another machine, the count of tries thrown away, every PIN near the right one and it too."""
    file = decode(bytes(disk.files["keys"]))
    assert file is not None
    stolen = [file, replace(file, device=b""), replace(file, device=b"a handle of the thief")]
    for number in range(int(PIN) - 500, int(PIN) + 500):
        pin = f"{number:06}"
        for changed_file in stolen:
            for given in (None, OTHER):
                assert open_slot(QuickCrypto(), changed_file, file.slots[0], pin, given) is None
    assert open_slot(QuickCrypto(), file, file.slots[0], PIN, SECRET) is not None


def test_the_secret_itself_is_in_no_file(disk: MemoryDisk) -> None:
    """Neither as bytes nor as hexadecimal."""
    for data in disk.files.values():
        assert SECRET not in data
        assert SECRET.hex().encode() not in data


def test_a_vault_without_a_device_secret_is_as_it_was() -> None:
    """Not one byte more in its key file, and a secret it did not ask for changes nothing."""
    disk = MemoryDisk()
    door(disk).create(PIN, name="A", role="B").lock()
    assert door(disk).device_handle is None
    assert b'"device"' not in bytes(disk.files["keys"])
    assert door(disk).unlock(PIN, device_secret=SECRET).person.name == "A"
    assert door(disk).unlock(PIN).person.name == "A"


def test_looking_for_the_handle_is_no_try(disk: MemoryDisk) -> None:
    """A refused fingerprint ends before the PIN is tried: nothing is counted, nothing is written."""
    before = {name: bytes(data) for name, data in disk.files.items()}
    entrance = door(disk)
    for _ in range(20):
        assert entrance.device_handle == HANDLE
    assert {name: bytes(data) for name, data in disk.files.items()} == before
    assert entrance.wait_seconds() == 0


@pytest.mark.parametrize("name", ["keys", "keys.copy"])
@pytest.mark.parametrize("gone", [True, False])
def test_one_damaged_or_missing_copy_of_the_handle_costs_nothing(
    disk: MemoryDisk, name: str, gone: bool
) -> None:
    """The other one counts, and both are whole afterwards."""
    data = bytes(disk.files[name])
    at = data.index(HANDLE.hex().encode())
    with changed(disk, name, data[:at] + b"f" + data[at + 1 :]) as other:
        if gone:
            del other.files[name]
        assert door(other).device_handle == HANDLE
        assert door(other).unlock(PIN, device_secret=SECRET).person.name == "Ann"
        assert bytes(other.files[name]) == data, "made whole again"


def test_both_copies_damaged_is_told_plainly(disk: MemoryDisk) -> None:
    """With what to do; no vault at all is told differently."""
    for name in ("keys", "keys.copy"):
        data = bytes(disk.files[name])
        disk.files[name] = bytearray(data.replace(HANDLE.hex().encode(), OTHER.hex().encode()))
    with pytest.raises(VaultDamaged, match="ask for help"):
        _ = door(disk).device_handle
    with pytest.raises(NoVault):
        _ = door(MemoryDisk()).device_handle


def test_a_handle_changed_by_somebody_with_a_right_checksum_does_not_pass(disk: MemoryDisk) -> None:
    """With the right secret the slot opens, the proof does not: the copy is used, and the change is named."""
    file = decode(bytes(disk.files["keys"]))
    assert file is not None
    disk.files["keys"] = bytearray(encode(replace(file, device=b"another")))
    vault = door(disk).unlock(PIN, device_secret=SECRET)
    assert [damage.what for damage in vault.damage] == [
        "the key file was changed by somebody; its copy was used"
    ]
    assert door(disk).device_handle == HANDLE


def test_a_crash_at_any_write_of_making_it_leaves_no_vault_or_a_whole_one() -> None:
    """So setting up can always be tried again."""
    nth = 0
    while True:
        disk = MemoryDisk()
        faulty = FaultyDisk(disk, nth)
        try:
            door(faulty).create(PIN, name="A", role="B", device=(HANDLE, SECRET))
        except NotSaved:
            assert not door(disk).exists
            door(disk).create(PIN, name="A", role="B", device=(HANDLE, SECRET))
        assert door(disk).device_handle == HANDLE
        assert door(disk).unlock(PIN, device_secret=SECRET).damage == ()
        if not faulty.failed:
            break
        nth += 1
    assert nth >= 4


@pytest.mark.parametrize("device", [(b"", SECRET), (HANDLE, b""), (HANDLE, SECRET[:16])])
def test_half_a_device_secret_makes_no_vault(device: tuple[bytes, bytes]) -> None:
    """No handle, or a secret of another length: refused, and nothing is written."""
    disk = MemoryDisk()
    with pytest.raises(ValueError, match="32 bytes"):
        door(disk).create(PIN, name="A", role="B", device=device)
    assert disk.files == {}


def test_a_recovery_slot_needs_no_device(disk: MemoryDisk) -> None:
    """It is for the day the device's secret is gone; a staff slot without it can't be made by mistake."""
    file: KeyFile | None = decode(bytes(disk.files["keys"]))
    assert file is not None
    opened = Opened("r", bytes(32), bytes(32))
    slot = make_slot(CRYPTO, file, "a long recovery code", opened, kind="recovery", device_secret=None)
    for given in (None, OTHER):
        assert open_slot(CRYPTO, file, slot, "a long recovery code", given) == opened
    with pytest.raises(ValueError, match="device secret"):
        make_slot(CRYPTO, file, PIN, opened, kind="staff", device_secret=None)


def test_the_handle_stands_in_clear_and_nothing_else_new_does(disk: MemoryDisk) -> None:
    """The key file's list of parts is exactly this."""
    body = json.loads(bytes(disk.files["keys"])[14:-32])
    assert bytes.fromhex(body["device"]) == HANDLE
    assert set(body) == {
        "device",
        "directory",
        "envelopes",
        "epoch",
        "proof",
        "revision",
        "sealing_public",
        "slots",
        "vault",
    }
