"""Walk the app at random, in four zones and over the nights on which clocks change, and compare each screen
with the files on the disk.

`python -m benchmarks.walks [--walks N] [--steps N] [--seed N] [--in-browser] [--rehearse]`

With --in-browser the walks go through a real browser window, on a phone and a tablet in turn.

Exits 1 when a screen said anything else than the files, and prints the way there: the same seed walks it
again.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.report import keep, options, table
from tests.support.browser.chromium import chromium
from tests.support.walks.in_browser import BrowserWalk
from tests.support.walks.running import told, walks
from tests.support.walks.walker import Walk

WALKS, STEPS, FIRST_SEED = 10_000, 60, 0
IN_BROWSER = 50  # a step takes seconds there
FEW, SHORT = 5, 12  # a rehearsal
ONE, SHORTEST = 1, 3  # and in a browser
OBJECTS = 50_000  # until Python looks for what refers to itself: a screen has thousands


def main() -> None:
    """Walk, compare, print and record; exit 1 at any difference."""
    parser = options("walks", __doc__)
    parser.add_argument("--walks", type=int, default=0, help=f"how many; {WALKS:,}, or {IN_BROWSER}")
    parser.add_argument("--steps", type=int, default=0, help=f"of a walk at most; {STEPS}")
    parser.add_argument("--seed", type=int, default=FIRST_SEED, help="of the first; later ones count on")
    parser.add_argument("--in-browser", action="store_true", help="through a real browser window")
    args = parser.parse_args()
    few, short = (ONE, SHORTEST) if args.in_browser else (FEW, SHORT)
    count = args.walks or (few if args.rehearse else IN_BROWSER if args.in_browser else WALKS)
    most = args.steps or (short if args.rehearse else STEPS)
    start, cpu = time.perf_counter(), time.process_time()
    steps = compared = differ = 0
    go = _in_browser if args.in_browser else _plain
    for walk, counted in go(args.seed, count, most):
        steps += len(walk.trace)
        compared += counted
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
    keep(
        "walks in a browser" if args.in_browser else "walks",
        table(["proof", "result"], rows),
        rehearse=args.rehearse,
    )
    sys.exit(1 if differ else 0)


def _plain(seed: int, count: int, steps: int) -> Iterator[tuple[Walk, int]]:
    gc.set_threshold(OBJECTS)
    for walk in walks(seed, count, steps):
        yield walk, walk.compared.counted


def _in_browser(seed: int, count: int, steps: int) -> Iterator[tuple[BrowserWalk, int]]:
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for number in range(seed, seed + count):
            walk = BrowserWalk(number, steps, width=1180 if number % 2 else 390)
            walk.go(browser, Path(folder))
            yield walk, walk.compared


if __name__ == "__main__":
    main()
