"""Tries mutants: a plug-in of pytest that collects once and then runs each mutant in a copy of that process.

First it learns, with nothing broken, which test comes by which function. A mutant meets the tests that come
by, then their neighbours in the same file (for what one test leaves in a fixture or a cache), until one
fails, or ``patience`` seconds of computing are over: then it has survived.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, Final

import pytest
from _pytest.runner import runtestprotocol

from tools.mutation.from_start import fails
from tools.mutation.switch import PASSED, caches, function_of, turn

SURVIVED: Final = "survived"
ENDLESS: Final = "endless"
NO_TEST: Final = "no test"
MISSED: Final = (SURVIVED, NO_TEST)


class Trials:
    """``mutants`` are tried; what is learned and what came of each are lines of JSON in ``folder``.

    What stands there already is believed: a run that was stopped goes on where it was. ``patience``: seconds
    of computing that a mutant gets, the last test may end. ``spare``: as many that a test gets beyond 15
    times what it took with nothing broken; then it is endless. ``given``: pytest's arguments without files.
    """

    def __init__(
        self,
        mutants: Sequence[str],
        folder: Path,
        *,
        patience: int = 60,
        spare: int = 10,
        given: Sequence[str] = (),
    ) -> None:
        self._mutants, self._patience, self._spare, self._given = mutants, patience, spare, given
        self._learned, self._tried = folder / "learned.jsonl", folder / "tried.jsonl"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop."""
        already = {switch.key for switch in PASSED}  # while the tests were collected
        self._caches = caches()  # once: a copy that touches every object copies all of the memory
        known = {one["test"] for one in read(self._learned)}
        if new := [item for item in session.items if item.nodeid not in known]:
            in_a_copy(lambda: self._learn(new))
        items = {item.nodeid: item for item in session.items}
        learned = {one["test"]: one for one in read(self._learned) if one["passed"] and one["test"] in items}
        done = {one["mutant"] for one in read(self._tried)}
        for mutant in self._mutants:
            if mutant in done:
                continue
            near = [one for one in learned.values() if function_of(mutant) in one["functions"]]
            ids, files = {one["test"] for one in near}, {file_of(one) for one in near}
            beside = [one for test, one in learned.items() if test not in ids and file_of(one) in files]
            tests = by_promise(near) + by_promise(beside)
            if in_a_copy(partial(self._try, mutant, tests, items)) < 0:
                add(self._tried, mutant=mutant, outcome=ENDLESS)
            last = [one for one in read(self._tried) if one["mutant"] == mutant]
            if function_of(mutant) in already and last and last[-1]["outcome"] in MISSED:
                self._try_from_start(mutant, near, learned.values())
        return True

    def _try_from_start(
        self, mutant: str, near: Sequence[dict[str, Any]], learned: Iterable[dict[str, Any]]
    ) -> None:
        """With the files whose tests come by it, or by others of its package: what it made may be in use
        where nobody comes by any more."""
        package = "".join(mutant.rpartition(".")[0].rpartition(".")[:2])
        around = [one for one in learned if any(name.startswith(package) for name in one["functions"])]
        files = list(dict.fromkeys(map(file_of, by_promise(near) + by_promise(around))))
        broken = [f"--deselect={one['test']}" for one in read(self._learned) if not one["passed"]]
        if files and fails(mutant, [*self._given, *broken, *files], self._patience):
            add(self._tried, mutant=mutant, outcome="noticed", by="from the start", tests=len(files))

    def _learn(self, items: Sequence[pytest.Item]) -> None:
        file = None
        for item, following in zip(items, [*items[1:], None], strict=True):
            if file != item.path:
                for cache in caches():
                    cache.cache_clear()
            file = item.path
            PASSED.clear()
            began = process_time()
            why = fault(item, following)
            functions = sorted(switch.key for switch in PASSED)
            seconds = round(process_time() - began, 3)
            add(self._learned, test=item.nodeid, passed=not why, seconds=seconds, functions=functions)

    def _try(self, mutant: str, tests: Sequence[dict[str, Any]], items: dict[str, pytest.Item]) -> None:
        for cache in self._caches:
            cache.cache_clear()
        turn(mutant)
        began, count = process_time(), 0
        for test in tests:
            limit = self._spare + 15 * int(test["seconds"])
            resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + limit, resource.RLIM_INFINITY))
            signal.alarm(60 * limit)  # of a busy machine: only for what waits and computes nothing
            count += 1
            if why := fault(items[test["test"]], None):
                add(self._tried, mutant=mutant, outcome="noticed", by=test["test"], why=why, tests=count)
                return
            if process_time() - began > self._patience:
                break
        add(self._tried, mutant=mutant, outcome=SURVIVED if tests else NO_TEST, tests=count, of=len(tests))


def fault(item: pytest.Item, following: pytest.Item | None) -> str:
    """Run one test: "" when it passes, else the last line of what went wrong."""
    reports = runtestprotocol(item, log=False, nextitem=following)
    return next((str(one.longrepr).strip().splitlines()[-1][:300] for one in reports if one.failed), "")


def in_a_copy(work: Callable[[], None]) -> int:
    """Do it in a fork of this process: 0; above 0, it raised; below 0, it was ended by a signal."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def by_promise(tests: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Learned tests: first those that are quick and come by little else, so that they look closely; each
    further case of a test counts for less than the one before it."""
    cases: Counter[str] = Counter()
    order = []
    for one in sorted(tests, key=_dear):
        test = str(one["test"]).partition("[")[0]
        cases[test] += 1
        order.append((cases[test] * _dear(one), one))
    return [one for _, one in sorted(order, key=lambda turn: turn[0])]


def _dear(one: dict[str, Any]) -> float:
    return (float(one["seconds"]) + 0.001) * (len(one["functions"]) + 1)


def file_of(test: dict[str, Any]) -> str:
    """The file that this learned test stands in."""
    return str(test["test"]).partition("::")[0]


def add(file: Path, **line: object) -> None:
    """One more line, whole or not at all."""
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")


def keep(file: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Only these lines stand in it from now on."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def read(file: Path) -> Iterator[dict[str, Any]]:
    """Its lines; none when there is no such file yet."""
    if file.exists():
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())
