"""The power fails after any system call: a sample of the full count in ``benchmarks/soak.py``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carerapp.vault import Disk
from tests.support.vault import power_loss_heads, power_loss_keys, power_loss_settings
from tests.support.vault.crashing_os import CrashingOs, LateFsync, NoFolderFsync, NoFsync
from tests.support.vault.power_loss import container, folder, run


@pytest.mark.parametrize("disk_on", [folder, container])
def test_no_power_cut_loses_an_acknowledged_entry(disk_on: Callable[[CrashingOs], Disk]) -> None:
    """In thousands of states, on a folder and in the browser's container."""
    outcomes = [run(seed, disk_on=disk_on) for seed in range(8)]
    assert [wrong for outcome in outcomes for wrong in outcome.violations] == []
    assert sum(outcome.states for outcome in outcomes) > 3000


@pytest.mark.parametrize("mutant", [NoFsync, NoFolderFsync, LateFsync])
def test_the_simulator_catches_a_disk_that_lies(mutant: type[CrashingOs]) -> None:
    """A disk that does not write through, or not in time, is found out."""
    assert run(0, mutant).violations


def test_no_power_cut_locks_anybody_out_or_lets_anybody_back_in() -> None:
    """While people come and go, a child is erased, and all is erased."""
    outcomes = [power_loss_keys.run(seed, each=2) for seed in range(3)]
    assert [wrong for outcome in outcomes for wrong in outcome.violations] == []
    assert sum(outcome.states for outcome in outcomes) > 500


@pytest.mark.parametrize("mutant", [NoFsync, NoFolderFsync])
def test_the_simulator_catches_key_files_on_a_disk_that_lies(mutant: type[CrashingOs]) -> None:
    """So the proof above can fail."""
    assert power_loss_keys.run(0, mutant).violations


@pytest.mark.parametrize("mutant", [NoFsync, LateFsync])
def test_the_simulator_catches_a_container_that_is_not_flushed(mutant: type[CrashingOs]) -> None:
    """So the proof above can fail."""
    assert run(0, mutant, container).violations


@pytest.mark.parametrize("disk_on", [folder, container])
def test_no_power_cut_loses_a_setting(disk_on: Callable[[CrashingOs], Disk]) -> None:
    """While settings change, and while those that 0.1.0 kept are brought over: none is lost, none is
    older."""
    outcome = power_loss_settings.run(0, disk_on=disk_on, each=2)
    assert outcome.violations == ()
    assert outcome.states > 250


@pytest.mark.parametrize("mutant", [NoFsync, NoFolderFsync])
def test_the_simulator_catches_settings_on_a_disk_that_lies(mutant: type[CrashingOs]) -> None:
    """A disk that does not write through what it says it has written is found out."""
    assert power_loss_settings.run(0, mutant).violations


@pytest.mark.parametrize("disk_on", [folder, container])
def test_no_power_cut_leaves_the_table_of_ends_ahead_of_the_logs(
    disk_on: Callable[[CrashingOs], Disk],
) -> None:
    """Between an entry and the table that follows it, too: nothing is lost, and nothing is called damaged."""
    outcome = power_loss_heads.run(0, disk_on=disk_on, each=2)
    assert outcome.violations == ()
    assert outcome.states > 100


def test_the_simulator_catches_a_table_that_knows_more_than_the_disk() -> None:
    """So the proof above can fail."""
    assert power_loss_heads.run(0, power_loss_heads.NoJournalFsync).violations
