"""Getting in: the right PIN opens, a wrong one waits, a changed key file is never silently accepted.

Longer than others: each way of getting in is tried on the same door, with the same clock.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from carerapp.vault import (
    AlreadyExists,
    Door,
    NotSaved,
    NoVault,
    TooSoon,
    VaultDamaged,
    VaultError,
    WrongSecret,
)
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.keys.key_file import decode, encode
from carerapp.vault.keys.pin import Kdf
from tests.support.pins import PIN
from tests.support.vault.doubles import CRYPTO, FaultyDisk, QuickCrypto, changed, copy_of, summed


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def disk(clock: Clock) -> MemoryDisk:
    """A vault with one child and three entries."""
    disk = MemoryDisk()
    vault = door(disk, clock).create(PIN, name="Ann Example", role="Foster carer")
    child = vault.add_child()
    for number in range(3):
        vault.append(child, {"n": number})
    vault.lock()
    return disk


def door(disk: MemoryDisk | FaultyDisk | NativeDisk, clock: Clock) -> Door:
    return Door(disk, QuickCrypto(), now=clock)


def test_the_real_cost_is_paid_and_the_right_pin_opens(clock: Clock) -> None:
    """Real Argon2id, 64 MiB and three passes, once."""
    disk = MemoryDisk()
    made = Door(disk, CRYPTO, now=clock).create(PIN, name="Ann", role="Carer")
    child = made.add_child()
    made.append(child, {"n": 1})
    made.lock()
    vault = Door(disk, CRYPTO, now=clock).unlock(PIN)
    assert vault.entries(child) == ({"n": 1},)
    assert (vault.person.name, vault.person.role) == ("Ann", "Carer")
    file = decode(bytes(disk.files["keys"]))
    assert file is not None
    assert [slot.kdf for slot in file.slots] == [Kdf(64 * 1024, 3, 1)]


def test_a_second_vault_is_not_made_over_the_first(disk: MemoryDisk, clock: Clock) -> None:
    """And where there is none, none is opened."""
    with pytest.raises(AlreadyExists):
        door(disk, clock).create(PIN, name="B", role="C")
    assert door(disk, clock).exists
    with pytest.raises(NoVault):
        door(MemoryDisk(), clock).unlock(PIN)


def test_the_same_passphrase_however_the_keyboard_composes_it(clock: Clock) -> None:
    """Letters with accents, composed or taken apart, are the same passphrase."""
    disk = MemoryDisk()
    phrase = "café Łódź ሰላም über naïve"
    door(disk, clock).create(unicodedata.normalize("NFC", phrase), name="A", role="B")
    assert door(disk, clock).unlock(unicodedata.normalize("NFD", phrase)).person.name == "A"


def _wrong(disk: MemoryDisk, clock: Clock, times: int) -> int:
    wait = 0
    for _ in range(times):
        with pytest.raises(WrongSecret) as error:
            door(disk, clock).unlock("000000")
        wait = error.value.wait_seconds
    return wait


def test_four_wrong_pins_are_free_and_then_the_wait_grows(disk: MemoryDisk, clock: Clock) -> None:
    """From 30 seconds to an hour; the right PIN starts the count again."""
    assert _wrong(disk, clock, 4) == 0
    waits = []
    for _ in range(7):
        waits.append(_wrong(disk, clock, 1))
        with pytest.raises(TooSoon) as error:
            door(disk, clock).unlock(PIN)
        assert error.value.wait_seconds == waits[-1]
        clock.seconds += waits[-1]
    assert waits == [30, 60, 300, 900, 1800, 3600, 3600]
    assert door(disk, clock).unlock(PIN).person.name == "Ann Example"
    assert door(disk, clock).wait_seconds() == 0
    assert _wrong(disk, clock, 4) == 0


def test_a_try_too_soon_is_neither_made_nor_counted(disk: MemoryDisk, clock: Clock) -> None:
    """Whoever taps on while they wait does not wait longer for it."""
    _wrong(disk, clock, 5)
    for _ in range(3):
        with pytest.raises(TooSoon, match="call 999"):
            door(disk, clock).unlock("000000")
    clock.seconds += 30
    assert _wrong(disk, clock, 1) == 60


def test_the_wait_survives_restart_and_the_clock_set_back(disk: MemoryDisk, clock: Clock) -> None:
    """What is left to wait never gets shorter by that."""
    _wrong(disk, clock, 5)
    clock.seconds -= 86_400
    assert door(disk, clock).wait_seconds() == 30
    clock.seconds += 10
    assert door(disk, clock).wait_seconds() == 20
    clock.seconds -= 5_000
    assert door(disk, clock).wait_seconds() >= 20
    clock.seconds += 31
    assert door(disk, clock).wait_seconds() == 0


def test_the_wait_runs_down_and_the_clock_set_back_adds_nothing(disk: MemoryDisk, clock: Clock) -> None:
    """Time that visibly passed counts, and nothing else."""
    _wrong(disk, clock, 5)
    same = door(disk, clock)
    assert same.wait_seconds() == 30
    clock.seconds += 12.5
    assert same.wait_seconds() == 18
    clock.seconds -= 1000
    assert same.wait_seconds() == 18
    clock.seconds += 17.5
    assert same.wait_seconds() == 0


def test_a_kill_in_the_middle_of_a_try_makes_it_no_freer(disk: MemoryDisk, clock: Clock) -> None:
    """The try is counted before it is made."""

    class Killed(BaseException):
        pass

    class Dying(QuickCrypto):
        def __init__(self) -> None:
            pass

        def argon2id(self, *args: object, **kwargs: object) -> bytes:
            files.update({name: bytes(data) for name, data in disk.files.items()})
            raise Killed

    _wrong(disk, clock, 4)
    files: dict[str, bytes] = {}
    with pytest.raises(Killed):
        Door(disk, Dying(), now=clock).unlock("000000")
    assert door(MemoryDisk(files), clock).wait_seconds() == 30


def test_the_count_holds_no_secret(disk: MemoryDisk, clock: Clock) -> None:
    """Opaque ids, numbers and times."""
    _wrong(disk, clock, 2)
    kept = json.loads(bytes(disk.files["tries"]).rpartition(b"\n")[0])
    ((slot, numbers),) = kept["slots"].items()
    assert len(slot) == 16
    assert numbers == [2, 0.0, clock.seconds]
    assert kept["other"] == [0, 0.0, clock.seconds]


def test_a_full_device_still_unlocks(disk: MemoryDisk, clock: Clock) -> None:
    """All can be read; writing is refused in words."""
    full = FaultyDisk(disk, 0, forever=True)
    vault = door(full, clock).unlock(PIN)
    (child,) = vault.children()
    assert [entry["n"] for entry in vault.entries(child)] == [0, 1, 2]
    with pytest.raises(NotSaved, match="no room left"):
        vault.append(child, {"n": 3})


def test_creating_may_fail_at_any_write_and_be_tried_again(clock: Clock) -> None:
    """There is no vault until the last write, and then a whole one."""
    nth = 0
    while True:
        disk = MemoryDisk()
        faulty = FaultyDisk(disk, nth)
        try:
            door(faulty, clock).create(PIN, name="A", role="B")
        except NotSaved:
            assert not door(disk, clock).exists
            door(disk, clock).create(PIN, name="A", role="B")
        assert door(disk, clock).unlock(PIN).damage == ()
        if not faulty.failed:
            break
        nth += 1
    assert nth >= 4


@pytest.mark.parametrize("name", ["keys", "keys.copy", "records", "records.copy"])
def test_any_flip_in_one_copy_is_named_and_mended(disk: MemoryDisk, clock: Clock, name: str) -> None:
    """The other copy opens everything, and the next unlock finds nothing wrong."""
    data = bytes(disk.files[name])
    for at in range(len(data)):
        with changed(disk, name, data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :]) as other:
            vault = door(other, clock).unlock(PIN)
            assert [damage.file for damage in vault.damage] == [name], f"byte {at}"
            (child,) = vault.children()
            assert len(vault.entries(child)) == 3
            assert door(other, clock).unlock(PIN).damage == ()


@pytest.mark.parametrize("name", ["keys", "records"])
def test_a_flip_in_both_copies_is_refused_in_words(disk: MemoryDisk, clock: Clock, name: str) -> None:
    """No half of a key file is ever used."""
    data = bytes(disk.files[name])
    for at in range(len(data)):
        bad = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with changed(disk, name, bad) as other:
            other.files[name + ".copy"] = bytearray(bad)
            with pytest.raises(VaultDamaged, match="ask for help"):
                door(other, clock).unlock(PIN)


def test_a_key_file_rewritten_with_a_right_checksum_is_never_accepted(disk: MemoryDisk, clock: Clock) -> None:
    """The checksum anybody can make; the proof under the vault key nobody else can."""
    data = bytes(disk.files["keys"])
    for at in range(len(data) - 32):
        bad = summed(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with changed(disk, "keys", bad) as other:
            del other.files["keys.copy"]
            with pytest.raises(VaultError):
                door(other, clock).unlock(PIN)
            assert bytes(other.files["keys"]) == bad, "what cannot be proved must not be written over"


def test_an_older_copy_of_the_key_file_lets_nobody_back_in(disk: MemoryDisk, clock: Clock) -> None:
    """The copy beside a newer file does not count."""
    from dataclasses import replace

    file = decode(bytes(disk.files["keys"]))
    assert file is not None
    newer = replace(file, revision=2, slots=())
    disk.files["keys"] = bytearray(encode(newer))
    with pytest.raises(WrongSecret):
        door(disk, clock).unlock(PIN)


def test_another_vaults_files_do_not_mix(disk: MemoryDisk, clock: Clock) -> None:
    """Neither its record keys nor its key file."""
    other = MemoryDisk()
    door(other, clock).create(PIN, name="B", role="C").lock()
    for names in (["records", "records.copy"], ["keys", "keys.copy"]):
        mixed = copy_of(disk)
        for name in names:
            mixed.files[name] = bytearray(other.files[name])
        with pytest.raises(VaultDamaged):
            door(mixed, clock).unlock(PIN)


def test_a_vault_of_a_newer_format_is_left_alone(disk: MemoryDisk, clock: Clock) -> None:
    """It is not damaged: the app is too old, and says so."""
    data = bytearray(disk.files["keys"])
    data[9] = 2
    disk.files["keys"] = bytearray(summed(bytes(data)))
    with pytest.raises(VaultDamaged, match="Update the app"):
        door(disk, clock).unlock(PIN)


def test_the_person_is_told_apart_by_an_opaque_id(tmp_path: Path, clock: Clock) -> None:
    """The same id on each unlock, on a real disk."""
    disk = NativeDisk(tmp_path)
    person = door(disk, clock).create(PIN, name="Ann", role="Carer").person
    disk.close()
    disk = NativeDisk(tmp_path)
    assert door(disk, clock).unlock(PIN).person == person
    assert (person.name, person.role, person.author) == ("Ann", "Carer", person.id)
    assert person.names == {person.id}
    assert len(person.id) == 16
    disk.close()
