"""Walk the app at random, in four zones and over the nights on which clocks change, and compare each screen
with the files on the disk.

`python -m benchmarks.walks [--walks N] [--steps N] [--seed N] [--rehearse]`

Exits 1 when a screen said anything else than the files, and prints the way there: the same seed walks it
again.
"""

from __future__ import annotations

import sys
import time

from benchmarks.report import keep, options, table
from tests.support.walks.running import told, walks

WALKS, STEPS, FIRST_SEED = 10_000, 60, 0
FEW, SHORT = 5, 12  # a rehearsal


def main() -> None:
    """Walk, compare, print and record; exit 1 at any difference."""
    parser = options("walks", __doc__)
    parser.add_argument("--walks", type=int, default=0, help=f"how many; {WALKS:,} unless it is a rehearsal")
    parser.add_argument("--steps", type=int, default=0, help=f"of a walk at most; {STEPS}")
    parser.add_argument("--seed", type=int, default=FIRST_SEED, help="of the first; later ones count on")
    args = parser.parse_args()
    count = args.walks or (FEW if args.rehearse else WALKS)
    most = args.steps or (SHORT if args.rehearse else STEPS)
    start, cpu = time.perf_counter(), time.process_time()
    steps = compared = differ = 0
    for walk in walks(args.seed, count, most):
        steps += len(walk.trace)
        compared += walk.compared.counted
        if walk.problems:
            differ += 1
            print(told(walk), flush=True)
    rows = [
        [f"walks of up to {most} steps", f"{count:,}"],
        ["steps", f"{steps:,}"],
        ["comparisons of what a screen said with the files", f"{compared:,}"],
        ["walks with a difference", f"{differ:,}"],
        ["time in all", f"{time.perf_counter() - start:,.0f} s"],
        ["time of the processor", f"{time.process_time() - cpu:,.0f} s"],
    ]
    keep("walks", table(["proof", "result"], rows), rehearse=args.rehearse)
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
