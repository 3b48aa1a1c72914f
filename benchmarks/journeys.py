"""Kill the app at many random moments of the walk, in a real browser: `python -m benchmarks.journeys [--kills N]`.

Exits 1 when anything that the screen called saved is gone, or it reopened elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.report import machine, record, table
from tests.support.browser.chromium import chromium
from tests.support.browser.killing import Killed, kill_once

KILLS = 20
FIRST_SEED = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    kills = parser.parse_args().kills
    done: list[Killed] = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for seed in range(FIRST_SEED, FIRST_SEED + kills):
            killed = kill_once(browser, Path(folder), seed)
            done.append(killed)
            kept = "BROKEN" if killed.problems else "kept  "
            print(
                f"{kept} {seed}: {killed.step}, {killed.after:.1f} s, at {killed.shown}, "
                f"{killed.acknowledged} entries {' '.join(killed.problems)}",
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
    body = f"{machine()}.\n\n{table(['proof', 'result'], rows)}"
    if broken:
        body += "\n\n" + "\n".join(f"- seed {k.seed}, {k.step}: {'; '.join(k.problems)}" for k in broken)
    record("journeys", body)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
