"""Part of a child's log as it was signed: what is read again is what was asked for, and no more."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.vault.doubles import FOLDER, ReadDisk, new_stream, open_stream, signed


@given(
    batches=st.lists(st.integers(0, 14), min_size=1, max_size=4),
    size=st.integers(1, 6),
    block=st.integers(1, 4),
    place=st.integers(0, 60),
)
@settings(max_examples=150, deadline=None)
def test_it_is_the_end_of_the_whole_log(batches: list[int], size: int, block: int, place: int) -> None:
    """In files of any length, before and after it is opened again, from any place."""
    disk, number = MemoryDisk(), 0
    stream = new_stream(disk, size=size, block=block)
    for count in batches:
        for _ in range(count):
            stream.append(signed({"n": number}))
            number += 1
        assert list(stream.signed_from(place)) == [entry for _, entry in stream.signed()][place:]
        stream = open_stream(disk, size=size, block=block)
        assert list(stream.signed_from(place)) == [entry for _, entry in stream.signed()][place:]


@pytest.mark.parametrize("damage", ["segment-000002", "journal-000004"])
def test_what_damage_left_keeps_its_places(damage: str) -> None:
    """Each entry is the signed form of the document at its place, whatever is missing."""
    disk = MemoryDisk()
    new_stream(disk, 35, size=10, block=2)
    file = disk.files[f"{FOLDER}/{damage}"]
    file[len(file) // 2] ^= 1
    stream = open_stream(disk, size=10, block=2)
    assert stream.damage
    assert 30 <= len(stream.documents) < 35
    bodies = [json.loads(entry.body) for entry in stream.signed_from(7)]
    assert bodies == stream.documents[7:]


def test_only_the_files_that_hold_what_is_asked_for_are_read() -> None:
    """The newest entries cost no reading at all, and earlier ones their own file, once they are asked for."""
    disk = ReadDisk()
    stream = new_stream(disk, 35, size=10, block=5)
    for log in (stream, open_stream(disk, size=10, block=5)):
        disk.reads.clear()
        assert len(list(log.signed_from(30))) == 5
        assert disk.reads == []
        entries = log.signed_from(12)
        assert [json.loads(next(entries).body)["n"] for _ in range(8)] == list(range(12, 20))
        assert disk.reads == ["segment-000002"]
        next(entries)
        assert disk.reads == ["segment-000002", "segment-000003"]


def test_a_file_that_changed_meanwhile_is_no_source_of_entries() -> None:
    """Should it hold fewer than at opening, nothing is taken for another entry."""
    disk = MemoryDisk()
    stream = new_stream(disk, 25, size=10, block=5)
    del disk.files[f"{FOLDER}/segment-000002"][-200:]
    with pytest.raises(ValueError, match="shorter"):
        list(stream.signed_from(0))
