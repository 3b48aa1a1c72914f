"""The power fails after any system call: a sample of the full count in ``benchmarks/soak.py``."""

from __future__ import annotations

import pytest

from benchmarks.power_loss import CrashingOs, LateFsync, NoFolderFsync, NoFsync, run


def test_no_power_cut_loses_an_acknowledged_entry() -> None:
    outcomes = [run(seed) for seed in range(8)]
    assert [wrong for outcome in outcomes for wrong in outcome.violations] == []
    assert sum(outcome.states for outcome in outcomes) > 4000


@pytest.mark.parametrize("mutant", [NoFsync, NoFolderFsync, LateFsync])
def test_the_simulator_catches_a_disk_that_lies(mutant: type[CrashingOs]) -> None:
    assert run(0, mutant).violations
