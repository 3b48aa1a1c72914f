"""A device that fails at any call, or is full: what was there stays, and afterwards it goes on."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.vault import DiskError, DiskFailed, DiskFull
from carerapp.vault.adapters.container import Container
from carerapp.vault.adapters.container_blocks import FIRST, write_all
from carerapp.vault.adapters.container_frames import Kind, encode
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.vault.crashing_os import CrashingOs, SimulatedBlock
from tests.support.vault.disk_steps import TIDY_FROM, Step, content, do, steps
from tests.support.vault.memory_block import MemoryBlock


@given(steps, st.lists(st.booleans(), max_size=150))
def test_what_failed_did_not_happen_and_what_follows_does(taken: list[Step], faults: list[bool]) -> None:
    """In memory at once; after reopening too, once something was saved again."""
    blocks, model = (MemoryBlock(), MemoryBlock()), MemoryDisk()
    disk = Container(blocks, tidy_from=TIDY_FROM)
    failing = iter(faults)
    for block in blocks:
        block.faults = failing
    for step in taken:
        try:
            do(disk, step)
        except DiskFailed:
            pass
        else:
            do(model, step)
        assert content(disk) == content(model)
    for block in blocks:
        block.faults = None
    disk.append("after", b"x")
    model.append("after", b"x")
    assert content(disk) == content(model) == content(Container(blocks, tidy_from=TIDY_FROM))


@given(steps, st.integers(0, 60), st.booleans())
def test_a_device_that_breaks_for_good_shows_what_was_saved(
    taken: list[Step], good_calls: int, reopened: bool
) -> None:
    """The one change that was under way may be there after reopening; nothing saved is missing."""
    blocks, model = (MemoryBlock(), MemoryBlock()), MemoryDisk()
    disk = Container(blocks, tidy_from=TIDY_FROM)
    faults = iter([False] * good_calls + [True] * 10_000)
    for block in blocks:
        block.faults = faults
    allowed = [content(model)]
    for step in taken:
        try:
            do(disk, step)
        except DiskFailed:
            do(model, step)
            allowed.append(content(model))
            break
        do(model, step)
        allowed = [content(model)]
    assert content(disk) == allowed[0]
    if reopened:
        disk = Container(blocks, tidy_from=TIDY_FROM)
        assert content(disk) in allowed
    for block in blocks:
        block.faults = iter([True] * 100)
    with pytest.raises(DiskFailed):
        disk.append("after", b"x")


@given(steps, st.integers(8192, 12_000))
def test_a_full_device_refuses_keeps_and_goes_on_when_there_is_room(taken: list[Step], room: int) -> None:
    """What was there before is still there, and the same change succeeds later."""
    blocks, model = (MemoryBlock(room=room), MemoryBlock(room=room)), MemoryDisk()
    disk = Container(blocks, tidy_from=TIDY_FROM)
    for step in taken:
        try:
            do(disk, step)
        except DiskFull:
            assert content(disk) == content(model) == content(Container(blocks, tidy_from=TIDY_FROM))
            for block in blocks:
                block.room = None
            do(disk, step)
        do(model, step)
    assert content(disk) == content(model) == content(Container(blocks, tidy_from=TIDY_FROM))


def test_a_phone_with_no_room_at_all_can_still_be_opened() -> None:
    """It takes no entry, says so, and goes on when there is room."""
    blocks = MemoryBlock(room=0), MemoryBlock(room=0)
    disk = Container(blocks)
    with pytest.raises(DiskFull):
        disk.append("a", b"1")
    blocks[0].room = None
    disk.append("a", b"2")
    assert Container(blocks).read("a") == b"2"


def test_no_room_to_tidy_is_no_error() -> None:
    """Changes go on in the block that is there; tidying waits for room."""
    blocks = MemoryBlock(), MemoryBlock(room=0)
    disk = Container(blocks, tidy_from=1000)
    for number in range(200):
        disk.replace("head", b"%d" % number)
    assert disk.read("head") == b"199"
    assert Container(blocks).read("head") == b"199"
    with pytest.raises(DiskFull):
        disk.tidy()
    blocks[1].room = None
    disk.tidy()
    assert blocks[0].size() == 0
    assert Container(blocks).read("head") == b"199"


def test_a_copy_that_failed_at_its_mark_never_outlives_what_is_saved_after_it() -> None:
    """The mark may have reached the device although the flush failed: the copy must be gone before anything
    else."""
    for nth in range(12):
        blocks = MemoryBlock(), MemoryBlock()
        disk = Container(blocks)
        disk.append("a", b"1")
        blocks[1].faults = iter([False] * nth + [True] * 2)
        try:
            disk.tidy()
        except DiskError:
            blocks[1].faults = iter([True])
            with pytest.raises(DiskError):
                disk.append("a", b"2")
        blocks[1].faults = None
        disk.append("a", b"3")
        assert Container(blocks).read("a") == disk.read("a") == b"13"


def test_what_failed_once_does_not_come_up_again_later() -> None:
    """An append that was refused is not found at any opening after it."""
    refused = 0
    for nth in range(8):
        blocks = MemoryBlock(), MemoryBlock()
        disk = Container(blocks)
        disk.append("a", b"1")
        blocks[0].faults = iter([False] * nth + [True])
        try:
            disk.append("a", b"2")
        except DiskFailed:
            refused += 1
            assert Container(blocks).read("a") == b"1"
    assert refused


def test_nothing_is_called_durable_while_the_device_fails() -> None:
    """What is read must be durable; where that cannot be had, the call says so."""
    blocks = MemoryBlock(), MemoryBlock()
    Container(blocks).append("a", b"1")
    blocks[0].faults = iter([True] * 2)
    disk = Container(blocks)
    assert disk.read("a") == b"1"
    with pytest.raises(DiskFailed):
        disk.append("a", b"")
    disk.append("a", b"")


def on_a_kernel(seed: int) -> tuple[CrashingOs, tuple[SimulatedBlock, SimulatedBlock]]:
    os = CrashingOs(random.Random(seed))
    return os, (SimulatedBlock(os, "/vault/0"), SimulatedBlock(os, "/vault/1"))


def after_power_cut(os: CrashingOs) -> Container:
    back = os.after_power_cut()
    return Container((SimulatedBlock(back, "/vault/0"), SimulatedBlock(back, "/vault/1")))


def test_what_a_killed_process_left_is_durable_once_it_is_shown() -> None:
    """Opening flushes it before anybody reads it."""
    for seed in range(20):
        os, blocks = on_a_kernel(seed)
        Container(blocks)
        _, data = encode(FIRST, 1, Kind.APPEND, "a", b"1" * 300)
        write_all(blocks[0], FIRST, data)  # it was killed before it flushed
        assert Container(blocks).read("a") == b"1" * 300
        assert all(after_power_cut(os).read("a") == b"1" * 300 for _ in range(20))


def test_a_copy_that_failed_at_its_mark_stays_gone_after_a_power_cut() -> None:
    """A block that was given up does not count again, whatever of it became durable."""
    for seed in range(20):
        os, blocks = on_a_kernel(seed)
        disk = Container(blocks)
        disk.append("a", b"1")
        calls = iter([False, False, True])  # emptied, copied; the mark is written, and flushing it fails

        def flush(calls: object = calls, blocks: tuple[SimulatedBlock, SimulatedBlock] = blocks) -> None:
            if next(calls, False):  # type: ignore[call-overload]
                raise DiskFailed
            SimulatedBlock.flush(blocks[1])

        blocks[1].flush = flush  # type: ignore[method-assign]
        with pytest.raises(DiskFailed):
            disk.tidy()
        disk.append("a", b"2")
        assert all(after_power_cut(os).read("a") == b"12" for _ in range(20))
