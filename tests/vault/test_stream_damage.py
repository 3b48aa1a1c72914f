"""Flip, drop, swap, duplicate anything in a child's log: it is named, and the rest still opens."""

from __future__ import annotations

import itertools
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.format.frames import FILE_HEADER, HEADER
from carerapp.vault.format.stream import Stream
from tests.support.vault.doubles import FOLDER, changed, copy_of, new_stream, numbers, open_stream, signed

JOURNAL = f"{FOLDER}/journal-000002"
SEGMENT = f"{FOLDER}/segment-000001"
ALL = list(range(14))


@pytest.fixture(scope="module")
def disk() -> MemoryDisk:
    """Ten entries in a segment of five blocks, four in the journal."""
    disk = MemoryDisk()
    new_stream(disk, 14, size=10, block=2)
    return disk


def reopen(disk: MemoryDisk) -> Stream:
    return open_stream(disk, size=10, block=2)


def frames(data: bytes) -> list[bytes]:
    at, out = FILE_HEADER, []
    while at < len(data):
        end = at + HEADER + struct.unpack_from(">I", data, at + 4)[0] + 1
        out.append(data[at:end])
        at = end
    return out


def rebuilt(data: bytes, order: list[bytes]) -> bytes:
    return data[:FILE_HEADER] + b"".join(order)


def in_order(found: list[int]) -> bool:
    return found == sorted(set(found)) and set(found) <= set(ALL)


@pytest.mark.parametrize("name", [JOURNAL, SEGMENT])
@pytest.mark.parametrize("bit", [0x01, 0x80])
def test_every_flipped_byte_is_named(disk: MemoryDisk, name: str, bit: int) -> None:
    """And costs the block that it lies in, no more."""
    data = bytes(disk.files[name])
    for at in range(len(data)):
        with changed(disk, name, data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]) as other:
            stream = reopen(other)
            assert {damage.file for damage in stream.damage} == {name}, f"byte {at} of {name}"
            found = numbers(stream)
            assert in_order(found)
            assert len(found) >= 12, f"byte {at} of {name} cost {14 - len(found)} entries"


def test_a_flipped_byte_in_the_note_is_named_and_costs_nothing(disk: MemoryDisk) -> None:
    """Every entry is read without it."""
    name = f"{FOLDER}/head"
    data = bytes(disk.files[name])
    for at in range(len(data)):
        with changed(disk, name, data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]) as other:
            stream = reopen(other)
            assert [damage.file for damage in stream.damage] == [name]
            assert numbers(stream) == ALL


@pytest.mark.parametrize("name", [JOURNAL, SEGMENT])
def test_dropped_frames_are_named(disk: MemoryDisk, name: str) -> None:
    """Any run of frames, from either file."""
    noted = copy_of(disk)
    reopen(noted).checkpoint()
    data = bytes(disk.files[name])
    parts = frames(data)
    for first, last in itertools.combinations(range(len(parts) + 1), 2):
        with changed(noted, name, rebuilt(data, parts[:first] + parts[last:])) as other:
            stream = reopen(other)
            named = {damage.file for damage in stream.damage}  # the note: the newest are gone
            assert named & {name, f"{FOLDER}/head"}, f"frames {first} to {last} of {name}"
            assert in_order(numbers(stream))


@pytest.mark.parametrize("name", [JOURNAL, SEGMENT])
def test_swapped_frames_are_named_and_put_back(disk: MemoryDisk, name: str) -> None:
    """Their numbers say where they belong."""
    data = bytes(disk.files[name])
    parts = frames(data)
    for one, other_one in itertools.combinations(range(len(parts)), 2):
        order = list(parts)
        order[one], order[other_one] = order[other_one], order[one]
        with changed(disk, name, rebuilt(data, order)) as other:
            stream = reopen(other)
            assert {damage.file for damage in stream.damage} == {name}
            assert numbers(stream) == ALL


@pytest.mark.parametrize("name", [JOURNAL, SEGMENT])
def test_duplicated_frames_are_named_and_read_once(disk: MemoryDisk, name: str) -> None:
    """Wherever the second one was put."""
    data = bytes(disk.files[name])
    parts = frames(data)
    for what, where in itertools.product(range(len(parts)), range(len(parts) + 1)):
        with changed(disk, name, rebuilt(data, [*parts[:where], parts[what], *parts[where:]])) as other:
            stream = reopen(other)
            assert {damage.file for damage in stream.damage} == {name}, f"frame {what} again at {where}"
            assert numbers(stream) == ALL


@pytest.mark.parametrize("name", [JOURNAL, SEGMENT])
def test_a_missing_file_is_named(disk: MemoryDisk, name: str) -> None:
    """What the other files hold is read, in order."""
    other = copy_of(disk)
    reopen(other).checkpoint()
    del other.files[name]
    stream = reopen(other)
    assert stream.damage
    assert in_order(numbers(stream))


def test_one_files_bytes_in_the_place_of_another_are_named(disk: MemoryDisk) -> None:
    """Each file is bound to its name."""
    for one, two in itertools.permutations([JOURNAL, SEGMENT, f"{FOLDER}/head"], 2):
        with changed(disk, one, bytes(disk.files[two])) as other:
            assert reopen(other).damage


def test_a_foreign_file_is_named(disk: MemoryDisk) -> None:
    """It is left where it is."""
    with changed(disk, f"{FOLDER}/notes.txt", b"hello") as other:
        assert [damage.file for damage in reopen(other).damage] == [f"{FOLDER}/notes.txt"]


