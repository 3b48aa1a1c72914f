"""The long proofs in full: ``python -m benchmarks.soak``. Exits 1 when any promise is broken.

The tests run a sample of each; here they run to their full counts, and the figures are recorded.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from benchmarks.proofs.counts import REHEARSAL, Counts, Row
from benchmarks.proofs.flips import flips_of_the_keys, flips_of_the_log
from benchmarks.proofs.kills import kills
from benchmarks.proofs.nonces import nonces
from benchmarks.proofs.power_cuts import power_cuts, power_cuts_of_keys, power_cuts_of_settings
from benchmarks.proofs.schedules import hostile_entries, schedules, sync_schedules
from benchmarks.report import keep, options, table

PROOFS: tuple[Callable[[Counts], list[Row]], ...] = (
    power_cuts,
    power_cuts_of_keys,
    power_cuts_of_settings,
    kills,
    flips_of_the_log,
    flips_of_the_keys,
    schedules,
    sync_schedules,
    hostile_entries,
    nonces,
)


def main() -> None:
    """Run all, print and record; exit 1 when a promise is broken."""
    rehearse = options("soak", __doc__).parse_args().rehearse
    rows: list[Row] = []
    for proof in PROOFS:
        start = time.perf_counter()
        found = proof(REHEARSAL if rehearse else Counts())
        rows += found
        for name, said, kept in found:
            print(f"{'kept  ' if kept else 'BROKEN'} {name}: {said}", flush=True)
        print(f"       {time.perf_counter() - start:.0f} s", flush=True)
    keep("soak", table(["proof", "result"], [[name, said] for name, said, _ in rows]), rehearse=rehearse)
    sys.exit(0 if all(kept for _, _, kept in rows) else 1)


if __name__ == "__main__":
    main()
