"""Bytes of the container that rotted: what they held is damaged, nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.vault import DiskFailed
from carerapp.vault.adapters.container import Container
from carerapp.vault.adapters.container_blocks import BEGINNINGS, FIRST, begin
from carerapp.vault.adapters.container_frames import MAGIC, Frame, Frames, Kind, encode, overhead
from tests.support.vault.memory_block import MemoryBlock

Blocks = tuple[MemoryBlock, MemoryBlock]


def filled() -> Blocks:
    blocks = MemoryBlock(), MemoryBlock()
    disk = Container(blocks)
    for number in range(10):
        disk.append("journal", b"entry %d, " % number)
        disk.replace("head", b"head %d" % number)
    disk.append("photo", bytes(range(256)) * 1000)
    disk.append("last", b"the end")
    return blocks


def frames(block: MemoryBlock) -> list[Frame]:
    reader, found = Frames(block), list[Frame]()
    while (frame := reader.next(found[-1].end if found else FIRST)) is not None:
        found.append(frame)
    return found


def rot(block: MemoryBlock, at: int, n: int = 1) -> None:
    block.data[at : at + n] = bytes(byte ^ 0x55 for byte in block.data[at : at + n])


def test_a_frame_that_is_gone_hides_no_later_one() -> None:
    """Ten frames of a file, one rotted away: nine are read, and all other files."""
    blocks = filled()
    lost = frames(blocks[0])[4]
    assert (lost.kind, lost.name) == (Kind.APPEND, "journal")
    rot(blocks[0], lost.at, lost.end - lost.at)
    disk = Container(blocks)
    kept = [b"entry %d, " % number for number in range(10) if number != 2]
    assert disk.read("journal") == b"".join(kept)
    assert disk.read("head") == b"head 9"
    assert disk.read("last") == b"the end"


@pytest.mark.parametrize("short", range(-2, 8))
def test_the_next_frame_is_found_wherever_it_begins(short: int) -> None:
    """Also across the edge of what is read at a time."""
    blocks = MemoryBlock(), MemoryBlock()
    disk = Container(blocks)
    disk.append("lost", bytes(64 * 1024 - overhead("lost") - short))
    disk.append("kept", b"kept")
    rot(blocks[0], FIRST)
    assert Container(blocks).read("kept") == b"kept"


def test_a_copy_that_was_never_finished_is_cleared_away() -> None:
    """The whole block counts, and the room is free again."""
    blocks = filled()
    blocks[1].data = bytearray(b"half a copy")
    assert Container(blocks).read("last") == b"the end"
    assert blocks[1].size() == 0


def test_a_payload_that_rotted_is_handed_out_as_it_lies_there() -> None:
    """To judge it is the seal's work, which can name what is wrong."""
    blocks = filled()
    photo = next(frame for frame in frames(blocks[0]) if frame.name == "photo")
    rot(blocks[0], photo.payload + 70_000, 10)
    read = Container(blocks).read("photo") or b""
    whole = bytes(range(256)) * 1000
    assert [at for at in range(len(whole)) if read[at] != whole[at]] == list(range(70_000, 70_010))


@given(st.data())
def test_any_sector_that_rots_takes_only_the_frames_it_touches(data: st.DataObject) -> None:
    """Wherever it lies; and the disk takes new entries."""
    blocks = filled()
    end = frames(blocks[0])[-1].at
    at = data.draw(st.integers(0, end - 1))
    n = data.draw(st.integers(1, 700))
    rot(blocks[0], at, min(n, end - at))  # the last frame is looked at below
    touched = {frame.name for frame in frames(filled()[0]) if frame.at < at + n and frame.end > at}
    disk, good = Container(blocks), Container(filled())
    for name in set(good.names("")) - touched:
        assert disk.read(name) == good.read(name)
    disk.append("journal", b"goes on")
    assert (Container(blocks).read("journal") or b"").endswith(b"goes on")


def test_a_last_frame_that_is_not_whole_was_never_confirmed() -> None:
    """It is cut off, and its name can be written again."""
    blocks = filled()
    last = frames(blocks[0])[-1]
    rot(blocks[0], last.end - 1)
    disk = Container(blocks)
    assert disk.read("last") is None
    assert blocks[0].size() == last.at
    disk.append("last", b"again")
    assert Container(blocks).read("last") == b"again"


@pytest.mark.parametrize("lost", [BEGINNINGS[:1], BEGINNINGS[1:], BEGINNINGS])
def test_a_lost_mark_loses_nothing(lost: tuple[int, ...]) -> None:
    """Which block counts is found out without it, and it is made again."""
    blocks, good = filled(), Container(filled())
    for at in lost:
        rot(blocks[0], at, 40)
    for _ in range(2):
        disk = Container(blocks)
        assert {name: disk.read(name) for name in disk.names("")} == {
            name: good.read(name) for name in good.names("")
        }
    disk.append("journal", b"more")
    assert (Container(blocks).read("journal") or b"").endswith(b"9, more")


def test_without_a_mark_a_copy_that_was_never_finished_does_not_count() -> None:
    """Two blocks and no mark: the one that is whole counts."""
    blocks = filled()
    _, started = encode(FIRST, 2, Kind.REPLACE, "journal", b"half")
    blocks[1].data = bytearray(FIRST) + started
    for at in BEGINNINGS:
        rot(blocks[0], at, 40)
    assert (Container(blocks).read("journal") or b"").startswith(b"entry 0, ")


def test_blocks_full_of_what_cannot_be_read_are_refused_and_left_alone() -> None:
    """They are not taken for an empty disk and written over."""
    blocks = MemoryBlock(), MemoryBlock()
    blocks[0].data = bytearray(b"?" * 20_000)
    with pytest.raises(DiskFailed, match="cannot be read"):
        Container(blocks)
    assert blocks[0].data == b"?" * 20_000


def test_a_payload_that_looks_like_frames_is_none() -> None:
    """Also where the frame around it is damaged, and reading looks for the next one inside of it."""
    blocks = MemoryBlock(), MemoryBlock()
    disk = Container(blocks)
    disk.append("a", b"kept")
    _, trap = encode(FIRST, 1, Kind.DELETE, "a", b"")
    disk.append("b", MAGIC + trap * 5)
    disk.append("c", b"kept")
    rot(blocks[0], frames(blocks[0])[1].at)
    disk = Container(blocks)
    assert [disk.read(name) for name in "abc"] == [b"kept", None, b"kept"]


def test_bytes_of_an_older_generation_are_not_frames() -> None:
    """What an earlier use of the block left behind does not come back."""
    blocks = MemoryBlock(), MemoryBlock()
    begin(blocks[0], 3)
    _, old = encode(FIRST, 2, Kind.APPEND, "a", b"old")
    blocks[0].data = blocks[0].data.ljust(FIRST, b"\0") + old
    assert Container(blocks).names("") == []
