"""One child's log put back, all else newest: the table of where all logs end tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from carerapp.vault import Disk, Vault
from carerapp.vault.adapters.container import Container
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_disk import NativeDisk
from tests.support.pins import ANN, BEN
from tests.support.vault.doubles import FaultyDisk
from tests.support.vault.home import Home
from tests.support.vault.memory_block import MemoryBlock

TABLE = ("heads", "heads.copy")
MANY = 10_000
GONE = "of where all logs end is gone, or an older copy of it was put back"


def memory(folder: Path) -> Disk:
    return MemoryDisk()


def computer(folder: Path) -> Disk:
    return NativeDisk(folder / "data")


def browser(folder: Path) -> Disk:
    return Container((MemoryBlock(), MemoryBlock()))


def a_home(disk: Disk) -> Home:
    """Two children with three entries each, locked."""
    home = Home(disk)
    vault = home.create()
    for child in ("one", "other"):
        home.ids[child] = vault.add_child()
        for number in range(3):
            vault.append(home.ids[child], {"n": number})
    vault.lock()
    return home


@pytest.fixture
def home() -> Home:
    return a_home(MemoryDisk())


def taken(disk: Disk, names: Iterable[str]) -> dict[str, bytes]:
    """These files as they are now."""
    return {name: disk.read(name) or b"" for name in names}


def put_back(disk: Disk, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        disk.replace(name, data)


def of_log(home: Home, child: str) -> list[str]:
    """The files of this child's log."""
    return home.disk.names(f"children/{home.ids[child]}/")


def written(home: Home, *children: str) -> None:
    """One more entry for each, and the app is locked."""
    vault = home.unlock(ANN)
    for child in children:
        vault.append(home.ids[child], {"n": 3})
    vault.lock()


def named(vault: Vault) -> list[str]:
    """All damage there is, in words."""
    return [damage.what for damage in vault.inspect()]


def read(vault: Vault, child: str) -> list[object]:
    return [entry["n"] for entry in vault.entries(child)]


@pytest.mark.parametrize("on", [memory, computer, browser])
def test_one_log_put_back_is_named_and_stays_named(on: Callable[[Path], Disk], tmp_path: Path) -> None:
    """Its note of its own end was put back with it; what was lost keeps its number."""
    home = a_home(on(tmp_path))
    before = taken(home.disk, of_log(home, "one"))
    written(home, "one", "other")
    assert named(home.unlock(ANN)) == []
    put_back(home.disk, before)
    for _ in range(2):
        vault = home.unlock(ANN)
        assert named(vault) == ["entries from entry 3 to 3, which were saved, are missing at the end"]
        assert read(vault, home.ids["one"]) == [0, 1, 2]
        assert read(vault, home.ids["other"]) == [0, 1, 2, 3]
        vault.lock()
    vault = home.unlock(ANN)
    vault.append(home.ids["one"], {"n": "later"})
    vault.lock()
    vault = home.unlock(ANN)
    assert len(named(vault)) == 1, "the gap stays on record"
    assert read(vault, home.ids["one"]) == [0, 1, 2, "later"]


def test_a_log_taken_away_whole_is_named(home: Home) -> None:
    """With its own note."""
    for name in of_log(home, "one"):
        home.disk.delete(name)
    assert "entries from entry 0 to 2, which were saved, are missing at the end" in named(home.unlock(ANN))


def test_it_is_noted_while_the_app_is_open(home: Home) -> None:
    """A kill takes the note at locking away; what was noted before it counts."""
    before = taken(home.disk, of_log(home, "one"))
    vault = home.unlock(ANN)
    vault.append(home.ids["one"], {"n": 3})
    vault.note_ends()
    put_back(home.disk, before)
    assert any("missing at the end" in what for what in named(home.unlock(ANN)))


def test_the_table_put_back_too_is_told_by_any_other_log(home: Home) -> None:
    """Each log's own note has seen the number of the newest table."""
    before = taken(home.disk, [*of_log(home, "one"), *TABLE])
    written(home, "one", "other")
    put_back(home.disk, before)
    assert any(GONE in what for what in named(home.unlock(ANN)))


def test_the_table_taken_away_is_named(home: Home) -> None:
    """Both copies, with a log put back."""
    for name in TABLE:
        home.disk.delete(name)
    assert any(GONE in what for what in named(home.unlock(ANN)))


@pytest.mark.parametrize(("names", "says"), [(TABLE[:1], "its copy was used"), (TABLE, "was damaged; of")])
def test_a_damaged_table_is_named_and_keeps_nobody_out(home: Home, names: list[str], says: str) -> None:
    """One copy makes good for the other; without both, the logs open all the same."""
    for name in names:
        home.disk.replace(name, b"damaged")
    vault = home.unlock(ANN)
    assert [what for what in named(vault) if says in what] == named(vault) != []
    assert read(vault, home.ids["one"]) == [0, 1, 2]
    vault.lock()
    assert named(home.unlock(ANN)) == [], "it was made again"


def test_killed_between_the_entry_and_the_table_nothing_is_damaged(home: Home) -> None:
    """The table is older then, and the log's own note as well."""
    vault = home.unlock(ANN)
    vault.append(home.ids["one"], {"n": 3})
    after = home.unlock(ANN)
    assert named(after) == []
    assert read(after, home.ids["one"]) == [0, 1, 2, 3]


def test_an_entry_costs_one_write_as_before(home: Home) -> None:
    """The table waits for the next look at the clock."""
    disk = FaultyDisk(home.disk, MANY)
    vault = Home(disk).unlock(ANN)
    vault.entries(home.ids["one"])
    before = disk._left
    vault.append(home.ids["one"], {"n": 3})
    assert before - disk._left == 1
    vault.note_ends()
    noted = disk._left
    vault.note_ends()
    assert disk._left == noted < before - 1, "where nothing went on, nothing is written"


def test_a_full_device_still_locks_and_opens(home: Home) -> None:
    """The table is then as it was, and says nothing wrong."""
    disk = FaultyDisk(home.disk, MANY, forever=True)
    vault = Home(disk).unlock(ANN)
    vault.append(home.ids["one"], {"n": 3})
    disk._left = 0
    vault.note_ends()
    vault.lock()
    assert disk.failed
    after = home.unlock(ANN)
    assert named(after) == []
    assert read(after, home.ids["one"]) == [0, 1, 2, 3]


def test_somebody_leaves_and_the_table_goes_on_under_the_new_key(home: Home) -> None:
    """Also with entries that nothing had noted yet when the keys changed."""
    vault = home.unlock(ANN)
    ben = vault.staff.add(BEN, name="Ben", role="Staff")
    before = taken(home.disk, of_log(home, "one"))
    vault.append(home.ids["one"], {"n": 3})
    sealed = home.disk.read("heads") or b""
    vault.staff.remove(ben, me=home.ids["Ann"])
    now = home.disk.read("heads") or b""
    assert (sealed[10:14], now[10:14]) == (b"\0\0\0\1", b"\0\0\0\2"), "the epoch stands in its head"
    put_back(home.disk, before)
    assert any("missing at the end" in what for what in named(home.unlock(ANN)))


def test_a_child_erased_or_written_anew_is_not_missed(home: Home) -> None:
    """That was on purpose."""
    vault = home.unlock(ANN)
    vault.erase_child(home.ids["one"], reason="")
    vault.compact(home.ids["other"], lambda entry: entry["n"] == 2, ())
    vault.lock()
    vault = home.unlock(ANN)
    assert named(vault) == []
    assert read(vault, home.ids["other"]) == [2]
