"""Older files put back, or another vault's, are noticed where the device remembers something beside them."""

from __future__ import annotations

import pytest

from carerapp.vault import RollbackGuard, SlotDisabled, WrongSecret
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.pins import ANN, BEN
from tests.support.vault.home import Home


@pytest.fixture
def home() -> Home:
    home = Home()
    vault = home.create()
    home.ids["Ben"] = vault.staff.add(BEN, name="Ben", role="Staff")
    child = home.ids["child"] = vault.add_child()
    vault.append(child, {"n": 1})
    vault.lock()
    return home


def opened(home: Home, files: dict[str, bytes], memory: bytes) -> list[str]:
    """All that the app finds wrong, in words."""
    other = Home(MemoryDisk(files))
    door = other.door
    door.remind(memory)
    vault = door.unlock(ANN)
    vault.inspect()
    return [damage.what for damage in vault.damage]


def test_an_older_copy_of_everything_is_noticed(home: Home) -> None:
    """The device remembers how many entries it saw."""
    before = home.files
    vault = home.unlock(ANN)
    vault.append(home.ids["child"], {"n": 2})
    memory = vault.rollback_guard().to_bytes()
    vault.lock()
    assert opened(home, home.files, memory) == []
    assert any("older copy of this log" in what for what in opened(home, before, memory))


def test_key_files_from_before_a_removal_are_noticed(home: Home) -> None:
    """The device remembers the key file's revision."""
    before = home.files
    vault = home.unlock(ANN)
    vault.staff.remove(home.ids["Ben"], me=home.ids["Ann"])
    memory = vault.rollback_guard().to_bytes()
    vault.lock()
    assert any("older copy of the key files" in what for what in opened(home, before, memory))
    assert opened(home, home.files, memory) == []


def test_another_vaults_files_are_noticed(home: Home) -> None:
    """Though they open with the same PIN."""
    memory = home.unlock(ANN).rollback_guard().to_bytes()
    other = Home()
    other.create().lock()
    assert any("another vault" in what for what in opened(home, other.files, memory))


def test_another_vaults_child_or_records_mixed_in_do_not_open(home: Home) -> None:
    """A child's folder is named; record keys of another vault are refused."""
    other = Home()
    vault = other.create()
    stranger = vault.add_child()
    vault.append(stranger, {"n": "theirs"})
    vault.lock()
    mixed = {**home.files, **{n: d for n, d in other.files.items() if n.startswith("children")}}
    assert any("no child known here" in what for what in opened(home, mixed, b""))
    swapped = {**home.files, **{n: d for n, d in other.files.items() if n.startswith("records")}}
    from carerapp.vault import VaultDamaged

    with pytest.raises(VaultDamaged):
        opened(home, swapped, b"")


def test_the_count_of_wrong_pins_survives_older_files_put_back(home: Home) -> None:
    """The device is told before each try; so neither a kill in its middle nor the files of before help."""
    before, memory = home.files, home.unlock(ANN).rollback_guard().to_bytes()
    ben = home.ids["Ben"]
    for n in range(10):
        thief = Home(MemoryDisk(before))
        thief.clock.seconds += 10_000 * n
        door = thief.door
        door.remind(memory)
        thief.clock.seconds += door.wait_seconds(ben)
        memory = door.memory(trying=ben)
        with pytest.raises(WrongSecret):
            door.unlock("000001", person=ben)
    door = Home(MemoryDisk(before)).door
    door.remind(memory)
    with pytest.raises(SlotDisabled):
        door.unlock(BEN, person=ben)
    vault = door.unlock(ANN, person=home.ids["Ann"])
    vault.staff.let_in(ben)
    door.remind(vault.rollback_guard().to_bytes())
    assert door.unlock(BEN, person=ben).person.name == "Ben"


@pytest.mark.parametrize(
    "data", [None, b"", b"{}", b"[]", b'{"vault": 1}', b"\xff", b'{"vault":"a","revision":"x"}']
)
def test_a_device_that_forgot_keeps_nobody_out(home: Home, data: bytes | None) -> None:
    """No memory, or half of one, is no damage."""
    assert RollbackGuard.from_bytes(data) is None
    door = home.door
    door.remind(data)
    assert door.unlock(ANN).damage == ()


def test_an_erased_child_is_not_missed(home: Home) -> None:
    """It went by law, not by an older copy."""
    vault = home.unlock(ANN)
    vault.erase_child(home.ids["child"], reason="")
    memory = vault.rollback_guard().to_bytes()
    vault.lock()
    assert opened(home, home.files, memory) == []
