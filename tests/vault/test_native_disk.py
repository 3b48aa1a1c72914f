"""What only the folder on a real disk can get wrong."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from carerapp.vault import AlreadyOpen, DiskFailed, DiskGone
from carerapp.vault.adapters.native_disk import NativeDisk


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    """Folders and files are closed to other users of the machine."""
    disk = NativeDisk(tmp_path / "v")
    disk.append("children/a/journal", b"x")
    disk.replace("keys", b"y")
    for path in [tmp_path / "v", *(tmp_path / "v").rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_what_stood_open_to_others_is_closed(tmp_path: Path) -> None:
    """The folders at the start, what a link leads to excepted; a file when it is next read or written."""
    root, elsewhere = tmp_path / "v", tmp_path / "elsewhere"
    NativeDisk(root).close()
    inside = root / "children" / "a"
    for folder in (inside, elsewhere):
        folder.mkdir(parents=True)
        folder.chmod(0o777)
    inside.parent.chmod(0o755)
    (root / "link").symlink_to(elsewhere)
    for name in ("keys", "log", "new"):
        (root / name).write_bytes(b"old")
        (root / name).chmod(0o644)
    (root / ".lock").chmod(0o666)
    root.chmod(0o777)
    disk = NativeDisk(root)
    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (root, inside.parent, inside, elsewhere)]
    assert modes == [0o700, 0o700, 0o700, 0o777]
    assert disk.read("keys") == b"old"
    disk.append("log", b"more")
    disk.replace("new", b"new")
    assert [stat.S_IMODE((root / n).stat().st_mode) for n in ("keys", "log", "new", ".lock")] == [0o600] * 4
    disk.close()


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    """Who could once write into the folder does not get our words written, or read, elsewhere."""
    root, elsewhere = tmp_path / "v", tmp_path / "elsewhere"
    disk = NativeDisk(root)
    elsewhere.write_bytes(b"theirs")
    for name in ("keys", "journal", "other.unfinished"):
        (root / name).symlink_to(elsewhere)
    with pytest.raises(DiskFailed):
        disk.read("keys")
    with pytest.raises(DiskFailed):
        disk.append("journal", b"ours")
    with pytest.raises(DiskFailed):
        disk.replace("other", b"ours")
    disk.replace("keys", b"ours")  # a new file takes the link's place
    assert (elsewhere.read_bytes(), disk.read("keys")) == (b"theirs", b"ours")
    disk.close()
    (root / ".lock").unlink()
    (root / ".lock").symlink_to(elsewhere)
    with pytest.raises(DiskFailed):
        NativeDisk(root)


def test_a_second_process_is_told_that_the_vault_is_open(tmp_path: Path) -> None:
    """In the same process and in another; after closing it opens."""
    disk = NativeDisk(tmp_path)
    with pytest.raises(AlreadyOpen, match="already open"):
        NativeDisk(tmp_path)
    program = (
        "import sys; from carerapp.vault.adapters.native_disk import NativeDisk; NativeDisk(sys.argv[1])"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program, str(tmp_path)]
    second = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert "AlreadyOpen" in second.stderr
    disk.close()
    NativeDisk(tmp_path).close()


def test_an_unfinished_replace_leaves_no_trace(tmp_path: Path) -> None:
    """What a crash left of one is cleared away and never listed."""
    (tmp_path / "keys.unfinished").write_bytes(b"half")
    disk = NativeDisk(tmp_path)
    assert disk.names("") == []
    assert not (tmp_path / "keys.unfinished").exists()


def test_an_append_that_cannot_be_cut_back_stops_appends_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No entry is ever written behind garbage."""
    disk = NativeDisk(tmp_path)
    disk.append("log", b"good")
    real = os.write

    def half(fd: int, data: bytes) -> int:
        real(fd, data[:2])
        raise OSError(5, "Input/output error")

    def refuse(fd: int, size: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half)
        patch.setattr(os, "ftruncate", refuse)
        with pytest.raises(DiskFailed):
            disk.append("log", b"entry")
        patch.setattr(os, "write", real)
        with pytest.raises(DiskFailed):
            disk.append("log", b"entry")
        assert disk.read("log") == b"good"
        assert (tmp_path / "log").read_bytes().startswith(b"gooden")
    disk.append("log", b"entry")
    assert disk.read("log") == b"goodentry"


