"""The count of wrong PINs, whatever is done to the files that it stands in."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from carerapp.vault import Disk, NoVault, SlotDisabled, TooSoon, WrongSecret
from carerapp.vault.adapters.container import Container
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.keys.attempts import AttemptLimiter
from tests.support.pins import ANN, BEN
from tests.support.vault.home import Home
from tests.support.vault.memory_block import MemoryBlock

TRIES = ("tries", "tries.copy")
HOUR = 3600


def a_home(disk: Disk) -> Home:
    """Ann, and Ben, who can let her in again; locked."""
    home = Home(disk)
    vault = home.create()
    home.ids["Ben"] = vault.staff.add(BEN, name="Ben", role="Staff")
    vault.lock()
    return home


@pytest.fixture
def home() -> Home:
    return a_home(MemoryDisk())


def wrong(home: Home) -> None:
    """One wrong PIN of Ann's, once the wait is over."""
    home.clock.seconds += home.door.wait_seconds(home.ids["Ann"])
    with pytest.raises(WrongSecret):
        home.unlock("00000001", home.ids["Ann"])


def damage(home: Home) -> list[str]:
    """What is named when Ben gets in."""
    return [one.what for one in home.unlock(BEN, home.ids["Ben"]).damage]


@pytest.mark.parametrize("name", TRIES)
def test_taking_one_of_the_files_away_gains_nothing(tmp_path: Path, name: str) -> None:
    """On a computer: ten are ten, and then the sign-in is shut."""
    home = a_home(NativeDisk(tmp_path))
    for _ in range(10):
        wrong(home)
        home.disk.delete(name)
    with pytest.raises(SlotDisabled):
        home.unlock(ANN, home.ids["Ann"])


def test_putting_one_of_the_files_back_gains_nothing(home: Home) -> None:
    """The one that was written later counts, and the other is named."""
    wrong(home)
    before = home.disk.read("tries") or b""
    for _ in range(9):
        wrong(home)
    home.disk.replace("tries", before)
    with pytest.raises(SlotDisabled):
        home.unlock(ANN, home.ids["Ann"])
    home.disk.replace("tries", before)
    assert [what for what in damage(home) if "one of before was put back" in what]


def test_taking_both_away_never_gives_fresh_tries(home: Home) -> None:
    """One an hour, as when the count has run out; and the next wrong one shuts."""
    for _ in range(3):
        for name in TRIES:
            home.disk.delete(name)
        assert home.door.wait_seconds() == HOUR
        with pytest.raises(TooSoon):
            home.unlock(ANN)
        home.clock.seconds -= 5  # a clock set back does not shorten it
        assert home.door.wait_seconds() == HOUR
        home.clock.seconds += HOUR
        with pytest.raises(WrongSecret):
            home.unlock("00000001", home.ids["Ann"])
        with pytest.raises(SlotDisabled):
            home.unlock(ANN, home.ids["Ann"])
    home.clock.seconds += HOUR
    assert home.unlock(BEN, home.ids["Ben"]).person.name == "Ben"


def test_that_both_were_taken_away_is_named(home: Home) -> None:
    """And the right PIN still opens, after the hour."""
    assert damage(home) == []
    for name in TRIES:
        home.disk.delete(name)
    door = home.door
    home.clock.seconds += HOUR
    vault = door.unlock(ANN)
    assert [one.what for one in vault.damage if one.file == "tries"] == [
        "the count of wrong PINs was damaged or taken away; a wait was imposed"
    ]


@pytest.mark.parametrize("name", TRIES)
def test_any_changed_byte_is_named_and_the_other_file_counts(home: Home, name: str) -> None:
    """Five wrong ones stay five."""
    for _ in range(5):
        wrong(home)
    files = home.files
    for at in range(len(files[name])):
        data = files[name]
        other = Home(MemoryDisk({**files, name: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}))
        other.clock.seconds, other.ids = home.clock.seconds, home.ids
        limiter = AttemptLimiter(other.disk, other.clock)
        assert limiter.wait_seconds(home.ids["Ann"]) == 30, f"byte {at}"
        assert "damaged" in limiter.damaged


def test_both_changed_are_as_both_taken_away(home: Home) -> None:
    """Any change is taken for an attempt to get round the wait."""
    for name in TRIES:
        home.disk.replace(name, b"changed")
    assert home.door.wait_seconds() == HOUR


def test_what_an_older_version_forgave_is_not_brought_back(home: Home) -> None:
    """It knows one file and writes no number. The next write makes the copy follow."""
    wrong(home)
    slots = {home.ids["Ann"]: [0, 0.0, home.clock.seconds]}
    body = json.dumps({"other": [0, 0.0, home.clock.seconds], "slots": slots}).encode()
    home.disk.replace("tries", body + b"\n" + hashlib.sha256(body).hexdigest().encode())
    assert AttemptLimiter(home.disk, home.clock).failed(home.ids["Ann"]) == 0
    wrong(home)
    assert home.disk.read("tries.copy") == home.disk.read("tries")


def test_in_a_phones_browser_the_tries_go_only_with_everything() -> None:
    """They lie in the container that the records lie in: without it there is nothing to open."""
    home = a_home(Container((MemoryBlock(), MemoryBlock())))
    wrong(home)
    home.disk = Container((MemoryBlock(), MemoryBlock()))
    with pytest.raises(NoVault):
        home.unlock(ANN)
