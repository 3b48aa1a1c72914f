"""Of long tests that prove the same in several places, or walk much the same way, a whole run takes some:
others at another commit.

    @pytest.mark.sampled                          # of its parameters, one
    @pytest.mark.parametrize("authority", AUTHORITIES)
    def test_the_walk_of_every_authority(authority): ...

    pytestmark = pytest.mark.in_turn              # of the folder's files that say so, one in TURNS

    pytestmark = pytest.mark.in_turn("subject")   # of all files that name this subject, one in TURNS

    @pytest.mark.in_turn                          # of the file's tests that say so, one in TURNS
    def test_browser(): ...

`make test` says --sample with the commit's name, so the same commit takes the same ones on every machine.
Without it (a run of one file, `make test SAMPLE=`, `make soak`) every one runs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import pytest

TURNS = 8  # of those that take turns, a whole run takes one in so many, and one at the least


def drawn(names: Iterable[str], seed: str) -> set[str]:
    """Of each group of node ids that differ in their parameters only, one: the same for the same seed."""
    return {
        random.Random(f"{seed} {group}").choice(each) for group, each in _groups(names, _function).items()
    }


def whose_turn(
    names: Iterable[str], seed: str, subjects: Mapping[str, str] = MappingProxyType({})
) -> set[str]:
    """Of each subject's files, each folder's, and each file's tests: one in TURNS, rounded down, but one. The
    same for the same seed. ``subjects``: of those that name one."""
    groups = _groups(names, lambda name: subjects.get(name) or _home(name))
    return {
        name
        for home, each in groups.items()
        for name in random.Random(f"{seed} {home}").sample(each, max(1, len(each) // TURNS))
    }


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take from ``items`` what this run's sample does not take, as deselected."""
    seed = config.getoption("sample")
    if not seed:
        return
    sampled = {item.nodeid for item in items if item.get_closest_marker("sampled")}
    taken = drawn(sampled, seed)
    marks = {item: mark for item in items if (mark := item.get_closest_marker("in_turn"))}
    takes_turns = {item.nodeid: _takes_turns(item) for item in marks}
    subjects = {takes_turns[item.nodeid]: mark.args[0] for item, mark in marks.items() if mark.args}
    turn = whose_turn(set(takes_turns.values()), seed, subjects)
    left = (sampled - taken) | {id for id, one in takes_turns.items() if one not in turn}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left])
    items[:] = [item for item in items if item.nodeid not in left]


def _takes_turns(item: pytest.Item) -> str:
    """The test by itself where the mark is its own, else its file."""
    by_itself = any(mark.name == "in_turn" for mark in item.own_markers)
    return _function(item.nodeid) if by_itself else _file(item.nodeid)


def _groups(names: Iterable[str], group: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(group(name), []).append(name)
    return found


def _function(nodeid: str) -> str:
    return nodeid.partition("[")[0]


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def _home(name: str) -> str:
    return _file(name) if "::" in name else name.rpartition("/")[0]
