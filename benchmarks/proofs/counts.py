"""How much of each proof is run, and what a proof says."""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[str, str, bool]
"""What was proved, in words how often, and whether the promise was kept."""


@dataclass(frozen=True)
class Counts:
    """The full counts."""

    states: int = 45_000  # of the disk after a power cut, for the folder and for the container
    mutant_seeds: int = 20  # runs in each of which a disk that lies must be caught
    key_states: int = 10_000
    settings_states: int = 10_000
    story_mutant_seeds: int = 10
    each: int = 6  # states that are looked at after a system call
    story_each: int = 3
    schedules: int = 2_000
    sync_schedules: int = 5_000
    hostile_entries: int = 20_000  # examples, each of up to six entries
    kills: int = 2_000
    nonces: int = 1_000_000
    every: int = 1  # of how many bytes one is flipped


REHEARSAL = Counts(
    states=200,
    mutant_seeds=1,
    key_states=50,
    settings_states=50,
    story_mutant_seeds=1,
    each=1,
    story_each=1,
    schedules=3,
    sync_schedules=3,
    hostile_entries=20,
    kills=5,
    nonces=500,
    every=997,
)
