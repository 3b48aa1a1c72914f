"""What a PIN, a passphrase and the cost of trying one must be, before anything is made or opened."""

from __future__ import annotations

import struct

import pytest

from carerapp.vault import Door, TooSoon, VaultDamaged, WeakKdf, WeakSecret, WrongSecret
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.keys.attempts import AttemptLimiter
from carerapp.vault.keys.guessable import is_date
from carerapp.vault.keys.key_file import decode
from carerapp.vault.keys.pin import Kdf, check_kdf
from carerapp.vault.keys.slots import Opened, make_slot
from tests.support.vault.doubles import CRYPTO, PIN, QuickCrypto, summed
from tests.support.vault.home import Clock

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


def test_a_short_pin_is_refused() -> None:
    """Nothing is written."""
    disk = MemoryDisk()
    with pytest.raises(WeakSecret, match="at least 6"):
        door(disk).create("12345", name="A", role="B")
    assert disk.files == {}


@pytest.mark.parametrize(
    "pin",
    [
        "111111",
        "123456",
        "654321",
        "890123",
        "121212",
        "123123",
        "112233",
        "159753",
        "147258",
        "00000000",
        "１２３４５６",
        "246802",
        "123321",
        "47155174",
        "12341234",
        "314159",
    ],
)
def test_a_pin_that_anyone_would_try_first_is_refused(pin: str) -> None:
    """Runs, repeats, doubles, columns of a keypad; in any digits."""
    disk = MemoryDisk()
    with pytest.raises(WeakSecret, match="easy to guess"):
        door(disk).create(pin, name="A", role="B")
    assert disk.files == {}


@pytest.mark.parametrize(
    "pin",
    [
        "040312",
        "311299",
        "123185",
        "991231",
        "201204",
        "042012",
        "431985",
        "4032012",
        "1231985",
        "04032012",
        "12311985",
        "20120304",
        "２０１２０３０４",
    ],
)
def test_a_pin_that_could_be_a_date_is_refused(pin: str) -> None:
    """Days are few: all of them are tried in two hours. In the order of any country, and a month alone."""
    disk = MemoryDisk()
    with pytest.raises(WeakSecret, match="could be a date"):
        door(disk).create(pin, name="A", role="B")
    assert disk.files == {}


def test_one_pin_of_nine_is_not_lost_to_dates() -> None:
    """What is refused leaves more than eight of nine numbers to choose from."""
    taken = sum(is_date([*map(int, f"{number:06}")]) for number in range(0, 1_000_000, 7))
    assert 0 < taken < 1_000_000 / 7 / 8


@pytest.mark.parametrize(
    "pin",
    ["482917", "907351", "324413", "001301", "48291736", "32132012", "04032212", "correct horse", "aaaaaa b"],
)
def test_other_secrets_are_taken(pin: str) -> None:
    """A passphrase is judged by its length alone."""
    assert door(MemoryDisk()).create(pin, name="A", role="B").person.name == "A"


def test_taking_the_file_of_tries_away_gains_nothing(disk: MemoryDisk) -> None:
    """Twelve wrong PINs in a row were free when it was deleted after each: now each costs a minute."""
    clock = Clock()

    def at_the_door() -> Door:
        return Door(disk, QuickCrypto(), now=clock)

    assert at_the_door().wait_seconds() == 0
    for _ in range(3):
        with pytest.raises(WrongSecret):
            at_the_door().unlock("000000")
        del disk.files["tries"]
        with pytest.raises(TooSoon):
            at_the_door().unlock(PIN)
        clock.seconds -= 5  # a clock set back does not shorten it
        assert at_the_door().wait_seconds() == 60
        clock.seconds += 60
    vault = at_the_door().unlock(PIN)
    assert vault.damage == ()
    vault.lock()
    del disk.files["tries"]
    taken = at_the_door()
    clock.seconds += 60
    assert [damage.file for damage in taken.unlock(PIN).damage] == ["tries"]
