"""The container against the simplest disk there is, on a device that loses its power."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.vault import DiskFailed
from carerapp.vault.adapters import container_blocks
from carerapp.vault.adapters.container import Container
from carerapp.vault.adapters.container_frames import Block, Frames
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.vault.crashing_os import CrashingOs, LateFsync, NoFsync, SimulatedBlock
from tests.support.vault.disk_steps import NAMES, TIDY_FROM, Step, content, do, steps
from tests.support.vault.memory_block import MemoryBlock


def pair() -> tuple[MemoryBlock, MemoryBlock]:
    return MemoryBlock(), MemoryBlock()


@given(steps)
def test_it_holds_what_a_disk_holds_also_after_reopening(taken: list[Step]) -> None:
    """After any changes in any order, beside the disk in memory."""
    blocks, model = pair(), MemoryDisk()
    disk = Container(blocks, tidy_from=TIDY_FROM)
    for step in taken:
        do(disk, step)
        do(model, step)
        assert content(disk) == content(model) == content(Container(blocks, tidy_from=TIDY_FROM))


def power_cuts(taken: list[Step], rng: random.Random, kernel: type[CrashingOs], each: int = 2) -> list[str]:
    """What was wrong in a state of the disk after a power cut; one is looked at after every system call."""
    os, model, wrong = kernel(rng), MemoryDisk(), list[str]()
    allowed = [content(model)]

    def opened(os: CrashingOs) -> Container:
        blocks = SimulatedBlock(os, "/vault/0"), SimulatedBlock(os, "/vault/1")
        return Container(blocks, tidy_from=TIDY_FROM)

    def step_of_the_kernel() -> None:
        for _ in range(each):
            back = os.after_power_cut()
            try:
                disk = opened(back)
                found = content(disk)
                if found not in allowed:
                    wrong.append(f"{found} is none of {allowed}")
                do(disk, ("append", "after", b"x", 0))
                if content(opened(back.after_power_cut())) != {**found, "after": b"x"}:
                    wrong.append("the entry after the power cut was not kept")
            except DiskFailed as failed:
                wrong.append(str(failed))

    disk = opened(os)
    for step in taken:
        before = content(model)
        do(model, step)
        allowed = [before, content(model)]
        os.step = step_of_the_kernel
        do(disk, step)
        allowed = [content(model)]
        step_of_the_kernel()
        os.step = lambda: None
        if rng.random() < 0.1:
            disk = opened(os)  # as after a kill: nothing pending is lost, memory is
    return wrong


@settings(max_examples=40, deadline=None)
@given(steps, st.integers(0, 10**6))
def test_after_a_power_cut_each_change_is_there_whole_or_not_at_all(taken: list[Step], seed: int) -> None:
    """After any changes, in any state that a device may be in when the power is back."""
    assert power_cuts(taken, random.Random(seed), CrashingOs) == []


BUSY: list[Step] = [
    (verb, NAMES[number % 2], bytes([number]) * (30 + 37 * number % 200), 20)
    for number in range(20)
    for verb in ("append", "replace" if number % 4 else "truncate")
]


def found_by_the_simulator(kernel: type[CrashingOs] = CrashingOs) -> bool:
    return any(power_cuts(BUSY, random.Random(seed), kernel, each=6) for seed in range(6))


@pytest.mark.parametrize("kernel", [NoFsync, LateFsync])
def test_the_simulator_catches_a_device_that_does_not_flush(kernel: type[CrashingOs]) -> None:
    """The proof above can fail: here it does."""
    assert found_by_the_simulator(kernel)


class Unflushed(SimulatedBlock):
    def __init__(self, block: SimulatedBlock) -> None:
        self.__dict__ = block.__dict__

    def flush(self) -> None:
        pass


def forget_the_flush_before_the_mark(patch: pytest.MonkeyPatch) -> None:
    real = Container._copy_to
    patch.setattr(Container, "_copy_to", lambda self, block: real(self, Unflushed(block)))


def trust_the_last_frame(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Frames, "whole", lambda self, frame: True)


def empty_the_old_block_first(patch: pytest.MonkeyPatch) -> None:
    real = container_blocks.begin

    def begin(block: Block, generation: int) -> None:
        real(block, generation - 1 if generation > 1 else 1)

    patch.setattr("carerapp.vault.adapters.container.begin", begin)


@pytest.mark.sampled
@pytest.mark.parametrize(
    "mutate",
    [
        forget_the_flush_before_the_mark,
        trust_the_last_frame,
        empty_the_old_block_first,
    ],
)
def test_the_simulator_catches_a_container_that_breaks_a_law(
    mutate: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each law of the container is broken once, and it is found out."""
    assert not found_by_the_simulator()
    mutate(monkeypatch)
    assert found_by_the_simulator()
