"""Fifty devices at once on a real PostgreSQL behind two endpoint processes: a reader misses nothing."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.endpoint.authority import CHILD, Authority, TestDevice
from tests.support.endpoint.postgres import postgres
from tests.support.endpoint.processes import enrolled_at, process

DEVICES, EACH = 50, 12


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres() as url:
        yield url


def test_a_cursor_reader_misses_nothing_while_fifty_write(tmp_path: Path, database: str) -> None:
    """Both processes start on an empty database at once; writers and the reader use both in turn."""
    started: list[str] = []
    with contextlib.ExitStack() as stack:
        for _ in range(2):
            started.append(stack.enter_context(process(tmp_path, database)))
        authority = Authority(tmp_path, database)
        devices = [enrolled_at(authority, started[n % 2]) for n in range(DEVICES + 1)]
        reader, writers = devices[0], devices[1:]
        wrong: list[str] = []

        def write(device: TestDevice, number: int) -> None:
            for n in range(EACH):
                device.write(b"%d:%d" % (number, n))
                client = device.client()
                while client.step() == 0 and client.state.feed(CHILD).done <= n:
                    pass
                if client.state.last_trouble:
                    wrong.append(client.state.last_trouble)

        threads = [threading.Thread(target=write, args=(d, n)) for n, d in enumerate(writers)]
        for thread in threads:
            thread.start()
        cursor = ""
        seen: set[tuple[str, int]] = set()
        turns = 0
        while any(thread.is_alive() for thread in threads) or turns < 3:
            reader.base = started[turns % 2]
            answer = reader.pull(cursor)
            cursor = answer.cursor
            seen |= {(e.feed.device, e.seq) for e in answer.entries}
            turns = turns + 1 if not any(t.is_alive() for t in threads) and not answer.more else turns
            time.sleep(0.02)
        assert wrong == []
        assert seen == {(device.id, seq) for device in writers for seq in range(1, EACH + 1)}


def test_the_database_is_the_same_after_a_second_start(tmp_path: Path, database: str) -> None:
    """Migrations run once; what was there stays."""
    before = Authority(tmp_path, database).store.counts()
    assert Authority(tmp_path, database).store.counts() == before