def test_a_log_that_vanished_whole_is_named(disk: MemoryDisk) -> None:
    """With or without the note of how many entries there were."""
    for kept in ([], ["head"]):
        other = MemoryDisk({f"{FOLDER}/{n}": bytes(disk.files[f"{FOLDER}/{n}"]) for n in kept})
        assert reopen(other).damage


def test_a_torn_tail_is_cut_at_every_byte_without_a_word(disk: MemoryDisk) -> None:
    """It is what a crash leaves, and nobody was told that it was saved."""
    data = bytes(disk.files[JOURNAL])
    last = frames(data)[-1]
    for cut in range(1, len(last) + 1):
        with changed(disk, JOURNAL, data[: len(data) - cut]) as other:
            stream = reopen(other)
            assert stream.damage == []
            assert numbers(stream) == ALL[:-1]
            stream.append(signed({"n": 99}))
            again = reopen(other)
            assert numbers(again) == [*ALL[:-1], 99]
            assert again.damage == []


def test_an_entry_known_to_be_saved_is_never_cut_without_a_word(disk: MemoryDisk) -> None:
    """The note says that it was there."""
    noted = copy_of(disk)
    reopen(noted).checkpoint()
    data = bytes(disk.files[JOURNAL])
    for cut in range(1, len(frames(data)[-1]) + 1):
        with changed(noted, JOURNAL, data[: len(data) - cut]) as other:
            assert reopen(other).damage, f"{cut} bytes cut"


def test_a_whole_last_frame_that_fails_is_set_aside_not_cut(disk: MemoryDisk) -> None:
    """Its bytes are kept in a file of their own, and new entries follow."""
    data = bytes(disk.files[JOURNAL])
    last = frames(data)[-1]
    bad = last[:-2] + bytes([last[-2] ^ 1]) + last[-1:]
    with changed(disk, JOURNAL, data[: -len(last)] + bad) as other:
        stream = reopen(other)
        assert numbers(stream) == ALL[:-1]
        assert [damage.seq for damage in stream.damage] == [13]
        aside = [name for name in other.files if "set-aside" in name]
        assert [bytes(other.files[name]) for name in aside] == [bad]
        stream.append(signed({"n": 99}))
        again = reopen(other)
        assert numbers(again) == [*ALL[:-1], 99]
        assert [damage.file for damage in again.damage] == aside


def test_sealing_does_not_tidy_damage_away(disk: MemoryDisk) -> None:
    """The damaged journal is kept beside the segment that it becomes."""
    data = bytearray(disk.files[JOURNAL])
    data[FILE_HEADER + HEADER + 2] ^= 1
    with changed(disk, JOURNAL, bytes(data)) as other:
        stream = reopen(other)
        for number in range(14, 24):
            stream.append(signed({"n": number}))
        assert f"{FOLDER}/segment-000002" in other.files
        again = reopen(other)
        assert numbers(again) == [*range(10), *range(11, 24)]
        assert [damage.seq for damage in again.damage if damage.seq is not None] == [10]
        assert any("set-aside" in damage.file for damage in again.damage)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_random_vandalism_is_accepted_in_silence(disk: MemoryDisk, data: st.DataObject) -> None:
    """Any bytes in the place of any others, in either file."""
    name = data.draw(st.sampled_from([JOURNAL, SEGMENT]))
    original = bytes(disk.files[name])
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 300)))
    vandalised = original[:start] + data.draw(st.binary(max_size=300)) + original[end:]
    noted = copy_of(disk)
    reopen(noted).checkpoint()
    with changed(noted, name, vandalised) as other:
        stream = reopen(other)
        # Zeros at the very end are what a crash leaves behind; they hide nothing that the note counts.
        assert vandalised.rstrip(b"\0") == original.rstrip(b"\0") or stream.damage
        assert in_order(numbers(stream))


def test_a_stale_journal_beside_its_segment_is_no_second_copy() -> None:
    """A crash between sealing and deleting doubles nothing."""
    disk = MemoryDisk()
    stream = new_stream(disk, 9, size=10, block=2)
    journal = bytes(disk.files[f"{FOLDER}/journal-000001"])
    stream.append(signed({"n": 9}))
    disk.files[f"{FOLDER}/journal-000001"] = bytearray(journal)
    again = reopen(disk)
    assert numbers(again) == list(range(10))
    assert again.damage == []
    assert f"{FOLDER}/journal-000001" not in disk.files


def test_zeros_behind_a_crash_are_room_and_what_was_begun_in_them_is_cut(disk: MemoryDisk) -> None:
    """Neither is damage."""
    data = bytes(disk.files[JOURNAL])
    last = frames(data)[-1]
    room = bytes(500)
    with changed(disk, JOURNAL, data + room) as other:
        stream = reopen(other)
        assert numbers(stream) == ALL
        assert stream.damage == []
        assert bytes(other.files[JOURNAL]) == data
    for cut in range(2, len(last) + 1):
        with changed(disk, JOURNAL, data[: len(data) - cut] + room) as other:
            stream = reopen(other)
            assert numbers(stream) == ALL[:-1]
            assert stream.damage == [], cut
            stream.append(signed({"n": 99}))
            assert numbers(reopen(other)) == [*ALL[:-1], 99]


def test_flips_before_the_room_ahead_are_named(disk: MemoryDisk) -> None:
    """Zeros at the end hide no changed byte."""
    data = bytes(disk.files[JOURNAL])
    for at in range(len(data)):
        flipped = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with changed(disk, JOURNAL, flipped + bytes(500)) as other:
            stream = reopen(other)
            assert stream.damage, f"byte {at}"
            assert len(numbers(stream)) >= 13
