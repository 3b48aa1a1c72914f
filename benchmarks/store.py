"""Durable append, and unlock and load, beside SQLCipher in the same run: ``python -m benchmarks.store``.

Both sides hold the same entries, make each durable before going on, and decode all of them on load.
They take turns, so that whatever else the machine does meets both.
"""

from __future__ import annotations

import gc
import itertools
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from benchmarks.report import keep, options, table
from carerapp.vault import Door, Vault
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.adapters.native_disk import NativeDisk
from carerapp.vault.adapters.syscalls import Syscalls
from tests.support.pins import PIN as SECRET

SIZES = (100, 1_000, 10_000, 50_000)
APPENDS = 600
LOADS = 5
WORDS = "Came down to breakfast calm, refused school at 08:40, settled after twenty minutes with key worker. "


def entry(number: int) -> dict[str, Any]:
    """About 400 bytes of JSON."""
    return {
        "id": f"{number:08x}-aaaa-4bbb",
        "child": "c-0001",
        "staff": "s-0007",
        "ts": "2026-11-22T14:05:33.123Z",
        "kind": "episode",
        "text": (WORDS * 3)[:270],
    }


class Store(Protocol):
    """One contestant, holding a number of entries already."""

    def append(self, item: dict[str, Any]) -> None:
        """Durable on return."""

    def close(self) -> None:
        """Let go of everything decoded."""

    def unlock_and_load(self) -> int:
        """From the passphrase to all entries decoded; how many there are."""

    def load(self) -> int:
        """The same without deriving the key from the passphrase."""

    def forget(self) -> None:
        """Stay unlocked, but hold nothing decoded."""


class NoSync(Syscalls):
    """For filling a store quickly; what is measured afterwards syncs as ever."""

    def fsync(self, fd: int) -> None:
        return

    def fsync_folder(self, path: str) -> None:
        return


class OurVault:
    """The vault, through the same calls as the app: a child's log is read and written as a TinyDB table."""

    name = "vault"

    def __init__(self, folder: Path, count: int) -> None:
        self._folder, self._crypto = folder / "vault", NativeCrypto()
        disk = NativeDisk(self._folder, syscalls=NoSync())
        vault = self._door(disk).create(SECRET, name="A. Carer", role="Foster carer")
        self._child = vault.add_child()
        for number in range(count):
            vault.append(self._child, entry(number))
        vault.lock()
        disk.close()
        self._open: tuple[NativeDisk, Vault] | None = None

    def _door(self, disk: NativeDisk) -> Door:
        return Door(disk, self._crypto, now=time.time)

    def _unlocked(self) -> Vault:
        if self._open is None:
            disk = NativeDisk(self._folder)
            vault = self._door(disk).unlock(SECRET)
            vault.table(self._child).entries()
            self._open = disk, vault
        return self._open[1]

    def append(self, item: dict[str, Any]) -> None:
        self._unlocked().table(self._child).insert(item)

    def close(self) -> None:
        if self._open:
            self._open[1].lock()
            self._open[0].close()
            self._open = None

    def unlock_and_load(self) -> int:
        disk = NativeDisk(self._folder)
        vault = self._door(disk).unlock(SECRET)
        count = len(vault.table(self._child).entries())
        assert not vault.damage
        self._open = disk, vault
        return count

    def forget(self) -> None:
        self._unlocked()._unlocked.streams.clear()

    def load(self) -> int:
        vault = self._unlocked()
        return len(vault.table(self._child).entries())