def test_room_ahead_is_never_shown_and_is_gone_after_closing(tmp_path: Path) -> None:
    """The zeros that make syncing cheap are nobody's content."""
    disk = NativeDisk(tmp_path)
    disk.append("log", b"one")
    assert (tmp_path / "log").stat().st_size > 3
    assert disk.read("log") == b"one"
    assert disk.size("log") == 3
    disk.append("log", bytes(200_000))
    disk.append("log", b"two")
    disk.close()
    assert (tmp_path / "log").read_bytes() == b"one" + bytes(200_000) + b"two"


def test_an_entry_still_fits_where_the_room_ahead_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a nearly full device the entry counts, not the room."""
    disk = NativeDisk(tmp_path)
    real = os.write

    def nearly_full(fd: int, data: bytes) -> int:
        if len(data) > 1000:
            raise OSError(28, "No space left on device")
        return real(fd, data)

    monkeypatch.setattr(os, "write", nearly_full)
    disk.append("log", b"entry")
    assert disk.read("log") == b"entry"


def test_an_error_names_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may be called after a person."""
    disk = NativeDisk(tmp_path / "a-name")

    def refuse(*args: object) -> int:
        raise OSError(5, "Input/output error", str(tmp_path / "a-name"))

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(DiskFailed) as error:
        disk.append("log", b"entry")
    assert "a-name" not in str(error.value)


def test_more_files_than_descriptors_are_held_open(tmp_path: Path) -> None:
    """Forty logs in turn, three times over."""
    disk = NativeDisk(tmp_path)
    for turn in range(3):
        for number in range(40):
            disk.append(f"log-{number}", bytes([turn]))
    assert {disk.read(f"log-{number}") for number in range(40)} == {bytes([0, 1, 2])}


def rm(folder: Path) -> None:
    shutil.rmtree(folder)


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("moved away"))


def another_in_its_place(folder: Path) -> None:
    moved(folder)
    shutil.copytree(folder.with_name("moved away"), folder)


TAKEN_AWAY = [rm, moved, another_in_its_place]


@pytest.mark.parametrize("take_away", TAKEN_AWAY)
def test_an_entry_into_a_folder_that_is_gone_is_not_saved(
    tmp_path: Path, take_away: Callable[[Path], None]
) -> None:
    """At once, for a file that is open and for any other; and nothing is made anew in its place."""
    folder = tmp_path / "v"
    disk = NativeDisk(folder)
    disk.append("log", b"one")
    disk.replace("keys", b"keys")
    assert disk.stands()
    take_away(folder)
    there = sorted(folder.rglob("*")) if folder.exists() else None
    assert not disk.stands()
    writes: list[Callable[[], None]] = [
        lambda: disk.append("log", b"two"),
        lambda: disk.append("another", b"two"),
        lambda: disk.replace("keys", b"other"),
        lambda: disk.replace("children/a/head", b"other"),
        lambda: disk.truncate("log", 1),
    ]
    for write in writes:
        with pytest.raises(DiskGone):
            write()
    assert (sorted(folder.rglob("*")) if folder.exists() else None) == there


def test_one_file_that_is_gone_is_missed_too(tmp_path: Path) -> None:
    """A log was deleted, or an older one put in its place, under the app."""
    disk = NativeDisk(tmp_path)
    for other in (None, b"an older one"):
        disk.append("log", b"one")
        (tmp_path / "log").unlink()
        if other is not None:
            (tmp_path / "log").write_bytes(other)
        with pytest.raises(DiskGone):
            disk.append("log", b"two")
        assert not disk.stands()
        if other is not None:
            assert (tmp_path / "log").read_bytes() == other
        disk.close()
        disk = NativeDisk(tmp_path)


def test_a_folder_that_comes_back_goes_on_without_what_was_not_saved(tmp_path: Path) -> None:
    """What was said to be not saved is not there, and the next entry follows the last that was."""
    folder = tmp_path / "v"
    disk = NativeDisk(folder)
    disk.append("log", b"one")
    moved(folder)
    with pytest.raises(DiskGone):
        disk.append("log", b"not saved")
    folder.with_name("moved away").rename(folder)
    disk.append("log", b", two")
    disk.close()
    assert (folder / "log").read_bytes() == b"one, two"
