"""Tap every button of every screen once and three times, at four paces, on a phone and on a tablet, and
compare what was written.

`python -m benchmarks.taps [--screens N] [--rehearse]`

Exits 1 when more was written than by one tap, and says where.
"""

from __future__ import annotations

import sys
import time

from benchmarks.report import keep, options, table
from tests.support.taps.screens import every_stop
from tests.support.taps.sweep import Sweep, sample, tries

FEW = 6  # screens of a rehearsal


def main() -> None:
    """Tap, compare, print and record; exit 1 at any difference."""
    parser = options("taps", __doc__)
    parser.add_argument("--screens", type=int, default=0, help="only the first so many; every one otherwise")
    args = parser.parse_args()
    stops = list(every_stop())[: args.screens or (FEW if args.rehearse else None)]
    start, cpu = time.perf_counter(), time.process_time()
    sweep, buttons = Sweep(), set[tuple[int, int, int]]()
    all_of_them = sample(stops, 1, 0) if args.rehearse else (one for stop in stops for one in tries(stop))
    for one in all_of_them:
        before = len(sweep.wrong)
        sweep.look(one)
        buttons.add((id(one.stop), one.width, one.number))
        for wrong in sweep.wrong[before:]:
            print(wrong, flush=True)
    rows = [
        ["screens", f"{len(stops):,}"],
        ["buttons, on a phone and on a tablet", f"{len(buttons):,}"],
        ["tapped again, at 60, 150, 300 and 450 ms", f"{sweep.tries:,}"],
        ["taps that were not to write anything", f"{sweep.taps:,}"],
        ["times more was written than by one tap", f"{len(sweep.wrong):,}"],
        ["time in all", f"{time.perf_counter() - start:,.0f} s"],
        ["time of the processor", f"{time.process_time() - cpu:,.0f} s"],
    ]
    keep("taps", table(["proof", "result"], rows), rehearse=args.rehearse)
    sys.exit(1 if sweep.wrong else 0)


if __name__ == "__main__":
    main()
