"""A full or failing device at every write: what was acknowledged stays, what was not is said so."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from carerapp.vault import DiskError, DiskFailed, DiskFull
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.adapters.native_disk import NativeDisk
from tests.support.vault.doubles import FOLDER, FaultyDisk, new_stream, numbers, open_stream, signed


def _append_all(stream_disk: FaultyDisk) -> list[int]:
    """Append twelve entries, each tried twice; the numbers acknowledged."""
    acknowledged = []
    stream = open_stream(stream_disk, size=5, block=2)
    for number in range(12):
        for _ in range(2):
            try:
                stream.append(signed({"n": number}))
            except DiskError:
                continue
            acknowledged.append(number)
            break
    return acknowledged


@pytest.mark.parametrize("error", [DiskFull(), DiskFailed("Input/output error")])
@pytest.mark.parametrize("forever", [False, True])
def test_a_fault_at_any_write_loses_nothing_acknowledged(error: DiskError, forever: bool) -> None:
    """A full or failing device, once or for good."""
    for nth in itertools.count():
        disk = MemoryDisk()
        new_stream(disk)
        faulty = FaultyDisk(disk, nth, error, forever=forever)
        acknowledged = _append_all(faulty)
        if not faulty.failed:
            assert nth >= 18, "the faults never reached the sealing"
            return
        if not forever:
            assert acknowledged == list(range(12)), "one fault must not cost an entry that is tried again"
        again = open_stream(disk, size=5, block=2)
        assert numbers(again) == acknowledged
        assert again.damage == []


def test_a_full_disk_still_opens_a_log_with_a_damaged_tail() -> None:
    """It is read and named; later entries are found behind it."""
    disk = MemoryDisk()
    new_stream(disk, 4)
    name = f"{FOLDER}/journal-000001"
    disk.files[name] += b"garbage that is no frame"
    stream = open_stream(FaultyDisk(disk, 0, forever=True))
    assert numbers(stream) == [0, 1, 2, 3]
    assert stream.damage
    stream = open_stream(FaultyDisk(disk, 0, forever=False))
    stream.append(signed({"n": 4}))
    assert numbers(open_stream(disk)) == [0, 1, 2, 3, 4]


Fault = Callable[[int, bytes], int]


def _fault_at(monkeypatch: pytest.MonkeyPatch, call: str, nth: int, number: int, *, short: bool) -> list[int]:
    """Let the ``nth`` call of ``os.call`` fail; with ``short``, a write takes half of its bytes first."""
    real, seen = getattr(os, call), [0]

    def faulty(*args: object) -> object:
        seen[0] += 1
        if seen[0] == nth + 1:
            if short:
                fd, data = args
                assert isinstance(data, bytes)
                real(fd, data[: len(data) // 2])
            raise OSError(number, os.strerror(number))
        return real(*args)

    monkeypatch.setattr(os, call, faulty)
    return seen


@pytest.mark.parametrize(("call", "short"), [("write", False), ("write", True), ("fsync", False)])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_fault_of_the_operating_system_loses_nothing_acknowledged(
    tmp_path: Path, call: str, short: bool, number: int
) -> None:
    """Each system call fails in turn, a short write among them."""
    for nth in itertools.count():
        disk = NativeDisk(tmp_path / str(nth))
        new_stream(disk)
        with pytest.MonkeyPatch.context() as patch:
            seen = _fault_at(patch, call, nth, number, short=short)
            stream = open_stream(disk, size=3, block=2)
            acknowledged = []
            for entry in range(5):
                for _ in range(2):
                    try:
                        stream.append(signed({"n": entry}))
                    except DiskFull:
                        assert number == errno.ENOSPC
                    except DiskFailed:
                        assert number == errno.EIO
                    else:
                        acknowledged.append(entry)
                        break
        disk.close()
        assert acknowledged == list(range(5))
        disk = NativeDisk(tmp_path / str(nth))
        again = open_stream(disk, size=3, block=2)
        assert numbers(again) == acknowledged
        assert again.damage == []
        disk.close()
        if seen[0] <= nth:
            assert nth >= 7, "the faults never reached the sealing"
            return
