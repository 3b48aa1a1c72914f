"""What a new PIN or passphrase must be, with a secret of the device beside it and without one."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from carerapp.vault import Door, Vault, WeakSecret, check_secret
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.keys.guessable import is_date
from sync.words import WORDS, passphrase
from tests.support.pins import NEW, PIN, SHORT
from tests.support.vault.doubles import QuickCrypto
from tests.support.vault.home import Home

DEVICE = (b"handle", bytes(32))


def made(pin: str, device: tuple[bytes, bytes] | None = None) -> Vault:
    door = Door(MemoryDisk(), QuickCrypto(), now=lambda: 1_800_000_000.0)
    return door.create(pin, name="A", role="B", device=device)


def refused(pin: str, *, device: bool = False) -> str:
    """With which words."""
    with pytest.raises(WeakSecret) as weak:
        check_secret(pin, device=device)
    return str(weak.value)


@pytest.mark.parametrize("pin", ["12345", SHORT, "4829173", "482 917", "48-29-17", ""])
def test_alone_a_pin_has_eight_numbers(pin: str) -> None:
    """Six are tried in minutes by who has the files. Nothing is written."""
    disk = MemoryDisk()
    with pytest.raises(WeakSecret, match="at least 8 numbers, or 5 different words"):
        Door(disk, QuickCrypto(), now=lambda: 0.0).create(pin, name="A", role="B")
    assert disk.files == {}


def test_beside_a_secret_of_the_device_six_are_enough() -> None:
    """The files and the PIN together open nothing elsewhere. Five are too few there, too."""
    assert made(SHORT, DEVICE).person.name == "A"
    assert made("mugful", DEVICE).person.name == "A"
    for short in ("48291", "mugfu"):
        assert "at least 6" in refused(short, device=True)


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
        "1234 1234",
        "314159",
    ],
)
def test_a_pin_that_anyone_would_try_first_is_refused(pin: str) -> None:
    """Runs, repeats, doubles, columns of a keypad; in any digits, with or without a device's secret."""
    assert "easy to guess" in refused(pin, device=True)
    if len(pin) >= 8:
        assert "easy to guess" in refused(pin)


@pytest.mark.parametrize(
    "pin",
    [
        "040312",
        "04.03.12",
        "311299",
        "123185",
        "991231",
        "993112",
        "201204",
        "042012",
        "431985",
        "4032012",
        "1231985",
        "04032012",
        "04/03/2012",
        "12311985",
        "20120304",
        "20123103",
        "２０１２０３０４",
    ],
)
def test_a_pin_that_could_be_a_date_is_refused(pin: str) -> None:
    """Days are few. In the order of any country, with marks between or none, and a month alone."""
    assert "could be a date" in refused(pin, device=True)
    if sum(c.isdecimal() for c in pin) >= 8:
        assert "could be a date" in refused(pin)


def test_not_many_pins_are_lost_to_dates() -> None:
    """What is refused leaves more than six of seven numbers to choose from."""
    taken = sum(is_date([*map(int, f"{number:06}")]) for number in range(0, 1_000_000, 7))
    assert 0 < taken < 1_000_000 / 7 / 7


@pytest.mark.parametrize("pin", [PIN, NEW, "32132012", "04032212", "4829 1736", "918273645"])
def test_other_numbers_are_taken(pin: str) -> None:
    """Eight or more."""
    assert made(pin).person.name == "A"


@pytest.mark.parametrize(
    "words",
    [
        "correct horse",
        "purple lamp under seven",
        "an ox is in it or up",
        "lamp lamp lamp lamp lamp",
        "Lamp lamp LAMP under stairs seven",
        "aaa bbb ccc ddd eee",
        "one two three four five",
        "five four three two one six",
        "Monday Tuesday Wednesday Thursday Friday",
        "111 222 333 444 555 words",
        "Tr0ub4dor&3",
    ],
)
def test_too_few_words_are_refused(words: str) -> None:
    """Short ones, one again and again, numbers, and series that everybody knows make no passphrase."""
    assert "5 different words" in refused(words)


@pytest.mark.parametrize(
    "words",
    [
        "purple lamp under seven stairs",
        "purple-lamp-under-seven-stairs",
        "café Łódź ሰላም über naïve",
        "月光 河流 山峰 铅笔 雨伞",
    ],
)
def test_five_words_are_taken(words: str) -> None:
    """In any language, with any mark between them."""
    assert made(words).person.name == "A"


def test_what_the_app_offers_is_always_taken() -> None:
    """Each of its words counts as one."""
    assert min(map(len, WORDS)) >= 3
    for _ in range(500):
        check_secret(passphrase(), device=False)


def test_a_pin_of_before_opens_and_is_known_to_be_outgrown() -> None:
    """Six numbers, in a vault of before: it opens; a longer one ends it."""
    disk = MemoryDisk()

    def door() -> Door:
        return Door(disk, QuickCrypto(), now=lambda: 1_800_000_000.0)

    with patch("carerapp.vault.making.check_secret"):
        door().create(SHORT, name="A", role="B").lock()
    vault = door().unlock(SHORT)
    assert vault.staff.outgrown
    with pytest.raises(WeakSecret):
        vault.staff.change_secret(vault.person.id, SHORT, "519264")
    vault.staff.change_secret(vault.person.id, SHORT, NEW)
    assert not vault.staff.outgrown
    vault.lock()
    assert not door().unlock(NEW).staff.outgrown


def test_a_colleague_and_a_change_need_as_many() -> None:
    """The rule is the vault's, whoever asks."""
    home = Home()
    vault = home.create()
    with pytest.raises(WeakSecret):
        vault.staff.add("736405", name="Ben", role="Staff")
    with_device = Home(device=DEVICE)
    vault = with_device.create()
    assert not vault.staff.outgrown
    vault.staff.add("736405", name="Ben", role="Staff")
    vault.staff.change_secret(vault.person.id, PIN, SHORT)
    assert not with_device.unlock(SHORT).staff.outgrown
