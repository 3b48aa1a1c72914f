"""The tests' random schedules, many more of them."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.proofs.counts import Counts, Row


def schedules(counts: Counts) -> list[Row]:
    """Any order of adding, removing, changing, writing, crashing and putting old files back."""
    said, kept = _run("tests/vault/test_staff_properties.py", "CARERAPP_STAFF_SCHEDULES", counts.schedules)
    return [("staff schedules", f"{counts.schedules:,} schedules of up to 20 steps: {said or 'kept'}", kept)]


def sync_schedules(counts: Counts) -> list[Row]:
    """Three devices and the endpoint under loss, doubling, cuts, restarts and clocks that are days apart."""
    said, kept = _run("tests/sync/test_schedules.py", "CARERAPP_SYNC_SCHEDULES", counts.sync_schedules)
    said = said or "all converge, 0 lost, 0 doubled"
    return [("sync schedules", f"{counts.sync_schedules:,} schedules: {said}", kept)]


def hostile_entries(counts: Counts) -> list[Row]:
    """Whatever a member of a home writes, through the gate and through every fold."""
    test, variable = "tests/sharing/test_gate_properties.py", "CARERAPP_HOSTILE_ENTRIES"
    said, kept = _run(test, variable, counts.hostile_entries)
    said = said or "nothing raised, no other child's record changed"
    return [("a hostile member", f"{counts.hostile_entries:,} examples: {said}", kept)]


def _run(test: str, variable: str, count: int) -> tuple[str, bool]:
    """Pytest's last line where it failed, else nothing; whether it passed."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test],
        env={**os.environ, variable: str(count)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)  # with it, it can be tried again
    return (done.stdout.strip().splitlines()[-1] if done.returncode else ""), done.returncode == 0
