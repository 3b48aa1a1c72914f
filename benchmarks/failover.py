"""Kill PostgreSQL's primary under load, and let its standby take over.

`python -m benchmarks.failover [--rounds N] [--devices N] [--seconds N] [--rehearse]`

Two clusters on this computer, an endpoint before each. Exits 1 when with synchronous commit an entry that a
device has a receipt for is not there afterwards. The same without synchronous commit stands beside it: there
some may be missing, and devices send them again.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import keep, options, table
from tests.support.endpoint.authority import CHILD, Authority
from tests.support.endpoint.processes import Elsewhere, enrolled_at, process
from tests.support.endpoint.replicas import replicas


@dataclass
class Round:
    """``received``: entries with a receipt when the primary died; ``missing``: of these, at the standby;
    ``seconds``: from the kill to the first receipt of the standby's."""

    received: int
    missing: int
    seconds: float


def one_round(devices: int, seconds: float, rng: random.Random, *, synchronous: bool) -> Round:
    """Load, the kill, the promotion, and what is there."""
    with tempfile.TemporaryDirectory() as folder, replicas(synchronous=synchronous) as pair:
        with process(Path(folder), pair.primary) as base:
            authority = Authority(Path(folder), pair.primary)
            all = [enrolled_at(authority, base) for _ in range(devices)]
            over = threading.Event()
            threads = [threading.Thread(target=_write, args=(device, over)) for device in all]
            for thread in threads:
                thread.start()
            time.sleep(seconds * (0.5 + rng.random()))
            pair.kill_primary()
            killed = time.monotonic()
            over.set()
            for thread in threads:
                thread.join()
            authority.engine.dispose()
        pair.promote()
        with process(Path(folder), pair.standby) as base:
            store = Authority(Path(folder), pair.standby).store
            received, missing = 0, 0
            for device in all:
                done = device.kept[-1].feed(CHILD).done if device.kept else 0
                head = max((seq for _, seq, _, _ in store.feeds.heads(device.id)), default=0)
                received, missing = received + done, missing + max(0, done - head)
            device = all[0]
            device.base = base
            device.write(b"after")
            client = device.client()
            client._client.fetch_now()
            before = client.state.feed(CHILD).done
            while client.state.feed(CHILD).done <= before and client.state.last_trouble != "gap":
                client._client.fetch_now()
                client.step()
            return Round(received, missing, time.monotonic() - killed)


def _write(device: Elsewhere, over: threading.Event) -> None:
    client = device.client()
    while not over.is_set():
        device.write(b"x" * 600)
        client._client.fetch_now()
        client.step()


def main() -> None:
    """Both kinds, print and record; exit 1 when a receipt was not kept."""
    parser = options("failover", __doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--devices", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=3.0, help="of load before the kill, about")
    args = parser.parse_args()
    rounds, seconds = (1, 0.5) if args.rehearse else (args.rounds, args.seconds)
    rows, broken = [], 0
    for synchronous in (True, False):
        rng = random.Random(19)
        found = [one_round(args.devices, seconds, rng, synchronous=synchronous) for _ in range(rounds)]
        missing = sum(one.missing for one in found)
        broken += missing if synchronous else 0
        kind = "synchronous" if synchronous else "asynchronous"
        longest = max(one.seconds for one in found)
        received = sum(one.received for one in found)
        rows.append([kind, str(rounds), f"{received:,}", str(missing), f"{longest:.1f} s"])
        print(rows[-1], flush=True)
    head = [
        "commit",
        "kills",
        "entries with a receipt",
        "of these not at the standby",
        "longest until it answers",
    ]
    keep("failover", table(head, rows), rehearse=args.rehearse)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
