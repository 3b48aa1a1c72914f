"""Fifty devices at once on PostgreSQL behind two endpoint processes, and a flood: `python -m
benchmarks.load`.

Each device sends an entry and looks for news without a pause between, so the queue is always full. Then every
process is sent bodies that are too long and requests that are too many, and its memory is read before and
after."""

from __future__ import annotations

import contextlib
import re
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import requests

from benchmarks.flooding import Flood
from benchmarks.report import keep, options, p95, rehearsing, table
from sync.conversation import Request, run_sync
from sync.settings import STRANGER_COUNTS_SECONDS
from tests.support.endpoint.authority import CHILD, Authority
from tests.support.endpoint.database import rows
from tests.support.endpoint.postgres import postgres
from tests.support.endpoint.processes import Elsewhere, Served, enrolled_at, process

DEVICES = 50
SIGNED = 2_000


def measured(device: Elsewhere, until: float, spans: list[float], wrong: list[str]) -> None:
    """Send and look for news until then; each request's seconds, and what went wrong."""
    driven = device.client()
    client, wire = driven._client, driven._wire

    def send(request: Request) -> bytes:
        began = time.perf_counter()
        answer = wire(request)
        spans.append(time.perf_counter() - began)
        return answer

    while time.monotonic() < until:
        device.write(b"x" * 600)
        client.fetch_now()
        for _ in range(2):
            run_sync(client.turn(), send)
        if client.state.last_trouble:
            wrong.append(client.state.last_trouble)
            client.fetch_now()


def run(devices: list[Elsewhere], seconds: float) -> tuple[list[float], list[str]]:
    """All of them at once; each request's seconds in order, and what went wrong."""
    spans: list[float] = []
    wrong: list[str] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=measured, args=(device, until, spans, wrong)) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(spans), wrong


def _rows_of_strangers(authority: Authority) -> int:
    """Rows that no device's proof stands behind: their counts, nonces of new keys, lines without a device."""
    queries = (
        "SELECT count(*) FROM stranger_counts",
        "SELECT count(*) FROM nonces WHERE substr(keyid, 1, 4) = 'new:'",
        "SELECT count(*) FROM audit WHERE device = '' AND what <> 'code made'",
    )
    return sum(int(rows(authority, query)[0][0]) for query in queries)


def beside_a_flood(
    authority: Authority, bases: list[Served], devices: list[Elsewhere], seconds: float, connections: int
) -> list[list[str]]:
    """The same devices with and without a flood from one address beside them, in turn, so that what else
    the machine does falls on both; and what the strangers made the database grow by."""
    quiet: list[float] = []
    beside: list[float] = []
    wrong: list[str] = []
    total: Counter[tuple[str, int]] = Counter()
    added, rounds = 0, 1 if rehearsing() else 3
    for _ in range(rounds):
        quiet += run(devices, seconds / rounds)[0]
        before = _rows_of_strangers(authority)
        flooding = Flood([str(base) for base in bases], connections)
        flooding.start()
        spans, failed = run(devices, seconds / rounds)
        flooding.stop()
        beside += spans
        wrong += failed
        total += flooding.answers
        time.sleep(STRANGER_COUNTS_SECONDS + 1)  # then the counts are written down
        added += _rows_of_strangers(authority) - before
    p99 = [sorted(spans)[int(len(spans) * 0.99)] for spans in (quiet, beside)]
    said = (f"{count:,} × {status or 'sent'} {kind}" for (kind, status), count in sorted(total.items()))
    return [
        ["a request, p99, without the flood", f"{p99[0] * 1000:.0f} ms"],
        ["a request, p99, beside the flood", f"{p99[1] * 1000:.0f} ms, {p99[1] / p99[0]:.2f} ×"],
        ["devices that were told to wait or failed beside it", str(len(wrong))],
        ["what the flood sent, and was answered", ", ".join(said)],
        ["rows that strangers added to the database", str(added)],
    ]


def flood(base: str, seconds: float) -> dict[int, int]:
    """What it answered, by status."""
    answers: dict[int, int] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(requests.RequestException):
            answer = requests.post(f"{base}/v1/feed", data=b"x" * 4_000_000, timeout=10)
            answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
    return answers


def many_signed(device: Elsewhere, count: int) -> Counter[str]:
    """Good requests, more than one device may make, on four connections."""
    answers: Counter[str] = Counter()

    def ask() -> None:
        wire = device.wire()
        for _ in range(count // 4):
            try:
                wire(Request("GET", "/v1/feed?cursor=c1:999999"))
                kind = "200"
            except Exception as error:
                found = re.search(r"[0-9]{3}", str(error))
                kind = found[0] if found else type(error).__name__
            answers[kind] += 1

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def main() -> None:
    """Load, flood, print and record."""
    parser = options("load", __doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--devices", type=int, default=DEVICES)
    parser.add_argument("--signed", type=int, default=SIGNED, help="requests of one device at the end")
    parser.add_argument("--flood", action="store_true", help="with and without strangers beside the devices")
    parser.add_argument("--connections", type=int, default=4, help="of the flood, of each kind and process")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, postgres() as database, contextlib.ExitStack() as stack:
        folder = Path(made)
        bases = [stack.enter_context(process(folder, database)) for _ in range(2)]
        authority = Authority(folder, database)
        devices = [enrolled_at(authority, bases[n % 2]) for n in range(said.devices)]
        for number, device in enumerate(devices, 1):
            device.address = f"127.0.1.{number}"  # each at home
        if said.flood:
            compared = beside_a_flood(authority, bases, devices, said.seconds, said.connections)
            header = [f"{said.devices} devices and one stranger", ""]
            keep("flood", table(header, compared), rehearse=said.rehearse)
            return
        spans, wrong = run(devices, said.seconds)
        entries = authority.store.counts()["entries"]
        assert entries == sum(len(device.mine.get(CHILD, [])) for device in devices) or wrong
        before = sum(base.memory for base in bases)
        refused = flood(bases[0], said.seconds / 3)
        limited = many_signed(devices[0], said.signed)
        after = sum(base.memory for base in bases)
        measured_rows = [
            ["requests in all, a second", f"{len(spans):,}, {len(spans) / said.seconds:.0f}"],
            ["a request, median", f"{spans[len(spans) // 2] * 1000:.0f} ms"],
            ["a request, p95", f"{p95(spans) * 1000:.0f} ms"],
            ["a request, p99", f"{spans[int(len(spans) * 0.99)] * 1000:.0f} ms"],
            ["a request, longest", f"{spans[-1] * 1000:.0f} ms"],
            ["devices that were told to wait or failed", str(len(wrong))],
            [
                "a flood of 4 MB bodies, answered",
                ", ".join(f"{n:,} × {status}" for status, n in sorted(refused.items())),
            ],
            [
                f"{said.signed:,} signed requests of one device",
                ", ".join(f"{n:,} × {k}" for k, n in sorted(limited.items())),
            ],
            ["memory of both processes before and after", f"{before / 1e6:.0f} MB, {after / 1e6:.0f} MB"],
        ]
        header = [f"{said.devices} devices, PostgreSQL, two processes", ""]
        keep("load", table(header, measured_rows), rehearse=said.rehearse)


if __name__ == "__main__":
    main()
