"""What every disk must do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carerapp.vault import Disk, DiskError
from carerapp.vault.adapters.container import Container
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.vault.memory_block import MemoryBlock

Reopen = Callable[[], Disk]  # opens the same storage, as a later start of the app does


def memory(_: Path) -> Iterator[Reopen]:
    disk = MemoryDisk()
    yield lambda: disk


def container(_: Path) -> Iterator[Reopen]:
    blocks = MemoryBlock(), MemoryBlock()
    yield lambda: Container(blocks, tidy_from=100)


if sys.platform == "emscripten":
    from tests.pyodide.inside.opened import empty_browser_disk

    def browser(_: Path) -> Iterator[Reopen]:
        yield empty_browser_disk()

    KINDS = [memory, container, browser]
else:
    from carerapp.vault.adapters.native_disk import NativeDisk

    def native(folder: Path) -> Iterator[Reopen]:
        opened: list[NativeDisk] = []

        def reopen() -> Disk:
            for disk in opened:
                disk.close()
            opened.append(NativeDisk(folder / "vault"))
            return opened[-1]

        yield reopen

    KINDS = [memory, container, native]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    yield from request.param(tmp_path)


def test_nothing_is_there_at_first(reopen: Reopen) -> None:
    """Reading, asking and deleting what is not there is no error."""
    disk = reopen()
    assert disk.read("a") is None
    assert disk.size("a") is None
    assert disk.names("") == []
    disk.delete("a")


def test_appends_add_up_also_after_reopening(reopen: Reopen) -> None:
    """Bytes stand in the order they were added, whoever opens the disk."""
    disk = reopen()
    disk.append("children/ab/journal", b"one")
    disk.append("children/ab/journal", b"")
    disk.append("children/ab/journal", b"two")
    disk = reopen()
    disk.append("children/ab/journal", b"three")
    assert disk.read("children/ab/journal") == b"onetwothree"
    assert disk.size("children/ab/journal") == 11


def test_replace_is_whole(reopen: Reopen) -> None:
    """Nothing is left of longer content; an empty file is a file."""
    disk = reopen()
    disk.append("a", b"a long beginning")
    disk.replace("a", b"short")
    assert disk.read("a") == b"short"
    disk.append("a", b"er")
    disk.replace("b/c", b"")
    disk = reopen()
    assert disk.read("a") == b"shorter"
    assert disk.read("b/c") == b""


def test_truncate_cuts_and_appends_go_on_from_there(reopen: Reopen) -> None:
    """What was cut off does not come back."""
    disk = reopen()
    disk.append("a", b"123456")
    disk.truncate("a", 2)
    disk.append("a", b"x")
    assert reopen().read("a") == b"12x"


@pytest.mark.parametrize("size", [-1, 4])
def test_truncate_never_lengthens(reopen: Reopen, size: int) -> None:
    """A size that the file has not got, or no file: refused, and nothing is changed."""
    disk = reopen()
    disk.append("a", b"123")
    with pytest.raises(DiskError):
        disk.truncate("a", size)
    with pytest.raises(DiskError):
        disk.truncate("none", 0)
    assert disk.read("a") == b"123"


def test_delete_removes_one_file(reopen: Reopen) -> None:
    """Not the one whose name only begins alike; the name can be used again."""
    disk = reopen()
    disk.append("a", b"1")
    disk.append("ab", b"2")
    disk.delete("a")
    disk = reopen()
    assert disk.names("") == ["ab"]
    disk.append("a", b"new")
    assert disk.read("a") == b"new"


def test_names_are_sorted_and_chosen_by_prefix(reopen: Reopen) -> None:
    """A folder is no more than the beginning of a name."""
    disk = reopen()
    for name in ["keys", "children/b/journal", "children/a/journal", "children/a/head"]:
        disk.replace(name, b"x")
    assert reopen().names("children/") == ["children/a/head", "children/a/journal", "children/b/journal"]


@pytest.mark.parametrize("name", ["", "/a", "../a", "a/../b", "a//b", "a\\b", "."])
def test_names_stay_inside(reopen: Reopen, name: str) -> None:
    """No name leads out of the vault's own folder."""
    disk = reopen()
    for call in (disk.read, disk.size, disk.delete):
        with pytest.raises(ValueError, match="inside the vault"):
            call(name)
    for write in (disk.append, disk.replace):
        with pytest.raises(ValueError, match="inside the vault"):
            write(name, b"x")