class SqlCipher:
    """SQLCipher with ``synchronous=FULL``."""

    def __init__(self, folder: Path, count: int, journal: str) -> None:
        self.name = f"SQLCipher {journal}"
        self._path, self._journal = str(folder / f"{journal}.db"), journal
        self._key = ""
        connection = self._connect(SECRET)
        connection.execute(
            "create table log(seq integer primary key, id text unique, child text, ts text, body text)"
        )
        connection.execute("begin")
        for number in range(count):
            self._insert(connection, entry(number))
        connection.execute("commit")
        connection.close()
        self._open: Any = None

    def _connect(self, key: str) -> Any:
        connection = sqlcipher.connect(self._path, isolation_level=None)
        connection.execute(f'PRAGMA key="{key}"')
        connection.execute(f"PRAGMA journal_mode={self._journal}").fetchall()
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    @staticmethod
    def _insert(connection: Any, item: dict[str, Any]) -> None:
        connection.execute(
            "insert into log(id, child, ts, body) values(?,?,?,?)",
            (item["id"], item["child"], item["ts"], json.dumps(item, separators=(",", ":"))),
        )

    def append(self, item: dict[str, Any]) -> None:
        if self._open is None:
            self._open = self._connect(SECRET)
        self._open.execute("begin immediate")
        self._insert(self._open, item)
        self._open.execute("commit")

    def _load_from(self, connection: Any) -> int:
        return len([json.loads(row[0]) for row in connection.execute("select body from log order by seq")])

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def unlock_and_load(self) -> int:
        self._open = self._connect(SECRET)
        return self._load_from(self._open)

    def forget(self) -> None:
        self._open.execute("PRAGMA shrink_memory")

    def load(self) -> int:
        return self._load_from(self._open)


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, and what the call returned."""
    start = time.perf_counter()
    result = call()
    return (time.perf_counter() - start) * 1000, result


def p95(times: list[float]) -> float:
    """The time that one in twenty exceeds."""
    return sorted(times)[int(0.95 * len(times))]


def measure(count: int, folder: Path, appends: int, loads: int) -> dict[str, dict[str, list[float]]]:
    """All contestants at one size."""
    stores: dict[str, Store] = {
        "vault": OurVault(folder, count),
        "WAL": SqlCipher(folder, count, "WAL"),
        "DELETE": SqlCipher(folder, count, "DELETE"),
    }
    out: dict[str, dict[str, list[float]]] = {name: {} for name in stores}
    for _ in range(loads):
        for name, store in stores.items():
            for what, call in (("unlock", store.unlock_and_load), ("load", store.load)):
                if what == "unlock":
                    store.close()
                else:
                    store.forget()
                gc.collect()
                took, found = timed(call)
                assert found == count, (name, what, found)
                out[name].setdefault(what, []).append(took)
    orders = list(itertools.permutations(stores))
    for number in range(appends):
        item = entry(count + number)
        # Turn and turn about: on a journalling file system one store's sync also pays for names that the
        # store before it left unsynced.
        for name in orders[number % len(orders)]:
            store = stores[name]
            took, _ = timed(partial(store.append, item))
            out[name].setdefault("append", []).append(took)
    for store in stores.values():
        store.close()
        assert store.unlock_and_load() == count + appends
    return out


def main() -> None:
    """Measure every size, print the table, and record it."""
    parser = options("store", __doc__)
    parser.add_argument("where", nargs="?", help="a folder on the disk that is measured")
    args = parser.parse_args()
    sizes, appends, loads = ((30, 60), 6, 1) if args.rehearse else (SIZES, APPENDS, LOADS)
    rows, verdicts, medians = [], [], []
    for count in sizes:
        folder = Path(tempfile.mkdtemp(dir=args.where))
        try:
            result = measure(count, folder, appends, loads)
        finally:
            shutil.rmtree(folder)
        for name, label in (("vault", "vault"), ("WAL", "SQLCipher WAL"), ("DELETE", "SQLCipher DELETE")):
            times = result[name]
            rows.append(
                [
                    f"{count:,}" if name == "vault" else "",
                    label,
                    f"{statistics.median(times['append']):.2f}",
                    f"{p95(times['append']):.2f}",
                    f"{statistics.median(times['unlock']):.0f}",
                    f"{statistics.median(times['load']):.0f}",
                ]
            )
            print(*rows[-1], sep="\t", flush=True)
        ours, theirs = (statistics.median(result[name]["append"]) for name in ("vault", "WAL"))
        medians.append(ours)
        verdicts.append(f"{count:,}: append {ours / theirs:.2f} × SQLCipher WAL")
        if count == sizes[-1]:
            ours, theirs = (statistics.median(result[name]["unlock"]) for name in ("vault", "WAL"))
            verdicts.append(f"{count:,}: unlock and load {ours / theirs:.2f} × SQLCipher WAL")
    verdicts.append(
        f"slowest append median is {max(medians) / min(medians):.2f} × the quickest over all sizes"
    )
    header = ["events", "store", "append, ms", "append p95, ms", "open and load, ms", "load alone, ms"]
    body = f"{table(header, rows)}\n\n" + "\n".join(f"- {verdict}" for verdict in verdicts)
    body += f"\n- {appends} appends and {loads} loads each"
    keep("store", body, rehearse=args.rehearse)


if __name__ == "__main__":
    main()
