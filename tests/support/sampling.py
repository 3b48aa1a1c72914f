"""Of a long test that proves the same in several places, a whole run takes one: another at another commit.

    @pytest.mark.sampled
    @pytest.mark.parametrize("authority", AUTHORITIES)
    def test_the_walk_of_every_authority(authority): ...

`make test` says --sample with the commit's name, so the same commit takes the same ones on every machine.
Without it (a run of one file, `make soak`) every one runs.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest


def drawn(names: Iterable[str], seed: str) -> set[str]:
    """Of each group of node ids that differ in their parameters only, one: the same for the same seed."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        groups.setdefault(name.partition("[")[0], []).append(name)
    return {random.Random(f"{seed} {group}").choice(each) for group, each in groups.items()}


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take from ``items`` what this run's sample does not take, as deselected."""
    seed = config.getoption("sample")
    if not seed:
        return
    sampled = {item.nodeid for item in items if item.get_closest_marker("sampled")}
    left = sampled - drawn(sampled, seed)
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left])
    items[:] = [item for item in items if item.nodeid not in left]
