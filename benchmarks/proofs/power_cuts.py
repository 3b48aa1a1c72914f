"""The power fails after any system call, of a log and while keys change; disks that lie must be caught."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.proofs.counts import Counts, Row
from carerapp.vault import Disk
from tests.support.vault import power_loss_keys, power_loss_settings
from tests.support.vault.crashing_os import CrashingOs, LateFsync, NoFolderFsync, NoFsync
from tests.support.vault.power_loss import Outcome, container, folder, run


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
    return _power_cuts_during("keys", power_loss_keys.run, counts.key_states, counts)


def power_cuts_of_settings(counts: Counts) -> list[Row]:
    """While settings change, and while those of 0.1.0 are brought over."""
    return _power_cuts_during("settings", power_loss_settings.run, counts.settings_states, counts)


def _power_cuts_during(what: str, story: Callable[..., Outcome], least: int, counts: Counts) -> list[Row]:
    """States of one story, and whether a disk that lies is caught."""
    states, wrong, seed = 0, 0, 0
    while states < least:
        outcome = story(seed, each=counts.story_each)
        states, wrong, seed = states + outcome.states, wrong + len(outcome.violations), seed + 1
    rows = [(f"power loss, {what}", f"{states:,} states, {wrong} violations", not wrong)]
    seeds = counts.story_mutant_seeds
    for name, kernel in {"no fsync": NoFsync, "no folder fsync": NoFolderFsync}.items():
        caught = sum(bool(story(seed, kernel, each=counts.story_each).violations) for seed in range(seeds))
        rows.append((f"mutant of {what}: {name}", f"caught {caught} of {seeds}", caught == seeds))
    return rows
