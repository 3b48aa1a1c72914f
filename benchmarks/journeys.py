"""Kill the app at many random moments of the walk, in a real browser.

`python -m benchmarks.journeys [--kills N] [--seed N] [--rehearse]`

Exits 1 when anything that the screen called saved is gone, or it reopened elsewhere.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.report import keep, options, table
from tests.support.browser.chromium import chromium
from tests.support.browser.killing import Killed, kill_once

KILLS = 20
FIRST_SEED = 100


def main() -> None:
    """Kill, look, print and record; exit 1 when a promise is broken."""
    parser = options("journeys", __doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument(
        "--seed", type=int, default=FIRST_SEED, help="of the first; each later one has the next"
    )
    args = parser.parse_args()
    done: list[Killed] = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for seed in range(args.seed, args.seed + args.kills):
            killed = kill_once(browser, Path(folder), seed)
            done.append(killed)
            kept = "BROKEN" if killed.problems else "kept  "
            print(
                f"{kept} {seed}: {killed.step}, {killed.after:.1f} s, at {killed.shown}, "
                f"{killed.acknowledged} entries{', words half typed' * killed.half_typed} "
                f"{' '.join(killed.problems)}",
                flush=True,
            )
    broken = [killed for killed in done if killed.problems]
    half = sum(killed.half_typed for killed in done)
    rows = [
        ["kills of the app in the middle of the walk", f"{len(done)}"],
        [
            "entries of the log that the screen had shown",
            f"{sum(k.acknowledged for k in done):,}, 0 lost" if not broken else "see below",
        ],
        ["reopened where it was", f"{len(done) - len(broken)} of {len(done)}"],
        ["kills with words half typed", f"{half}, all there again" if not broken else f"{half}"],
    ]
    body = table(["proof", "result"], rows)
    if broken:
        body += "\n\n" + "\n".join(f"- seed {k.seed}, {k.step}: {'; '.join(k.problems)}" for k in broken)
    keep("journeys", body, rehearse=args.rehearse)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
