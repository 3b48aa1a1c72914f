"""How long a word takes: `python -m benchmarks.latency`.

A home's app and a duty desk's, both open, with a real endpoint in a process of its own: note to desk,
acknowledgement back to the carer, a new child to the desk, a second tablet. By signals, and by the clock as
apps before them do, on SQLite and PostgreSQL. Then what an idle device asks in a minute, open and locked."""

from __future__ import annotations

import asyncio
import contextlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks.report import keep, options, p95, table
from carerapp import bootstrap
from carerapp.actions.acknowledge import acknowledge
from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.write_note import write_note
from tests.support.endpoint.authority import Authority
from tests.support.endpoint.postgres import postgres
from tests.support.endpoint.processes import process
from tests.support.pins import ANN, BEN, DEE
from tests.support.running import Running, running, until
from tests.support.tablets import Tablet, a_child
from tests.support.vault.doubles import QuickCrypto

LONG = 400.0  # seconds that anything is waited for


class Elsewhere(Authority):
    """The process that is measured, on this database."""

    def __init__(self, folder: Path, url: str, base: str) -> None:
        super().__init__(folder, url)
        self.base = base


@contextlib.contextmanager
def endpoint(folder: Path, database: str) -> Iterator[Elsewhere]:
    """In a process of its own."""
    with contextlib.ExitStack() as stack:
        folder.mkdir(parents=True)
        url = stack.enter_context(postgres()) if database == "PostgreSQL" else ""
        url = url or f"sqlite:///{folder / 'endpoint.sqlite'}"
        base = stack.enter_context(process(folder, url))
        yield Elsewhere(folder, url, str(base))


async def timed(so: Callable[[], object]) -> float:
    """Seconds until it is so."""
    began = time.perf_counter()
    await until(so, every=0.02, seconds=LONG)
    return time.perf_counter() - began


def _has(book: Casebook, child: str, id: str) -> bool:
    return any(event.id == id for event in book.child(child).events)


def _more(book: Casebook, child: str, known: int) -> bool:
    return len(book.child(child).events) > known


def _there(book: Casebook, child: str) -> bool:
    return child in book.ids()


async def spans(
    home: Running, office: Running, child: str, count: int, apart: float
) -> tuple[list[float], list[float]]:
    """Note to desk and acknowledgement to carer, so often, at moments that nobody chose."""
    assert home.open is not None
    assert office.open is not None
    there, back = [], []
    mine, theirs = home.open.book, office.open.book
    (episode,) = mine.child(child).episodes
    for _ in range(count):
        await asyncio.sleep(random.uniform(0, apart))
        note = write_note(mine, child, episode.id, "Looked in the park")
        there.append(await timed(partial(_has, theirs, child, note.id)))
        await asyncio.sleep(random.uniform(0, apart))
        known = len(mine.child(child).events)
        acknowledge(theirs, child, episode.id)
        back.append(await timed(partial(_more, mine, child, known)))
    return there, back


async def measured(
    authority: Authority, tablets: list[Tablet], child: str, *, signals: bool, count: int, idle: float
) -> dict[str, list[float]]:
    """All of it, with and without signals."""
    ann, ben, desk = tablets

    def made(tablet: Tablet) -> Running:
        return Running(tablet.folder, tablet.pin, QuickCrypto(), signals=signals)

    found: dict[str, list[float]] = {}
    async with running(made(ann)) as home, running(made(desk)) as office:
        at, there = home.unlock(), office.unlock()
        await until(lambda: child in there.book.ids() and at.loop.not_received == 0, seconds=LONG)
        apart = 3.0 if signals else 20.0
        name = "note to desk", "acknowledgement to carer"
        found[name[0]], found[name[1]] = await spans(home, office, child, count, apart)
        new = []
        for _ in range(max(1, count // 4)):
            await asyncio.sleep(random.uniform(0, apart))
            one = add_child(at.book, full_name="Cai Example", protocol_id="hertfordshire")
            new.append(await timed(partial(_there, there.book, one)))
        found["new child to desk"] = new
        code = authority.store.enrolment.new_code("second tablet", [child], int(authority.now()))
        async with running(made(ben)) as second:
            beside = second.unlock()
            await beside.loop.connect(authority.base, code)
            (asked,) = [d for d in authority.store.devices.all() if d.state == "asked"]
            await asyncio.sleep(random.uniform(1, 1 + apart))
            authority.store.devices.decide(asked.id, "approved", int(authority.now()))
            found["second tablet"] = [await timed(partial(_there, beside.book, child))]
        if idle:
            await asyncio.sleep(idle / 2)
            home.asked.clear()
            await asyncio.sleep(idle)
            found["requests a minute, open and idle"] = [len(home.asked) / idle * 60]
            home.lock()
            await asyncio.sleep(idle / 4)
            home.asked.clear()
            await asyncio.sleep(idle)
            found["requests a minute, locked"] = [len(home.asked) / idle * 60]
    return found


def prepared(authority: Authority, folder: Path, patch: pytest.MonkeyPatch) -> tuple[list[Tablet], str]:
    """A home's two tablets and a desk; a child of the first one's, who is missing."""
    ann = Tablet(folder / "ann", ANN, "Ann Example", patch)
    ben = Tablet(folder / "ben", BEN, "Ben Example", patch)
    desk = Tablet(folder / "desk", DEE, "Dee Example", patch, role="Duty officer")
    desk.connect(authority, desk=True)
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    ann.sync()
    desk.sync()
    return [ann, ben, desk], child


def main() -> None:
    """Measure, print and record."""
    parser = options("latency", __doc__)
    parser.add_argument("--count", type=int, default=40, help="notes and acknowledgements, by signals")
    parser.add_argument("--before", type=int, default=8, help="the same by the clock")
    parser.add_argument("--idle", type=float, default=600.0, help="seconds that it is left alone, on SQLite")
    parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), action="append")
    said = parser.parse_args()
    count, before, idle = (2, 0, 4.0) if said.rehearse else (said.count, said.before, said.idle)
    rows: list[list[str]] = []
    for database in said.database or (["SQLite"] if said.rehearse else ["SQLite", "PostgreSQL"]):
        for signals, times in ((True, count), (False, before)):
            if not times:
                continue
            with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
                patch.setattr(bootstrap, "native_crypto", QuickCrypto)
                with endpoint(Path(made) / "endpoint", database) as authority:
                    tablets, child = prepared(authority, Path(made), patch)
                    alone = idle if signals and database == "SQLite" else 0.0
                    work = measured(authority, tablets, child, signals=signals, count=times, idle=alone)
                    found = asyncio.run(work)
            way = "by signals" if signals else "by the clock"
            for name, values in found.items():
                unit = "" if "minute" in name else " s"
                rows.append(
                    [
                        f"{name}, {way}, {database}",
                        f"{statistics.median(values):.2f}{unit}",
                        f"{p95(values):.2f}{unit}",
                        str(len(values)),
                    ]
                )
                print(*rows[-1], sep=" | ", flush=True)
    keep("latency", table(["", "median", "p95", "times"], rows), rehearse=said.rehearse)


if __name__ == "__main__":
    main()
