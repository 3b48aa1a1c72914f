"""The power fails after any system call, of a log and while keys change; disks that lie must be caught."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.proofs.counts import Counts, Row
from carerapp.vault import Disk
from tests.support.vault import power_loss_keys
from tests.support.vault.crashing_os import CrashingOs, LateFsync, NoFolderFsync, NoFsync
from tests.support.vault.power_loss import container, folder, run


def power_cuts(counts: Counts) -> list[Row]:
    """For the folder and for the browser's container: disk states after a power cut; then the mutants."""
    rows = _power_cuts("folder", folder, counts)
    rows += _power_cuts("container", container, counts)
    mutants: dict[str, tuple[type[CrashingOs], Callable[[CrashingOs], Disk]]] = {
        "no fsync": (NoFsync, folder),
        "no folder fsync": (NoFolderFsync, folder),
        "acknowledge before fsync": (LateFsync, folder),
        "container, no flush": (NoFsync, container),
        "container, acknowledge before flush": (LateFsync, container),
    }
    for name, (kernel, disk_on) in mutants.items():
        caught = [run(seed, kernel, disk_on, each=counts.each) for seed in range(counts.mutant_seeds)]
        states = sum(outcome.states for outcome in caught)
        wrong = sum(len(outcome.violations) for outcome in caught)
        seeds = sum(bool(outcome.violations) for outcome in caught)
        said = f"caught in {seeds} of {counts.mutant_seeds} runs ({wrong:,} of {states:,} states)"
        rows.append((f"mutant: {name}", said, seeds == counts.mutant_seeds))
    return rows


def _power_cuts(name: str, disk_on: Callable[[CrashingOs], Disk], counts: Counts) -> list[Row]:
    states, seed, violations = 0, 0, list[str]()
    while states < counts.states:
        outcome = run(seed, disk_on=disk_on, each=counts.each)
        states, seed = states + outcome.states, seed + 1
        violations += outcome.violations
    said = f"{states:,} states, {len(violations)} broken promises"
    return [(f"power cut after any system call ({name})", said, not violations)]


def power_cuts_of_keys(counts: Counts) -> list[Row]:
    """While people come and go and records are erased."""
    states, wrong, seed = 0, 0, 0
    while states < counts.key_states:
        outcome = power_loss_keys.run(seed, each=counts.key_each)
        states, wrong, seed = states + outcome.states, wrong + len(outcome.violations), seed + 1
    rows = [("power loss, keys", f"{states:,} states, {wrong} violations", not wrong)]
    for name, kernel in {"no fsync": NoFsync, "no folder fsync": NoFolderFsync}.items():
        caught = sum(
            bool(power_loss_keys.run(seed, kernel, each=counts.key_each).violations)
            for seed in range(counts.key_mutant_seeds)
        )
        rows.append(
            (
                f"mutant of keys: {name}",
                f"caught {caught} of {counts.key_mutant_seeds}",
                caught == counts.key_mutant_seeds,
            )
        )
    return rows
