"""From the last digit of the PIN to the first screen with 50,000 entries, and verifying an export of 10,000.

`python -m benchmarks.first_screen`. The slow sum of the PIN is measured by itself: what is over is ours.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.report import keep, options, p95, table
from carerapp import bootstrap
from carerapp.actions.add_invented_child import add_invented_child
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.start_episode import start_episode
from carerapp.actions.write_note import write_note
from carerapp.documents import Fonts
from carerapp.domain.outcomes import ClosedBecause
from carerapp.evidence import proved, verify
from carerapp.ui.services import AppServices
from carerapp.vault import Door
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.adapters.native_image import NativeImage
from carerapp.vault.adapters.syscalls import Syscalls
from carerapp.vault.keys.pin import Kdf
from tests.support.pins import PIN
from tests.support.ui.window import Window


@dataclass(frozen=True)
class Counts:
    """How much is measured: entries of the records, over so many episodes; how often."""

    events: tuple[int, int] = (100, 50_000)
    exported: int = 10_000
    episodes: int = 60
    times: int = 9


REHEARSAL = Counts(events=(100, 150), exported=120, episodes=2, times=1)


class _NoSync(Syscalls):
    """Filling is not what is measured."""

    def fsync(self, fd: int) -> None: ...

    def fsync_folder(self, path: str) -> None: ...


def fill(folder: Path, events: int, episodes: int) -> str:
    """A child's record of so many entries over many episodes; the child's id."""
    disk = NativeDisk(folder, syscalls=_NoSync())
    vault = Door(disk, NativeCrypto(), now=time.time).create(PIN, name="A. Carer", role="Foster carer")
    book = bootstrap.open_casebook(vault)
    child = add_invented_child(book)
    each = (events - len(book.child(child).events)) // episodes
    for episode in range(episodes):
        id = start_episode(book, child, datetime.now(UTC) - timedelta(days=episodes - episode)).id
        for number in range(each - 5):
            write_note(
                book, child, id, f"Invented note {number}: looked again at the bus station and rang back"
            )
        mark_found(book, child, id, where="Home", how="Came back", by="", condition="Well")
        close_episode(book, child, id, ClosedBecause.BACK)
    while len(book.child(child).events) < events:
        write_note(book, child, book.child(child).profile.id, "Invented")
    vault.lock()
    disk.close()
    return child


def milliseconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def kdf(times: int) -> list[float]:
    """Milliseconds of the PIN's slow sum by itself."""
    crypto, cost = NativeCrypto(), Kdf()
    return [
        milliseconds(
            lambda: crypto.argon2id(
                PIN.encode(), bytes(16), memory_kib=cost.memory_kib, passes=cost.passes, lanes=1, length=32
            )
        )
        for _ in range(times)
    ]


def first_screens(folder: Path, count: int) -> list[float]:
    """Each on a disk adapter, door and window of its own."""
    times: list[float] = []

    async def once() -> None:
        disk = NativeDisk(folder)
        parts = AppServices(
            door=Door(disk, NativeCrypto(), now=time.time),
            open_casebook=bootstrap.open_casebook,
            image=NativeImage(),
            now=bootstrap.now,
            demo=add_invented_child,
            fonts=Fonts.in_folder(bootstrap.ASSETS / "fonts"),
        )
        async with Window(parts) as window:
            for digit in PIN:
                await window.tap(digit)
            start = time.perf_counter()
            tapped = asyncio.create_task(window.tap("Enter the PIN"))
            while not window.shows("Example Child"):
                await asyncio.sleep(0.002)
            times.append((time.perf_counter() - start) * 1000)
            await tapped
            window.app.locking.lock()
        disk.close()

    for _ in range(count):
        asyncio.run(once())
    return times


def main() -> None:
    """Measure, print and record."""
    rehearse = options("first_screen", __doc__).parse_args().rehearse
    counts = REHEARSAL if rehearse else Counts()
    rows = []
    with tempfile.TemporaryDirectory() as base:
        for events in counts.events:
            folder = Path(base) / str(events)
            fill(folder, events, counts.episodes)
            sums, screens = kdf(counts.times), first_screens(folder, counts.times)
            over = sorted(screens)[len(screens) // 2] - sorted(sums)[len(sums) // 2]
            rows.append(
                [
                    f"unlock to first screen, {events:,} entries",
                    f"{sorted(screens)[len(screens) // 2]:.0f} ms median, {p95(screens):.0f} ms p95",
                    f"{over:.0f} ms beyond the PIN's sum ({sorted(sums)[len(sums) // 2]:.0f} ms)",
                ]
            )
            print(rows[-1], flush=True)
        folder = Path(base) / "export"
        child = fill(folder, counts.exported, counts.episodes)
        disk = NativeDisk(folder)
        vault = Door(disk, NativeCrypto(), now=time.time).unlock(PIN)
        start = time.perf_counter()
        data = b"".join(proved(vault, child, "2026-11-23T09:00:00+00:00"))
        written = time.perf_counter() - start
        crypto = NativeCrypto()
        took = [milliseconds(lambda: verify(data, crypto)) for _ in range(5)]
        count = verify(data, crypto).count
        assert count >= counts.exported
        rows.append(
            [
                f"verify {count:,} entries",
                f"{sorted(took)[2] / 1000:.2f} s median, {max(took) / 1000:.2f} s longest",
                f"{len(data) / 1e6:.1f} MB, written in {written:.1f} s",
            ]
        )
        print(rows[-1], flush=True)
        vault.lock()
        disk.close()
    keep("first_screen", table(["what", "time", "of which"], rows), rehearse=rehearse)


if __name__ == "__main__":
    main()
