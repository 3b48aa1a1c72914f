"""Put the authority's database back to many random moments while five devices write.

`python -m benchmarks.restores [--moments N] [--seed N] [--rehearse]`

Four tablets of two homes and a duty desk, on SQLite and on PostgreSQL. Exits 1 when an entry is lost or
stands twice, a log differs, a device is left waiting, or a revoked one is let in.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import time
from pathlib import Path

import pytest

from benchmarks.report import keep, options, table
from carerapp import bootstrap
from tests.support.endpoint.postgres import postgres
from tests.support.restoring import Moment, World
from tests.support.vault.doubles import QuickCrypto

MOMENTS = 50
A_WORLD = 10  # moments of one authority; then a new one is set up


def moments(kind: str, count: int, seed: int) -> list[Moment]:
    """In worlds of ten each; each is said as it ends."""
    found: list[Moment] = []
    while len(found) < count:
        with (
            pytest.MonkeyPatch.context() as patch,
            tempfile.TemporaryDirectory() as folder,
            contextlib.nullcontext("") if kind == "SQLite" else postgres() as address,
        ):
            patch.setattr(bootstrap, "native_crypto", QuickCrypto)  # what a PIN costs is not what is measured
            quiet = io.StringIO()
            with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
                world = World(Path(folder), patch, address, seed)
            for _ in range(min(A_WORLD, count - len(found))):
                with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
                    found.append(world.moment())
                print(f"{kind} {seed}: {found[-1]}", flush=True)
            world.close()
        seed += 1
    return found


def main() -> None:
    """Both databases, print and record; exit 1 when a promise is broken."""
    parser = options("restores", __doc__)
    parser.add_argument("--moments", type=int, default=MOMENTS)
    parser.add_argument("--seed", type=int, default=100)
    args = parser.parse_args()
    count = 1 if args.rehearse else args.moments
    rows, broken = [], 0
    for kind in ("SQLite", "PostgreSQL"):
        start = time.perf_counter()
        found = moments(kind, count, args.seed)
        wrong = sum(bool(one.wrong) for one in found)
        broken += wrong
        gone = sum(one.again for one in found)
        seconds = time.perf_counter() - start
        rows.append([kind, str(len(found)), str(gone), str(wrong), f"{seconds / len(found):.1f} s"])
    head = ["database", "restores", "entries that it no longer had, and has again", "not as before", "each"]
    keep("restores", table(head, rows), rehearse=args.rehearse)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
